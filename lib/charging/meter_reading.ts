/** One meter reading as the hook or the poll of SteVe delivers it. */
export interface MeterReading {
  chargeBoxId: string;
  connectorId: number;
  /** SteVe's transaction id; null for readings outside a transaction. */
  transactionId: number | null;
  /** The station's clock. */
  measuredAt: Date;
  /** Register in Wh since the meter was made, not since the session began. */
  energyWh?: number | null;
  powerW?: number | null;
  currentA?: number | null;
  voltageV?: number | null;
  socPercent?: number | null;
  temperatureC?: number | null;
  /** OCPP reading context, e.g. `Sample.Periodic` or `Transaction.End`. */
  context?: string | null;
  source: "hook" | "poll";
}

export type MeterField =
  | "energyWh"
  | "powerW"
  | "currentA"
  | "voltageV"
  | "socPercent"
  | "temperatureC";

/** What a meter at a charging station can show at all; a value outside is a fault of the wire. */
const PLAUSIBLE: Record<MeterField, readonly [min: number, max: number]> = {
  energyWh: [0, 1e12],
  powerW: [-2_000_000, 2_000_000],
  currentA: [-5_000, 5_000],
  voltageV: [0, 2_000],
  socPercent: [0, 100],
  temperatureC: [-80, 250],
};
const FIELDS = Object.keys(PLAUSIBLE) as MeterField[];

/** Older instants come from stations whose clock was never set; they would be filed in nonsense months. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
/** A reading further ahead of our clock than this (ms) is refused. */
export const MAX_AHEAD_MS = 86_400_000;
const MAX_TEXT = 255;
const MAX_TRANSACTION_ID = Number.MAX_SAFE_INTEGER;
const MAX_CONNECTOR_ID = 10_000;

/** Why `reading` cannot be stored, as a sentence; null when it can. */
export function refusalOf(reading: MeterReading, nowMs: number): string | null {
  const at = reading.measuredAt.getTime();
  if (Number.isNaN(at) || at < EARLIEST_MS) return "The reading has no usable time.";
  if (at > nowMs + MAX_AHEAD_MS) return "The reading is dated in the future.";
  if (!isName(reading.chargeBoxId)) return "The reading names no charger.";
  if (!isWhole(reading.connectorId, MAX_CONNECTOR_ID)) return "The connector id is not usable.";
  if (reading.transactionId !== null && !isWhole(reading.transactionId, MAX_TRANSACTION_ID)) {
    return "The transaction id is not usable.";
  }
  if ((reading.context?.length ?? 0) > MAX_TEXT) return "The reading context is too long.";
  for (const field of FIELDS) {
    const value = reading[field];
    if (value === null || value === undefined) continue;
    const [min, max] = PLAUSIBLE[field];
    if (!(value >= min && value <= max)) return `The reading's ${field} is not plausible.`;
  }
  return null;
}

// A NUL byte is legal in JSON and refused by Postgres.
const isName = (text: string) =>
  text.length > 0 && text.length <= MAX_TEXT && !text.includes("\u0000");
const isWhole = (value: number, max: number) =>
  Number.isInteger(value) && value >= 0 && value <= max;

/** The latest value of a field among the readings of one transaction. */
export interface LatestValue {
  value: number;
  atMs: number;
}

/** What the readings of one batch say about one transaction. */
export interface TransactionSummary {
  transactionId: number;
  chargeBoxId: string;
  connectorId: number;
  firstAtMs: number;
  lastAtMs: number;
  energy: LatestValue | null;
  power: LatestValue | null;
  soc: LatestValue | null;
  isEnding: boolean;
}

export interface FoldedBatch {
  /** One per transaction and instant, ordered so that concurrent batches lock in one order. */
  rows: (MeterReading & { transactionId: number })[];
  transactions: TransactionSummary[];
  chargeBoxIds: string[];
}

/**
 * Folds readings that arrived together: repeats of one instant become one row (the first value of a
 * field wins, later ones only fill gaps), and each transaction gets its latest values.
 */
export function foldReadings(readings: readonly MeterReading[]): FoldedBatch {
  const rows = new Map<string, MeterReading & { transactionId: number }>();
  const transactions = new Map<number, TransactionSummary>();
  const chargers = new Set<string>();
  const owners = new Map<number, string>();
  for (const reading of readings) {
    chargers.add(reading.chargeBoxId);
    if (reading.transactionId === null) continue;
    const owner = owners.get(reading.transactionId) ?? reading.chargeBoxId;
    owners.set(reading.transactionId, owner);
    // Two stations cannot share a transaction: the first in the batch speaks for it.
    if (owner !== reading.chargeBoxId) continue;
    const key = `${reading.transactionId}@${reading.measuredAt.getTime()}`;
    const known = rows.get(key);
    rows.set(key, known ? fillGaps(known, reading) : withTransaction(reading));
  }
  const ordered = [...rows.values()].sort((a, b) =>
    a.transactionId - b.transactionId || a.measuredAt.getTime() - b.measuredAt.getTime()
  );
  for (const row of ordered) {
    transactions.set(row.transactionId, extend(transactions.get(row.transactionId), row));
  }
  return { rows: ordered, transactions: [...transactions.values()], chargeBoxIds: [...chargers] };
}

const withTransaction = (reading: MeterReading) =>
  reading as MeterReading & { transactionId: number };

function fillGaps<T extends MeterReading>(known: T, next: MeterReading): T {
  const merged = { ...known, context: known.context ?? next.context };
  for (const field of FIELDS) merged[field] = known[field] ?? next[field];
  return merged;
}

function extend(
  known: TransactionSummary | undefined,
  row: MeterReading & { transactionId: number },
): TransactionSummary {
  const atMs = row.measuredAt.getTime();
  const latest = (value: number | null | undefined, before: LatestValue | null | undefined) =>
    value === null || value === undefined ? before ?? null : { value, atMs };
  return {
    transactionId: row.transactionId,
    chargeBoxId: row.chargeBoxId,
    connectorId: known?.connectorId ?? row.connectorId,
    firstAtMs: known?.firstAtMs ?? atMs,
    lastAtMs: atMs,
    energy: latest(row.energyWh, known?.energy),
    power: latest(row.powerW, known?.power),
    soc: latest(row.socPercent, known?.soc),
    isEnding: (known?.isEnding ?? false) || row.context === "Transaction.End",
  };
}
