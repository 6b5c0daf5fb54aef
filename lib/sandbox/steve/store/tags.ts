import type { Database } from "./database.ts";

/** A row of `ocpp_tag` with the number of its running transactions. */
export interface TagRow {
  pk: number;
  id_tag: string;
  parent_id_tag: string | null;
  parent_pk: number | null;
  user_pk: number | null;
  expiry_ms: number | null;
  max_active: number;
  note: string | null;
  active: number;
}

/** What may be written to a tag; everything left out takes SteVe's default. */
export interface TagFields {
  idTag: string;
  parentIdTag?: string | null;
  userPk?: number | null;
  expiryMs?: number | null;
  maxActiveTransactionCount?: number;
  note?: string | null;
}

const SELECT = `SELECT t.pk, t.id_tag, t.parent_id_tag, p.pk AS parent_pk, t.user_pk, t.expiry_ms,
  t.max_active, t.note,
  (SELECT count(*) FROM tx WHERE tx.tag_pk = t.pk AND tx.stop_ms IS NULL) AS active
  FROM ocpp_tag t LEFT JOIN ocpp_tag p ON p.id_tag = t.parent_id_tag`;

/** Table `ocpp_tag`. Id tags compare without case, as in SteVe's collation. */
export class TagStore {
  constructor(readonly db: Database) {}

  all(): TagRow[] {
    return this.db.all<TagRow>(SELECT);
  }

  byPk(pk: number): TagRow | undefined {
    return this.db.get<TagRow>(`${SELECT} WHERE t.pk = ?`, pk);
  }

  byIdTag(idTag: string): TagRow | undefined {
    return this.db.get<TagRow>(`${SELECT} WHERE t.id_tag = ?`, idTag);
  }

  /** Only the key: cheap enough for bulk work. */
  keyOf(idTag: string): number | undefined {
    return this.db.get<{ pk: number }>("SELECT pk FROM ocpp_tag WHERE id_tag = ?", idTag)?.pk;
  }

  /** Inserts and answers the key; throws on a duplicate or an unknown parent. */
  insert(fields: TagFields): number {
    this.#requireParent(fields.parentIdTag);
    return this.db.run(
      `INSERT INTO ocpp_tag (id_tag, parent_id_tag, user_pk, expiry_ms, max_active, note)
       VALUES (?, ?, ?, ?, ?, ?)`,
      fields.idTag,
      fields.parentIdTag ?? null,
      fields.userPk ?? null,
      fields.expiryMs ?? null,
      fields.maxActiveTransactionCount ?? 1,
      fields.note ?? null,
    ).id;
  }

  /** Replaces everything but the id tag and the user; false when there is no such tag. */
  replace(pk: number, fields: Omit<TagFields, "idTag" | "userPk">): boolean {
    this.#requireParent(fields.parentIdTag);
    return this.db.run(
      `UPDATE ocpp_tag SET parent_id_tag = ?, expiry_ms = ?, max_active = ?, note = ? WHERE pk = ?`,
      fields.parentIdTag ?? null,
      fields.expiryMs ?? null,
      fields.maxActiveTransactionCount ?? 1,
      fields.note ?? null,
      pk,
    ).changes > 0;
  }

  expire(pk: number, nowMs: number): boolean {
    return this.db.run("UPDATE ocpp_tag SET expiry_ms = ? WHERE pk = ?", nowMs, pk).changes > 0;
  }

  /** Deletes the tag and, by cascade, its transactions; throws while other tags name it as parent. */
  remove(pk: number): boolean {
    const tag = this.byPk(pk);
    if (!tag) return false;
    const child = this.db.get("SELECT 1 FROM ocpp_tag WHERE parent_id_tag = ?", tag.id_tag);
    if (child) throw new Error(`Cannot delete or update a parent row: ${tag.id_tag} has members`);
    return this.db.run("DELETE FROM ocpp_tag WHERE pk = ?", pk).changes > 0;
  }

  #requireParent(parentIdTag: string | null | undefined): void {
    if (parentIdTag == null || this.byIdTag(parentIdTag)) return;
    throw new Error(`Cannot add or update a child row: parent ${parentIdTag} does not exist`);
  }
}
