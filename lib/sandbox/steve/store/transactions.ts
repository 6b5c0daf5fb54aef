import type { Bound, Database } from "./database.ts";

/** A transaction joined with its station and tag. */
export interface TransactionRow {
  id: number;
  charge_box_pk: number;
  charge_box_id: string;
  connector_id: number;
  tag_pk: number;
  id_tag: string;
  user_pk: number | null;
  start_event_ms: number;
  start_ms: number;
  start_value: string;
  stop_event_ms: number | null;
  stop_ms: number | null;
  stop_value: string | null;
  stop_reason: string | null;
  stop_actor: "station" | "manual" | null;
}

/** Filters of the list; an absent one matches everything. */
export interface TransactionFilter {
  ids?: number[];
  chargeBoxIds?: string[];
  connectorId?: number;
  idTags?: string[];
  userIds?: number[];
  state?: "ACTIVE" | "STOPPED";
  /** Start time, both ends included. */
  startFromMs?: number;
  startToMs?: number;
}

/** Who ended a transaction and with what. */
export interface StopFields {
  stopMs: number;
  stopValue: string;
  reason?: string | null;
  actor: "station" | "manual";
  eventMs: number;
}

/** A stop that was refused, with the rule that refused it. */
export interface FailedStop {
  tx_id: number;
  charge_box_id: string;
  event_ms: number;
  stop_ms: number;
  stop_value: string;
  stop_reason: string | null;
  fail_reason: string;
}

const SELECT = `SELECT tx.*, c.charge_box_id, t.id_tag, t.user_pk FROM tx
  JOIN charge_box c ON c.pk = tx.charge_box_pk JOIN ocpp_tag t ON t.pk = tx.tag_pk`;

/** Tables `tx` and `tx_stop_failed`. */
export class TransactionStore {
  constructor(readonly db: Database) {}

  byId(id: number): TransactionRow | undefined {
    return this.db.get<TransactionRow>(`${SELECT} WHERE tx.id = ?`, id);
  }

  /** The whole list, newest id first: SteVe has no paging. */
  list(filter: TransactionFilter): TransactionRow[] {
    const where: string[] = [];
    const values: Bound[] = [];
    const add = (sql: string, value: Bound) => {
      where.push(sql);
      values.push(value);
    };
    const among = (items: (string | number)[]) => JSON.stringify(items);
    if (filter.ids) add("tx.id IN (SELECT value FROM json_each(?))", among(filter.ids));
    if (filter.chargeBoxIds) {
      add(
        `tx.charge_box_pk IN (SELECT pk FROM charge_box
          WHERE charge_box_id IN (SELECT value FROM json_each(?)))`,
        among(filter.chargeBoxIds),
      );
    }
    if (filter.idTags) {
      add(
        `tx.tag_pk IN (SELECT pk FROM ocpp_tag
          WHERE id_tag IN (SELECT value FROM json_each(?)))`,
        among(filter.idTags),
      );
    }
    if (filter.userIds) {
      add("t.user_pk IN (SELECT value FROM json_each(?))", among(filter.userIds));
    }
    if (filter.connectorId !== undefined) add("tx.connector_id = ?", filter.connectorId);
    if (filter.startFromMs !== undefined) add("tx.start_ms >= ?", filter.startFromMs);
    if (filter.startToMs !== undefined) add("tx.start_ms <= ?", filter.startToMs);
    if (filter.state === "ACTIVE") where.push("tx.stop_ms IS NULL");
    if (filter.state === "STOPPED") where.push("tx.stop_ms IS NOT NULL");
    const condition = where.length ? ` WHERE ${where.join(" AND ")}` : "";
    return this.db.all<TransactionRow>(`${SELECT}${condition} ORDER BY tx.id DESC`, ...values);
  }

  /** Rows whose stop time is in [from, to), ordered by start, with the connector's key. */
  stoppedBetween(fromMs: number, toMs: number): (TransactionRow & { evse_pk: number })[] {
    return this.db.all(
      `SELECT tx.*, c.charge_box_id, t.id_tag, t.user_pk, e.pk AS evse_pk FROM tx
       JOIN charge_box c ON c.pk = tx.charge_box_pk JOIN ocpp_tag t ON t.pk = tx.tag_pk
       JOIN evse e ON e.charge_box_pk = tx.charge_box_pk AND e.connector_id = tx.connector_id
       WHERE tx.stop_ms >= ? AND tx.stop_ms < ? ORDER BY tx.start_ms`,
      fromMs,
      toMs,
    );
  }

  /** The same start sent twice: connector, tag, start time and start value all equal. */
  findDuplicate(
    start: {
      stationPk: number;
      connectorId: number;
      tagPk: number;
      startMs: number;
      value: string;
    },
  ): number | undefined {
    return this.db.get<{ id: number }>(
      `SELECT id FROM tx WHERE charge_box_pk = ? AND connector_id = ? AND start_ms = ?
       AND tag_pk = ? AND start_value = ?`,
      start.stationPk,
      start.connectorId,
      start.startMs,
      start.tagPk,
      start.value,
    )?.id;
  }

  /** Inserts a row; with an explicit id the sequence goes on above it. */
  insert(row: {
    id?: number;
    stationPk: number;
    connectorId: number;
    tagPk: number;
    startMs: number;
    startValue: string;
    startEventMs: number;
    stop?: StopFields;
  }): number {
    return this.db.run(
      `INSERT INTO tx (id, charge_box_pk, connector_id, tag_pk, start_event_ms, start_ms,
        start_value, stop_event_ms, stop_ms, stop_value, stop_reason, stop_actor)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.id ?? null,
      row.stationPk,
      row.connectorId,
      row.tagPk,
      row.startEventMs,
      row.startMs,
      row.startValue,
      row.stop?.eventMs ?? null,
      row.stop?.stopMs ?? null,
      row.stop?.stopValue ?? null,
      row.stop?.reason ?? null,
      row.stop?.actor ?? null,
    ).id;
  }

  /** Writes the stop; a later event replaces an earlier one, as in SteVe's view. */
  setStop(id: number, stop: StopFields): boolean {
    return this.db.run(
      `UPDATE tx SET stop_event_ms = ?, stop_ms = ?, stop_value = ?, stop_reason = ?, stop_actor = ?
       WHERE id = ?`,
      stop.eventMs,
      stop.stopMs,
      stop.stopValue,
      stop.reason ?? null,
      stop.actor,
      id,
    ).changes > 0;
  }

  /** The next transaction on the same connector by start time. */
  nextOnConnector(row: TransactionRow): TransactionRow | undefined {
    return this.db.get<TransactionRow>(
      `${SELECT} WHERE tx.charge_box_pk = ? AND tx.connector_id = ? AND tx.start_ms >= ?
       AND tx.id <> ? ORDER BY tx.start_ms, tx.id LIMIT 1`,
      row.charge_box_pk,
      row.connector_id,
      row.start_ms,
      row.id,
    );
  }

  counts(): { total: number; active: number } {
    return this.db.get<{ total: number; active: number }>(
      "SELECT count(*) AS total, count(*) FILTER (WHERE stop_ms IS NULL) AS active FROM tx",
    ) ?? { total: 0, active: 0 };
  }

  addFailedStop(stop: FailedStop): void {
    this.db.run(
      `INSERT INTO tx_stop_failed
        (tx_id, charge_box_id, event_ms, stop_ms, stop_value, stop_reason, fail_reason)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      stop.tx_id,
      stop.charge_box_id,
      stop.event_ms,
      stop.stop_ms,
      stop.stop_value,
      stop.stop_reason,
      stop.fail_reason,
    );
  }

  failedStops(): FailedStop[] {
    return this.db.all<FailedStop>("SELECT * FROM tx_stop_failed ORDER BY pk");
  }
}
