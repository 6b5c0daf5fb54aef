import { energyWh, isEnergy, type MeterRow } from "../store/meter_values.ts";
import type { TagRow } from "../store/tags.ts";
import type { TransactionRow } from "../store/transactions.ts";
import { areRelated } from "./authorize.ts";

const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** A station's StopTransaction as the checks see it. */
export interface ProposedStop {
  stopMs: number;
  stopValue: number;
  /** The tag that stopped it; undefined when none was sent. */
  stoppingTag?: { idTag: string; row: TagRow | undefined };
}

/**
 * The hard rules of a stop: the reason why it is refused and kept aside, or null. The transaction
 * then stays active until someone stops it by hand.
 */
export function refuseStop(
  tx: TransactionRow | undefined,
  startTag: TagRow | undefined,
  stop: ProposedStop,
  nowMs: number,
): string | null {
  if (!tx) return "Transaction is unknown";
  if (tx.stop_actor === "station") return "Transaction is already stopped by the station";
  if (tx.start_ms > stop.stopMs) return "Start timestamp is after stop timestamp";
  if (stop.stopMs > nowMs + CLOCK_TOLERANCE_MS) return "Stop timestamp is in the future";
  if (Number(tx.start_value) > stop.stopValue) return "Start value is greater than stop value";
  const stopping = stop.stoppingTag;
  if (stopping && stopping.idTag.toLowerCase() !== tx.id_tag.toLowerCase()) {
    const related = stopping.row && startTag && areRelated(stopping.row, startTag);
    if (!related) return "Stopping tag is not related to the starting tag";
  }
  return null;
}

/**
 * What a stop by hand writes down: the last energy reading of the monotonic run that begins the
 * session, else the start of the next transaction on the connector, else the start itself (0 kWh).
 */
export function guessStop(
  tx: TransactionRow,
  readings: MeterRow[],
  next: TransactionRow | undefined,
): { stopMs: number; stopValue: string } {
  let last: { atMs: number; wh: number } | null = null;
  let floor = Number(tx.start_value);
  for (const reading of readings) {
    if (!isEnergy(reading)) continue;
    const wh = energyWh(reading);
    if (wh === null) continue;
    if (wh < floor) break;
    floor = wh;
    last = { atMs: reading.at_ms, wh };
  }
  if (last) return { stopMs: last.atMs, stopValue: String(Math.round(last.wh)) };
  if (next) return { stopMs: next.start_ms, stopValue: next.start_value };
  return { stopMs: tx.start_ms, stopValue: tx.start_value };
}
