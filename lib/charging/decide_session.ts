import { inspectSession, isPlausibleEnergy, sameFlags, type SessionRow } from "./session_flags.ts";

/** A transaction as SteVe reports it. */
export interface SteveTransaction {
  transactionId: number;
  chargeBoxId: string;
  connectorId: number;
  idTag: string;
  ocppTagPk?: number | null;
  /** The station's clock. */
  startedAt: Date;
  /** Registers in Wh; null when SteVe's text was not a number. */
  meterStartWh: number | null;
  /** Null while the transaction is active. */
  stoppedAt: Date | null;
  meterStopWh: number | null;
  stopReason?: string | null;
  stopActor?: "station" | "manual" | null;
}

/** The card behind a transaction's tag. */
export interface CardOfTag {
  mappingId: number;
  lagoCustomerExternalId: string | null;
  lagoSubscriptionExternalId: string | null;
  isActive: boolean;
}

/** A session row without what the database gives. */
export type SessionDraft = Omit<SessionRow, "id" | "createdAt" | "updatedAt">;

export type SessionDecision =
  | { kind: "write"; draft: SessionDraft }
  | { kind: "unchanged" }
  | { kind: "refused"; reason: "identity_conflict" | "invalid"; detail: string };

/** Why a transaction cannot be taken at all, as a sentence; null when it can. */
export function refusalOfTransaction(transaction: SteveTransaction): string | null {
  const { transactionId, chargeBoxId, startedAt, stoppedAt, meterStartWh, meterStopWh } =
    transaction;
  if (!Number.isSafeInteger(transactionId) || transactionId < 0) return "The id is not usable.";
  if (chargeBoxId.length === 0 || transaction.idTag.length === 0) {
    return "The charger or the card is missing.";
  }
  if (Number.isNaN(startedAt.getTime())) return "The start has no usable time.";
  if (stoppedAt && Number.isNaN(stoppedAt.getTime())) return "The stop has no usable time.";
  for (const value of [meterStartWh, meterStopWh]) {
    if (value !== null && !(value >= 0 && value <= 1e12)) return "A register is not plausible.";
  }
  return null;
}

/**
 * Decides what SteVe's word on a transaction makes of our session. Pure: the same facts decide the
 * same, so a repeat writes nothing.
 *
 * - a transaction is one station and one start; another under the same id is refused;
 * - a card is tied once, and never to a session that was already closed for billing;
 * - SteVe's stop value is final and may lower the energy shown, which is flagged, never silent;
 * - a stop that SteVe once reported stays, whatever a restored backup says.
 */
export function decideSession(
  existing: SessionRow | null,
  transaction: SteveTransaction,
  card: CardOfTag | null,
  instance: string,
  now: Date,
): SessionDecision {
  const reason = refusalOfTransaction(transaction);
  if (reason) return { kind: "refused", reason: "invalid", detail: reason };
  const conflict = existing && conflictOf(existing, transaction);
  if (conflict) return { kind: "refused", reason: "identity_conflict", detail: conflict };

  const draft = merge(existing, transaction, card, instance, now);
  draft.flags = inspectSession(draft, [], now);
  if (existing && isSame(existing, draft)) return { kind: "unchanged" };
  return { kind: "write", draft: { ...draft, lastHeardAt: now } };
}

/** Provisional sessions were made from readings: their start is a guess. */
const isProvisional = (row: SessionRow) => row.idTag === null;

function conflictOf(existing: SessionRow, transaction: SteveTransaction): string | null {
  if (existing.chargeBoxId !== transaction.chargeBoxId) {
    return `Known at charger ${existing.chargeBoxId}, reported at ${transaction.chargeBoxId}.`;
  }
  if (isProvisional(existing)) return null;
  const [known, told] = [existing.startedAt, transaction.startedAt];
  return known.getTime() === told.getTime()
    ? null
    : `Known start ${known.toISOString()}, reported start ${told.toISOString()}.`;
}

function merge(
  existing: SessionRow | null,
  transaction: SteveTransaction,
  card: CardOfTag | null,
  instance: string,
  now: Date,
): SessionDraft {
  const meterStartWh = existing?.meterStartWh ?? wholeOrNull(transaction.meterStartWh);
  const stoppedAt = transaction.stoppedAt ?? existing?.stoppedAt ?? null;
  const meterStopWh = wholeOrNull(transaction.meterStopWh) ?? existing?.meterStopWh ?? null;
  const isTied = existing !== null && existing.mappingId !== null;
  const mayTie = !isTied && card !== null && !existing?.isFinalized;
  const billing = mayTie ? card : existing;
  const flags = [...existing?.flags ?? []];
  if (mayTie && !card.isActive) flags.push("inactive_card");

  const knownWh = existing?.energyWh ?? 0;
  const energyWh = energyOf(meterStartWh, meterStopWh, bestReading(existing, transaction), knownWh);
  if (energyWh < knownWh) flags.push("meter_rollback");
  return {
    steveInstance: instance,
    steveTransactionId: transaction.transactionId,
    chargeBoxId: transaction.chargeBoxId,
    connectorId: transaction.connectorId,
    idTag: transaction.idTag,
    ocppTagPk: transaction.ocppTagPk ?? existing?.ocppTagPk ?? null,
    mappingId: mayTie ? card.mappingId : existing?.mappingId ?? null,
    lagoCustomerExternalId: billing?.lagoCustomerExternalId ?? null,
    lagoSubscriptionExternalId: billing?.lagoSubscriptionExternalId ?? null,
    startedAt: transaction.startedAt,
    meterStartWh,
    stoppedAt,
    meterStopWh,
    stopReason: transaction.stopReason ?? existing?.stopReason ?? null,
    stopActor: transaction.stopActor ?? existing?.stopActor ?? null,
    lastMeterWh: existing?.lastMeterWh ?? null,
    lastMeterAt: existing?.lastMeterAt ?? null,
    lastPowerW: existing?.lastPowerW ?? null,
    lastSocPercent: existing?.lastSocPercent ?? null,
    lastHeardAt: existing?.lastHeardAt ?? now,
    energyWh,
    isFinalized: existing?.isFinalized ?? false,
    tariff: existing?.tariff ?? null,
    costCents: existing?.costCents ?? null,
    currency: existing?.currency ?? null,
    flags,
  };
}

/** Wh charged: SteVe's stop decides, except after a register restart, when the best reading stands. */
function energyOf(
  startWh: number | null,
  stopWh: number | null,
  lastWh: number | null,
  knownWh: number,
): number {
  if (startWh === null) return knownWh;
  if (stopWh !== null && stopWh >= startWh) return stopWh - startWh;
  // A provisional session's readings gain a meaning once the start is known.
  return lastWh === null ? knownWh : Math.max(knownWh, lastWh - startWh);
}

/** The last register reading, unless no station could have delivered that much since the start. */
function bestReading(existing: SessionRow | null, { startedAt, meterStartWh }: SteveTransaction) {
  const wh = existing?.lastMeterWh ?? null;
  const startWh = existing?.meterStartWh ?? meterStartWh;
  if (wh === null || startWh === null || !existing?.lastMeterAt) return null;
  return isPlausibleEnergy(wh - startWh, startedAt, existing.lastMeterAt) ? wh : null;
}

const wholeOrNull = (value: number | null) => value === null ? null : Math.round(value);

const COMPARED = [
  "connectorId",
  "idTag",
  "ocppTagPk",
  "mappingId",
  "lagoCustomerExternalId",
  "lagoSubscriptionExternalId",
  "startedAt",
  "meterStartWh",
  "stoppedAt",
  "meterStopWh",
  "stopReason",
  "stopActor",
  "energyWh",
] as const;

function isSame(existing: SessionRow, draft: SessionDraft): boolean {
  return sameFlags(existing.flags, draft.flags) &&
    COMPARED.every((key) => plain(existing[key]) === plain(draft[key]));
}

const plain = (value: unknown) => value instanceof Date ? value.getTime() : value;
