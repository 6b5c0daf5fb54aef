import { z } from "zod";
import { instant, register, text, textOrNull } from "./measures.ts";
import type {
  IdTag,
  SteveChargeBox,
  SteveReservation,
  SteveTag,
  SteveTransaction,
  SteveTransactionId,
} from "./types.ts";

const id = z.int().positive();
const station = text.min(1).max(255);
const count = z.int().nullish();
const instantOrNull = instant.nullish().transform((value) => value ?? null);
/** A date that only informs: what cannot be read counts as unknown. */
const looseInstant = instantOrNull.catch(null);

export const transactionSchema: z.ZodType<SteveTransaction> = z.object({
  id,
  chargeBoxId: station,
  connectorId: z.int().min(0).max(10_000),
  ocppIdTag: textOrNull,
  ocppTagPk: z.int().nullish().catch(null),
  startTimestamp: instant,
  startValue: register,
  stopTimestamp: instantOrNull,
  stopValue: register.nullish().transform((value) => value ?? null),
  stopReason: textOrNull,
  stopEventActor: z.unknown().optional(),
}).refine((row) => (row.stopTimestamp === null) === (row.stopValue === null), {
  message: "has a stop time without a stop value, or the other way round",
}).transform((row) => ({
  id: row.id as SteveTransactionId,
  chargeBoxId: row.chargeBoxId,
  connectorId: row.connectorId,
  idTag: row.ocppIdTag as IdTag | null,
  ocppTagPk: row.ocppTagPk ?? null,
  startedAt: row.startTimestamp,
  meterStartWh: row.startValue,
  stoppedAt: row.stopTimestamp,
  meterStopWh: row.stopValue,
  stopReason: row.stopReason,
  // An actor that a newer SteVe may know is neither final nor a guess of ours: null.
  stopActor: row.stopEventActor === "station" || row.stopEventActor === "manual"
    ? row.stopEventActor
    : null,
}));

export const tagSchema: z.ZodType<SteveTag> = z.object({
  ocppTagPk: id,
  idTag: text.min(1),
  parentIdTag: textOrNull,
  inTransaction: z.boolean().nullish(),
  blocked: z.boolean().nullish(),
  expiryDate: instantOrNull,
  maxActiveTransactionCount: count,
  activeTransactionCount: count,
  note: z.string().nullish(),
}).transform((row) => {
  const limit = row.maxActiveTransactionCount ?? (row.blocked ? 0 : 1);
  return {
    ocppTagPk: row.ocppTagPk,
    idTag: row.idTag as IdTag,
    parentIdTag: row.parentIdTag,
    blocked: row.blocked ?? limit === 0,
    inTransaction: row.inTransaction ?? false,
    expiresAt: row.expiryDate,
    maxActiveTransactionCount: limit,
    activeTransactionCount: row.activeTransactionCount ?? 0,
    note: row.note ?? null,
  };
});

const number = z.union([z.number(), z.string().trim().min(1).transform(Number).pipe(z.number())])
  .nullish().catch(null).transform((value) => value ?? null);

const connectorSchema = z.object({
  connectorId: z.int().min(0),
  status: textOrNull,
  errorCode: textOrNull,
  statusTimestamp: looseInstant,
}).transform((row) => ({
  connectorId: row.connectorId,
  status: row.status,
  errorCode: row.errorCode,
  statusAt: row.statusTimestamp,
}));

export const chargeBoxSchema: z.ZodType<SteveChargeBox> = z.object({
  chargeBoxId: station,
  chargeBoxPk: z.int().nullish(),
  vendor: textOrNull,
  model: textOrNull,
  serial: textOrNull,
  firmware: textOrNull,
  ocppProtocol: textOrNull,
  lastHeartbeatTimestamp: looseInstant,
  connected: z.boolean().nullish().catch(null),
  description: textOrNull,
  locationLatitude: number,
  locationLongitude: number,
  connectors: z.array(z.unknown()).nullish().catch(null),
}).transform((row) => ({
  chargeBoxId: row.chargeBoxId,
  chargeBoxPk: row.chargeBoxPk ?? null,
  vendor: row.vendor,
  model: row.model,
  serialNumber: row.serial,
  firmwareVersion: row.firmware,
  ocppProtocol: row.ocppProtocol,
  lastHeartbeatAt: row.lastHeartbeatTimestamp,
  isConnected: row.connected ?? null,
  description: row.description,
  latitude: row.locationLatitude,
  longitude: row.locationLongitude,
  connectors: (row.connectors ?? []).map((one) => connectorSchema.safeParse(one))
    .flatMap((parsed) => parsed.success ? [parsed.data] : []),
}));

export const reservationSchema: z.ZodType<SteveReservation> = z.object({
  id,
  chargeBoxId: station,
  connectorId: z.int().nullish(),
  ocppIdTag: textOrNull,
  transactionPk: z.int().nullish(),
  startDatetime: looseInstant,
  expiryDatetime: looseInstant,
  status: text,
}).transform((row) => ({
  id: row.id,
  chargeBoxId: row.chargeBoxId,
  connectorId: row.connectorId ?? null,
  idTag: row.ocppIdTag as IdTag | null,
  transactionId: (row.transactionPk ?? null) as SteveTransactionId | null,
  startsAt: row.startDatetime,
  expiresAt: row.expiryDatetime,
  status: row.status,
}));

const list = <T extends z.ZodType>(item: T) =>
  z.array(item).nullish().transform((value) => value ?? []);

export const operationAnswerSchema = z.object({
  taskId: z.int(),
  taskFinished: z.boolean(),
  successResponses: list(z.object({ chargeBoxId: text, response: z.unknown().optional() })),
  errorResponses: list(z.object({
    chargeBoxId: text,
    errorCode: textOrNull,
    errorDescription: textOrNull,
  })),
  exceptions: list(z.object({ chargeBoxId: text, exceptionMessage: textOrNull })),
});
export type OperationAnswer = z.infer<typeof operationAnswerSchema>;

export const detailSchema = z.object({
  transaction: transactionSchema,
  values: list(z.unknown()),
});
