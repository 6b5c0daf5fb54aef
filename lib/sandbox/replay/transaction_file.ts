import { Decimal } from "decimal.js";
import Papa from "papaparse";
import { plainHeading, readConnector, readDecimal, readInstant } from "./fields.ts";
import type { Refusal } from "./refusals.ts";

/** A row that can be loaded. Times in milliseconds, energy in whole Wh. */
export interface FileRow {
  /** Line in the file, the heading being line 1. */
  line: number;
  transactionId: string;
  place: string;
  chargeBoxId: string;
  connectorId: number;
  startMs: number;
  stopMs: number;
  energyWh: number;
}

export interface RefusedRow {
  line: number;
  transactionId: string;
  refusal: Refusal;
  /** Exact Wh of the row where it has a readable energy; refused energy is not lost silently. */
  energyWh: Decimal;
}

export interface TransactionFile {
  /** In the order of the file. */
  rows: FileRow[];
  refused: RefusedRow[];
  /** Rows of data in the file, loaded or not. */
  total: number;
  /** Exact Wh of all rows with a readable energy. */
  energyWh: Decimal;
  /** Rows whose energy had a fraction of a Wh: registers count whole Wh. */
  rounded: number;
  withoutStatus: number;
  zeroEnergy: number;
}

/** The file cannot be read as a list of transactions; the message says what is missing. */
export class UnreadableFile extends Error {}

const HEADINGS = {
  place: "type lieu de charge",
  transactionId: "id transaction",
  charger: "id borne",
  connector: "id connecteur borne",
  start: "date demarrage",
  end: "date fin",
  energy: "consommation totale (wh)",
  status: "statut inactivite",
} as const;
type Column = keyof typeof HEADINGS;
const OPTIONAL: Column[] = ["place", "status"];

/**
 * Reads a file of transactions in the layout of SAP Labs France's open data. Every row ends up either
 * in `rows` or in `refused` with its reason; `limit` takes only the first rows of data.
 * @throws UnreadableFile when columns are missing
 */
export function readTransactionFile(text: string, limit = Infinity): TransactionFile {
  const parsed = Papa.parse<string[]>(text.replace(/^\ufeff/, ""), {
    skipEmptyLines: "greedy",
    delimitersToGuess: [";", ",", "\t"],
    preview: Number.isFinite(limit) ? limit + 1 : 0,
  });
  const [headings = [], ...records] = parsed.data;
  const columns = findColumns(headings);
  const file: TransactionFile = {
    rows: [],
    refused: [],
    total: records.length,
    energyWh: new Decimal(0),
    rounded: 0,
    withoutStatus: 0,
    zeroEnergy: 0,
  };
  const seen = new Map<string, string>();
  records.forEach((record, index) => {
    const field = (column: Column) => (record[columns[column] ?? -1] ?? "").trim();
    const line = index + 2;
    // In a row of another length nobody knows which column the energy is.
    const isWhole = record.length === headings.length;
    const exactWh = isWhole ? readDecimal(field("energy")) : null;
    file.energyWh = file.energyWh.plus(exactWh ?? 0);
    const transactionId = field("transactionId");
    const row = isWhole
      ? readRow(field, line, exactWh, seen.get(transactionId), record.join("\u0000"))
      : "malformed_row";
    if (typeof row === "string") {
      file.refused.push({ line, transactionId, refusal: row, energyWh: exactWh ?? new Decimal(0) });
      return;
    }
    seen.set(transactionId, record.join("\u0000"));
    file.rows.push(row);
    if (!exactWh?.isInteger()) file.rounded++;
    if (row.energyWh === 0) file.zeroEnergy++;
    if (columns.status !== undefined && field("status") === "") file.withoutStatus++;
  });
  return file;
}

function findColumns(headings: string[]): Partial<Record<Column, number>> {
  const plain = headings.map(plainHeading);
  const columns: Partial<Record<Column, number>> = {};
  const missing: string[] = [];
  for (const [column, heading] of Object.entries(HEADINGS) as [Column, string][]) {
    const at = plain.indexOf(heading);
    if (at >= 0) columns[column] = at;
    else if (!OPTIONAL.includes(column)) missing.push(heading);
  }
  if (missing.length > 0) {
    throw new UnreadableFile(`The file has no column ${missing.map((m) => `“${m}”`).join(", ")}.`);
  }
  return columns;
}

function readRow(
  field: (column: Column) => string,
  line: number,
  exactWh: Decimal | null,
  earlier: string | undefined,
  whole: string,
): FileRow | Refusal {
  const transactionId = field("transactionId");
  if (transactionId === "") return "no_transaction_id";
  if (earlier !== undefined) return earlier === whole ? "repeated_row" : "repeated_id";
  const chargeBoxId = field("charger");
  if (chargeBoxId === "") return "no_charger";
  const connectorId = readConnector(field("connector"));
  if (connectorId === null) return "bad_connector";
  const startMs = readInstant(field("start"));
  if (startMs === null) return "bad_start";
  if (field("end") === "") return "no_end";
  const stopMs = readInstant(field("end"));
  if (stopMs === null) return "bad_end";
  if (stopMs < startMs) return "ends_before_start";
  if (field("energy") === "") return "no_energy";
  if (exactWh === null) return "bad_energy";
  if (exactWh.isNegative() && !exactWh.isZero()) return "negative_energy";
  const energyWh = exactWh.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  const place = field("place");
  return { line, transactionId, place, chargeBoxId, connectorId, startMs, stopMs, energyWh };
}
