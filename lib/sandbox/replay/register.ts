import type { TransactionSeed } from "@/lib/sandbox/steve/mod.ts";
import { cardOf } from "./cards.ts";
import type { FileRow } from "./transaction_file.ts";

/** Rows as a station network would have met them: by start, equal starts by line. */
export function inStartOrder(rows: readonly FileRow[]): FileRow[] {
  return rows.toSorted((a, b) => a.startMs - b.startMs || a.line - b.line);
}

/**
 * The rows as transactions of SteVe, ids 1, 2, 3 … in the order given. The file has energies and no
 * registers, so each connector's register starts at 0 and goes on from session to session.
 */
export function* asTransactions(rows: readonly FileRow[]): Generator<TransactionSeed> {
  const registers = new Map<string, number>();
  let id = 0;
  for (const row of rows) {
    const connector = `${row.chargeBoxId}\n${row.connectorId}`;
    const startValue = registers.get(connector) ?? 0;
    const stopValue = startValue + row.energyWh;
    registers.set(connector, stopValue);
    yield {
      id: ++id,
      chargeBoxId: row.chargeBoxId,
      connectorId: row.connectorId,
      idTag: cardOf(row).idTag,
      startMs: row.startMs,
      startValue,
      stopMs: row.stopMs,
      stopValue,
      stopReason: "Local",
    };
  }
}

/** Rows that collide with others on their connector. They are loaded: each has an id of its own. */
export interface Collisions {
  /** Rows beyond the first that share charger, connector and start. */
  sameStart: number;
  /** Rows that start before an earlier session on their connector has ended. */
  overlapping: number;
}

/** Counts collisions among rows in start order. */
export function countCollisions(rows: readonly FileRow[]): Collisions {
  const last = new Map<string, { startMs: number; stopMs: number }>();
  const found = { sameStart: 0, overlapping: 0 };
  for (const { chargeBoxId, connectorId, startMs, stopMs } of rows) {
    const connector = `${chargeBoxId}\n${connectorId}`;
    const before = last.get(connector);
    if (before?.startMs === startMs) found.sameStart++;
    if (before && startMs < before.stopMs) found.overlapping++;
    last.set(connector, { startMs, stopMs: Math.max(stopMs, before?.stopMs ?? 0) });
  }
  return found;
}
