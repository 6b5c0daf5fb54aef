export { createSteveClient, type SteveClient } from "./client.ts";
export {
  hookBody,
  type HookReading,
  type HookRefusal,
  type MeterValuesBody,
  meterValuesBody,
  type PreAuthorizeBody,
  preAuthorizeBody,
  readHook,
  readingOfHook,
  verifyHook,
} from "./hooks.ts";
export { normaliseSampledValues, type SampledValue } from "./meter_values.ts";
export { type OperationBody, type OperationName, OPERATIONS } from "./operations.ts";
export type { TagFields } from "./tags.ts";
export type { ListTransactionsInput } from "./transactions.ts";
export type {
  IdTag,
  MeasuredValues,
  OperationOutcome,
  RefusedRow,
  Rows,
  SteveCapabilities,
  SteveChargeBox,
  SteveConnector,
  SteveReservation,
  SteveTag,
  SteveTransaction,
  SteveTransactionDetail,
  SteveTransactionId,
} from "./types.ts";
export { type MisconfiguredReason, SteveMisconfigured, SteveRefused } from "./wire.ts";
