/** Ways in which real stations misbehave; all off by default. */
export interface Quirks {
  /** `kWh`: says so. `kWhAsWh`: sends kWh and calls it Wh. */
  energyUnit?: "Wh" | "kWh" | "kWhAsWh";
  /** Leaves `unit` out of energy readings. */
  omitUnit?: boolean;
  /** Writes `12,5` where `12.5` belongs. */
  commaDecimals?: boolean;
  /** Sends StartTransaction twice. */
  duplicateStart?: boolean;
  /** Sends StopTransaction twice. */
  stopTwice?: boolean;
  /** The register falls to zero this long into a session. */
  meterResetAfterMs?: number;
  /** The station's calendar is off by this much (+2 h: 7,200,000). */
  clockOffsetMs?: number;
  /** The calendar begins at 1970-01-01 when the station is made. */
  clockStartsAt1970?: boolean;
  /** Never sends StopTransaction. */
  noStop?: boolean;
  /** Keeps a session's messages back until this long after its end. */
  lateUploadMs?: number;
  /** Sends every reading twice. */
  duplicateReadings?: boolean;
  /** Swaps each pair of readings. */
  outOfOrderReadings?: boolean;
  /** What sessions call their transaction, whatever the central system answered. */
  reportedTransactionId?: -1 | 0;
  /** Adds a signed reading (OCMF) to every reading. */
  signedReadings?: boolean;
  /** Sends a last reading inside StopTransaction. */
  readingInStop?: boolean;
  /** Also reports the status of connector 0. */
  reportsConnectorZero?: boolean;
  /** How commands are answered: refused, with a CallError, or never. */
  commands?: "reject" | "error" | "silent";
}

/** Energy in Wh as this station writes it, with the unit it claims. */
export function energySample(wh: number, quirks: Quirks): { value: string; unit?: "Wh" | "kWh" } {
  const isKwh = quirks.energyUnit === "kWh" || quirks.energyUnit === "kWhAsWh";
  const number = isKwh ? (wh / 1000).toFixed(3) : wh.toFixed(quirks.commaDecimals ? 1 : 0);
  const value = quirks.commaDecimals ? number.replace(".", ",") : number;
  if (quirks.omitUnit) return { value };
  return { value, unit: quirks.energyUnit === "kWh" ? "kWh" : "Wh" };
}
