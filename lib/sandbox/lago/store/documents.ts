import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Kinds } from "./kinds.ts";

/** How an object is found besides its `lago_id`. */
export interface Handle {
  key?: string | null;
  parent?: string | null;
}

/** Objects of all kinds as JSON rows, found by `lago_id`, by a key of ours, or by a parent. */
export class Documents {
  #statements: Record<
    "add" | "update" | "byId" | "byKey" | "byParent" | "all" | "remove",
    StatementSync
  >;
  #page: StatementSync;
  #count: StatementSync;

  constructor(db: DatabaseSync) {
    const where = (rest: string) => db.prepare(`SELECT body FROM documents WHERE ${rest}`);
    this.#statements = {
      add: db.prepare("INSERT INTO documents (kind, id, key, parent, body) VALUES (?, ?, ?, ?, ?)"),
      update: db.prepare("UPDATE documents SET body = ? WHERE kind = ? AND id = ?"),
      byId: where("kind = ? AND id = ?"),
      byKey: where("kind = ? AND key = ? ORDER BY seq DESC LIMIT 1"),
      byParent: where("kind = ? AND parent = ? ORDER BY seq DESC"),
      all: where("kind = ? ORDER BY seq DESC"),
      remove: db.prepare("DELETE FROM documents WHERE kind = ? AND id = ?"),
    };
    this.#page = where("kind = ? ORDER BY seq DESC LIMIT ? OFFSET ?");
    this.#count = db.prepare("SELECT count(*) AS n FROM documents WHERE kind = ?");
  }

  /** Stores a new object. */
  add<K extends keyof Kinds>(kind: K, body: Kinds[K], handle: Handle = {}): Kinds[K] {
    this.#statements.add.run(
      kind,
      body.lago_id,
      handle.key ?? null,
      handle.parent ?? null,
      JSON.stringify(body),
    );
    return body;
  }

  /** Overwrites an object that exists. */
  update<K extends keyof Kinds>(kind: K, body: Kinds[K]): Kinds[K] {
    this.#statements.update.run(JSON.stringify(body), kind, body.lago_id);
    return body;
  }

  remove(kind: keyof Kinds, id: string): void {
    this.#statements.remove.run(kind, id);
  }

  get<K extends keyof Kinds>(kind: K, id: string): Kinds[K] | undefined {
    return decode<K>(this.#statements.byId.get(kind, id));
  }

  /** The newest with this key. */
  byKey<K extends keyof Kinds>(kind: K, key: string): Kinds[K] | undefined {
    return decode<K>(this.#statements.byKey.get(kind, key));
  }

  /** Newest first. */
  byParent<K extends keyof Kinds>(kind: K, parent: string): Kinds[K][] {
    return this.#statements.byParent.all(kind, parent).flatMap((row) => decode<K>(row) ?? []);
  }

  /** Newest first. */
  all<K extends keyof Kinds>(kind: K): Kinds[K][] {
    return this.#statements.all.all(kind).flatMap((row) => decode<K>(row) ?? []);
  }

  /** One page, newest first, without reading the others. */
  page<K extends keyof Kinds>(kind: K, limit: number, offset: number): Kinds[K][] {
    return this.#page.all(kind, limit, offset).flatMap((row) => decode<K>(row) ?? []);
  }

  count(kind: keyof Kinds): number {
    return Number(this.#count.get(kind)?.n);
  }
}

/** Cast: rows are written by `add` and `update` alone, which take the same type. */
function decode<K extends keyof Kinds>(row: unknown): Kinds[K] | undefined {
  if (!row) return undefined;
  return JSON.parse((row as { body: string }).body) as Kinds[K];
}
