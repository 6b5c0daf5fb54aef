import type { DatabaseSync, StatementSync } from "node:sqlite";

/** An accepted event; `timestampMs` and `createdMs` are Unix milliseconds. */
export interface StoredEvent {
  lagoId: string;
  transactionId: string;
  subscription: string;
  code: string;
  timestampMs: number;
  properties: Record<string, unknown>;
  preciseTotal: string | null;
  createdMs: number;
}

/** Filters of a list of events; bounds are Unix milliseconds, both inclusive. */
export interface EventFilter {
  subscription?: string;
  code?: string;
  fromMs?: number;
  toMs?: number;
  transactionIdPrefix?: string;
}

const COLUMNS = "lago_id, transaction_id, subscription, code, timestamp_ms, properties, " +
  "precise_total, created_ms";

/** The event log. A Postgres store refuses a repeat, a ClickHouse store replaces by it. */
export class Events {
  #insert: StatementSync;
  #find: StatementSync;
  #usage: StatementSync;

  constructor(readonly db: DatabaseSync, readonly store: "postgres" | "clickhouse") {
    const verb = store === "postgres" ? "INSERT OR IGNORE" : "INSERT OR REPLACE";
    this.#insert = db.prepare(`${verb} INTO events (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#find = db.prepare(
      `SELECT ${COLUMNS} FROM events WHERE transaction_id = ? ORDER BY id DESC LIMIT 1`,
    );
    this.#usage = db.prepare(
      `SELECT ${COLUMNS} FROM events WHERE subscription = ? AND code = ?
       AND timestamp_ms >= ? AND timestamp_ms < ? ORDER BY timestamp_ms, id`,
    );
  }

  /** Stores all, or none and answers the indices of those that are there already. */
  add(events: StoredEvent[]): number[] {
    const repeats: number[] = [];
    this.db.exec("SAVEPOINT add_events");
    try {
      for (const [index, event] of events.entries()) {
        const { changes } = this.#insert.run(
          event.lagoId,
          event.transactionId,
          event.subscription,
          event.code,
          event.timestampMs,
          JSON.stringify(event.properties),
          event.preciseTotal,
          event.createdMs,
        );
        if (changes === 0) repeats.push(index);
      }
      if (repeats.length > 0) this.db.exec("ROLLBACK TO add_events");
    } catch (error) {
      this.db.exec("ROLLBACK TO add_events");
      throw error;
    } finally {
      this.db.exec("RELEASE add_events");
    }
    return repeats;
  }

  find(transactionId: string): StoredEvent | undefined {
    const row = this.#find.get(transactionId);
    return row && decode(row);
  }

  /** Events of a subscription and metric with `fromMs <= timestamp < toMs`, oldest first. */
  usage(subscription: string, code: string, fromMs: number, toMs: number): StoredEvent[] {
    return this.#usage.all(subscription, code, Math.ceil(fromMs), Math.ceil(toMs)).map(decode);
  }

  /** Newest first, one page. */
  page(filter: EventFilter, limit: number, offset: number): StoredEvent[] {
    const { where, values } = conditions(filter);
    return this.db.prepare(
      `SELECT ${COLUMNS} FROM events ${where} ORDER BY timestamp_ms DESC, id DESC LIMIT ? OFFSET ?`,
    ).all(...values, limit, offset).map(decode);
  }

  count(filter: EventFilter = {}): number {
    const { where, values } = conditions(filter);
    return Number(this.db.prepare(`SELECT count(*) AS n FROM events ${where}`).get(...values)?.n);
  }

  /** In order of acceptance, one row in memory at a time. */
  *stream(filter: EventFilter = {}): Generator<StoredEvent> {
    const { where, values } = conditions(filter);
    const rows = this.db.prepare(`SELECT ${COLUMNS} FROM events ${where} ORDER BY id`);
    for (const row of rows.iterate(...values)) yield decode(row);
  }
}

function conditions(filter: EventFilter): { where: string; values: (string | number)[] } {
  const parts: [string, string | number | undefined][] = [
    ["subscription = ?", filter.subscription],
    ["code = ?", filter.code],
    ["timestamp_ms >= ?", filter.fromMs],
    ["timestamp_ms <= ?", filter.toMs],
    ["transaction_id >= ?", filter.transactionIdPrefix],
    ["transaction_id < ?", filter.transactionIdPrefix && filter.transactionIdPrefix + "\u{10FFFF}"],
  ];
  const used = parts.filter((part): part is [string, string | number] => part[1] !== undefined);
  return {
    where: used.length > 0 ? `WHERE ${used.map(([sql]) => sql).join(" AND ")}` : "",
    values: used.map(([, value]) => value),
  };
}

function decode(row: Record<string, unknown>): StoredEvent {
  return {
    lagoId: String(row.lago_id),
    transactionId: String(row.transaction_id),
    subscription: String(row.subscription),
    code: String(row.code),
    timestampMs: Number(row.timestamp_ms),
    properties: JSON.parse(String(row.properties)),
    preciseTotal: row.precise_total === null ? null : String(row.precise_total),
    createdMs: Number(row.created_ms),
  };
}
