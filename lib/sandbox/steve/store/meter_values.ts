import type { Database } from "./database.ts";
import type { TransactionRow } from "./transactions.ts";

/** One sampled value as the station sent it; absent fields are null. */
export interface MeterReading {
  atMs: number;
  value: string;
  context?: string | null;
  format?: string | null;
  measurand?: string | null;
  location?: string | null;
  unit?: string | null;
  phase?: string | null;
}

/** A row of `meter_value`. */
export interface MeterRow {
  at_ms: number;
  value: string;
  context: string | null;
  format: string | null;
  measurand: string | null;
  location: string | null;
  unit: string | null;
  phase: string | null;
}

const COLUMNS = "at_ms, value, context, format, measurand, location, unit, phase";

/** Table `meter_value`. */
export class MeterStore {
  constructor(readonly db: Database) {}

  insert(stationPk: number, connectorId: number, txId: number | null, reading: MeterReading): void {
    this.db.run(
      `INSERT INTO meter_value (tx_id, charge_box_pk, connector_id, ${COLUMNS})
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      txId,
      stationPk,
      connectorId,
      reading.atMs,
      reading.value,
      reading.context ?? null,
      reading.format ?? null,
      reading.measurand ?? null,
      reading.location ?? null,
      reading.unit ?? null,
      reading.phase ?? null,
    );
  }

  /**
   * Readings of a transaction as they arrived, in no order of time: those with its id, and those
   * without any in its time window.
   */
  ofTransaction(row: TransactionRow, untilMs: number): MeterRow[] {
    return this.db.all<MeterRow>(
      `SELECT pk, ${COLUMNS} FROM meter_value WHERE tx_id = ?
       UNION ALL
       SELECT pk, ${COLUMNS} FROM meter_value
       WHERE tx_id IS NULL AND charge_box_pk = ? AND connector_id = ? AND at_ms BETWEEN ? AND ?
       ORDER BY pk`,
      row.id,
      row.charge_box_pk,
      row.connector_id,
      row.start_ms,
      untilMs,
    );
  }
}

/** True for raw imported energy in Wh or kWh: what `energyValuesOnly` lets through. */
export function isEnergy(row: MeterRow): boolean {
  return (row.format === null || row.format === "Raw") &&
    (row.measurand === null || row.measurand === "Energy.Active.Import.Register") &&
    (row.unit === null || row.unit === "Wh" || row.unit === "kWh");
}

/** The reading in Wh, or null when its text is not a number. */
export function energyWh(row: MeterRow): number | null {
  const value = row.value.trim() === "" ? NaN : Number(row.value);
  if (!Number.isFinite(value)) return null;
  return row.unit === "kWh" ? value * 1000 : value;
}
