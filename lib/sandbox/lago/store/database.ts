import { DatabaseSync } from "node:sqlite";

/** Opens (and creates) the stand-in's database; `:memory:` keeps nothing. */
export function openDatabase(path: string, eventStore: "postgres" | "clickhouse"): DatabaseSync {
  const db = new DatabaseSync(path);
  // Not synchronous: a killed process loses nothing, and a stand-in need not outlive a power cut.
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -262144;
    PRAGMA wal_autocheckpoint = 20000;
    CREATE TABLE IF NOT EXISTS documents (
      seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE,
      key TEXT, parent TEXT, body TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS documents_key ON documents (kind, key);
    CREATE INDEX IF NOT EXISTS documents_parent ON documents (kind, parent);
    CREATE TABLE IF NOT EXISTS events (
      id INTEGER PRIMARY KEY, lago_id TEXT NOT NULL, transaction_id TEXT NOT NULL,
      subscription TEXT NOT NULL, code TEXT NOT NULL, timestamp_ms INTEGER NOT NULL,
      properties TEXT NOT NULL, precise_total TEXT, created_ms INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS events_usage ON events (subscription, code, timestamp_ms);
    CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  `);
  const columns = eventStore === "postgres"
    ? "transaction_id, subscription"
    : "transaction_id, subscription, timestamp_ms";
  db.exec(`CREATE UNIQUE INDEX IF NOT EXISTS events_unique_${eventStore} ON events (${columns})`);
  return db;
}

/** Runs `work` in one transaction; anything thrown rolls all of it back. Nests. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work();
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}

/** Next number of a counter that survives restarts, from 1. */
export function nextNumber(db: DatabaseSync, name: string): number {
  const row = db.prepare(
    `INSERT INTO counters VALUES (?, 1)
     ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,
  ).get(name);
  return Number(row?.value);
}

/** The stored setting, made by `create` the first time. */
export function settingOr(db: DatabaseSync, name: string, create: () => string): string {
  const row = db.prepare("SELECT value FROM settings WHERE name = ?").get(name);
  if (row) return String(row.value);
  const value = create();
  db.prepare("INSERT INTO settings VALUES (?, ?)").run(name, value);
  return value;
}
