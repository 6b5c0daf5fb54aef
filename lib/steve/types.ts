declare const brand: unique symbol;
/** Id of a transaction in one SteVe: the OCPP transactionId. */
export type SteveTransactionId = number & { readonly [brand]: "SteveTransactionId" };
/** RFID or other identifier; SteVe compares them without regard to case. */
export type IdTag = string & { readonly [brand]: "IdTag" };

/** A row that could not be taken; the rest of its list was. */
export interface RefusedRow {
  /** The row's key where it could be read. */
  id?: number | null;
  reason: string;
  raw: unknown;
}

export interface Rows<T> {
  rows: T[];
  refused: RefusedRow[];
}

/** Energy registers in Wh; instants by the station's clock. */
export interface SteveTransaction {
  id: SteveTransactionId;
  chargeBoxId: string;
  connectorId: number;
  idTag: IdTag | null;
  ocppTagPk: number | null;
  startedAt: Date;
  meterStartWh: number;
  /** Null while the transaction is active. */
  stoppedAt: Date | null;
  meterStopWh: number | null;
  stopReason: string | null;
  /** `manual`: a guess of SteVe's that the station may still replace. */
  stopActor: "station" | "manual" | null;
}

export interface SteveTag {
  ocppTagPk: number;
  idTag: IdTag;
  parentIdTag: string | null;
  blocked: boolean;
  inTransaction: boolean;
  expiresAt: Date | null;
  /** 0 = blocked, negative = unlimited. */
  maxActiveTransactionCount: number;
  activeTransactionCount: number;
  note: string | null;
}

export interface SteveConnector {
  connectorId: number;
  status: string | null;
  errorCode: string | null;
  statusAt: Date | null;
}

export interface SteveChargeBox {
  chargeBoxId: string;
  chargeBoxPk: number | null;
  vendor: string | null;
  model: string | null;
  serialNumber: string | null;
  firmwareVersion: string | null;
  ocppProtocol: string | null;
  lastHeartbeatAt: Date | null;
  isConnected: boolean | null;
  description: string | null;
  latitude: number | null;
  longitude: number | null;
  connectors: SteveConnector[];
}

export interface SteveReservation {
  id: number;
  chargeBoxId: string;
  connectorId: number | null;
  idTag: IdTag | null;
  transactionId: SteveTransactionId | null;
  startsAt: Date | null;
  expiresAt: Date | null;
  /** WAITING, ACCEPTED, USED, CANCELLED, or what a newer SteVe says. */
  status: string;
}

/** What a meter showed at one instant; absent where nothing was measured. */
export interface MeasuredValues {
  measuredAt: Date;
  /** Import register since the meter was made. */
  energyWh?: number;
  powerW?: number;
  currentA?: number;
  voltageV?: number;
  socPercent?: number;
  temperatureC?: number;
  /** OCPP reading context, e.g. `Sample.Periodic` or `Transaction.End`. */
  context?: string;
}

export interface SteveTransactionDetail {
  transaction: SteveTransaction;
  /** Ordered by time, one per instant. */
  values: MeasuredValues[];
  /** Readings that could not be understood. */
  refused: RefusedRow[];
}

/** What this SteVe can do; found out at run time (spec/steve-and-lago.md 9a). */
export interface SteveCapabilities {
  transactionsByIds: boolean;
  transactionDetails: boolean;
  operations: boolean;
  chargeBoxes: boolean;
  reservations: boolean;
  operationTasks: boolean;
  /** What the above says about its version, for people. */
  versionHint?: string;
}

/** How an operation went, station by station. */
export interface OperationOutcome {
  /** Null when no station was connected: nothing was sent. */
  taskId: number | null;
  /** False: the stations in `unanswered` may still act later. */
  isFinished: boolean;
  /** The station answered; `response` says whether it agreed. */
  answered: { chargeBoxId: string; response: unknown }[];
  /** The station refused with an OCPP error. */
  errors: { chargeBoxId: string; code: string; description: string | null }[];
  /** Never delivered, or the answer could not be used. */
  exceptions: { chargeBoxId: string; message: string }[];
  /** No word so far; SteVe does not tell the silent from the unconnected before the end. */
  unanswered: string[];
  /** Left out by SteVe because they were not connected. */
  notConnected: string[];
}
