import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { SCHEMA } from "./schema.ts";

/** A bound value of a statement. */
export type Bound = SQLInputValue;

/**
 * The SQLite file behind the stand-in: prepared statements are kept, rows come out typed by the
 * caller, who wrote the SELECT.
 */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string) {
    this.#db = new DatabaseSync(path);
    this.#db.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON",
    );
    this.#db.exec(SCHEMA);
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, statement = this.#db.prepare(sql));
    return statement;
  }

  /** All rows; `Row` is what the SELECT lists, which is checked by nobody but its author. */
  all<Row>(sql: string, ...values: Bound[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** The first row, or undefined. */
  get<Row>(sql: string, ...values: Bound[]): Row | undefined {
    const row = this.#prepare(sql).get(...values);
    // SQLite's rows have no prototype, which surprises a comparison.
    return row && ({ ...row } as Row);
  }

  /** Runs a write; answers the new row id and the number of changed rows. */
  run(sql: string, ...values: Bound[]): { id: number; changes: number } {
    const result = this.#prepare(sql).run(...values);
    return { id: Number(result.lastInsertRowid), changes: Number(result.changes) };
  }

  /** Runs `work` in one transaction; rolls back when it throws. */
  transaction<Result>(work: () => Result): Result {
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#db.exec("COMMIT");
      return result;
    } catch (error) {
      this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }
}
