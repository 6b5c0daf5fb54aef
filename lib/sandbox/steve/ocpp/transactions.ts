import type { z } from "zod";
import type { Hooks } from "../hooks.ts";
import { type AuthorizationStatus, decideTag } from "../rules/authorize.ts";
import { refuseStop } from "../rules/stop.ts";
import type { Store } from "../store/store.ts";
import type { TagRow } from "../store/tags.ts";
import type { MeterValue, meterValuesSchema, startSchema, stopSchema } from "./messages.ts";

const HOUR_MS = 3_600_000;

/** What the handlers of session messages work on. */
export interface SessionContext {
  store: Store;
  hooks: Hooks;
  now: () => number;
  /** Validity that is told with a tag which has none of its own; 0 tells none. */
  hoursToExpire: number;
}

/** The station that a message came from. */
export interface Sender {
  stationPk: number;
  chargeBoxId: string;
}

/** Answers Authorize: SteVe's decision, unless the hook blocks. */
export async function authorize(context: SessionContext, from: Sender, idTag: string) {
  const tag = context.store.tags.byIdTag(idTag);
  const decided = decideTag(tag, { onStart: false, nowMs: context.now() });
  const status = await withHook(
    context,
    from,
    { idTag, connectorId: 0, isStartTx: false },
    decided,
  );
  return { idTagInfo: idTagInfo(context, tag, status) };
}

/**
 * Answers StartTransaction. The row is stored whatever the decision; an unknown tag is inserted
 * blocked; the same start sent again gets the same id.
 */
export async function startTransaction(
  context: SessionContext,
  from: Sender,
  start: z.infer<typeof startSchema>,
) {
  const { store } = context;
  const known = store.tags.byIdTag(start.idTag);
  const place = { stationPk: from.stationPk, connectorId: start.connectorId };
  const at = { startMs: start.timestamp, value: String(start.meterStart) };
  const earlier = known && store.transactions.findDuplicate({ ...place, ...at, tagPk: known.pk });
  const isOwnRunning = earlier !== undefined &&
    store.transactions.byId(earlier)?.stop_ms === null;
  const decided = decideTag(known, {
    onStart: true,
    nowMs: context.now(),
    ownActive: isOwnRunning ? 1 : 0,
  });
  const asked = { idTag: start.idTag, connectorId: start.connectorId, isStartTx: true };
  const status = await withHook(context, from, asked, decided);
  const transactionId = store.db.transaction(() => {
    const tag = store.tags.byIdTag(start.idTag);
    const tagPk = tag?.pk ?? store.tags.insert({
      idTag: start.idTag,
      maxActiveTransactionCount: 0,
      note: `This unknown idTag was used in a transaction that started at ${
        new Date(start.timestamp).toISOString()
      }`,
    });
    const again = store.transactions.findDuplicate({ ...place, ...at, tagPk });
    if (again !== undefined) return again;
    store.stations.touchConnector(place.stationPk, place.connectorId);
    const id = store.transactions.insert({
      ...place,
      tagPk,
      startMs: at.startMs,
      startValue: at.value,
      startEventMs: context.now(),
    });
    if (start.reservationId !== undefined) {
      store.reservations.setStatus(start.reservationId, "USED", id);
    }
    return id;
  });
  return { transactionId, idTagInfo: idTagInfo(context, known, status) };
}

/** Answers StopTransaction; a refused stop is kept aside and the transaction stays active. */
export function stopTransaction(
  context: SessionContext,
  from: Sender,
  stop: z.infer<typeof stopSchema>,
) {
  const { store } = context;
  const nowMs = context.now();
  const tx = store.transactions.byId(stop.transactionId);
  const stoppingTag = stop.idTag === undefined
    ? undefined
    : { idTag: stop.idTag, row: store.tags.byIdTag(stop.idTag) };
  const refusal = refuseStop(
    tx,
    tx && store.tags.byPk(tx.tag_pk),
    { stopMs: stop.timestamp, stopValue: stop.meterStop, stoppingTag },
    nowMs,
  );
  const stopValue = String(stop.meterStop);
  if (refusal) {
    store.transactions.addFailedStop({
      tx_id: stop.transactionId,
      charge_box_id: from.chargeBoxId,
      event_ms: nowMs,
      stop_ms: stop.timestamp,
      stop_value: stopValue,
      stop_reason: stop.reason ?? null,
      fail_reason: refusal,
    });
  }
  if (tx) {
    const where = { connectorId: tx.connector_id, transactionId: tx.id };
    takeReadings(context, from, { ...where, meterValue: stop.transactionData });
    if (!refusal) {
      store.transactions.setStop(tx.id, {
        stopMs: stop.timestamp,
        stopValue,
        reason: stop.reason ?? null,
        actor: "station",
        eventMs: nowMs,
      });
      tellReading(context, from, where, finalReading(stop.timestamp, stopValue));
    }
  }
  if (!stoppingTag) return {};
  const status = decideTag(stoppingTag.row, { onStart: false, nowMs });
  return { idTagInfo: idTagInfo(context, stoppingTag.row, status) };
}

/** Stores readings and passes each one to the hook. */
export function takeReadings(
  context: SessionContext,
  from: Sender,
  message: z.infer<typeof meterValuesSchema>,
): void {
  if (!message.meterValue.length) return;
  const { store } = context;
  const txId = message.transactionId !== undefined &&
      store.transactions.byId(message.transactionId)
    ? message.transactionId
    : null;
  store.db.transaction(() => {
    store.stations.touchConnector(from.stationPk, message.connectorId);
    for (const meterValue of message.meterValue) {
      for (const sample of meterValue.sampledValue) {
        const reading = { ...sample, atMs: meterValue.timestamp };
        store.meter.insert(from.stationPk, message.connectorId, txId, reading);
      }
    }
  });
  for (const meterValue of message.meterValue) {
    tellReading(context, from, message, meterValue);
  }
}

function finalReading(stopMs: number, stopValue: string): MeterValue {
  return {
    timestamp: stopMs,
    sampledValue: [{
      value: stopValue,
      context: "Transaction.End",
      format: "Raw",
      measurand: "Energy.Active.Import.Register",
      location: "Outlet",
      unit: "Wh",
    }],
  };
}

function tellReading(
  context: SessionContext,
  from: Sender,
  where: { connectorId: number; transactionId?: number },
  reading: MeterValue,
): void {
  context.hooks.tellMeterValue({
    chargeBoxId: from.chargeBoxId,
    connectorId: where.connectorId,
    transactionPk: where.transactionId ?? null,
    timestamp: new Date(reading.timestamp).toISOString(),
    sampledValues: reading.sampledValue.map((sample) => ({
      value: sample.value,
      context: sample.context ?? null,
      format: sample.format ?? null,
      measurand: sample.measurand ?? null,
      phase: sample.phase ?? null,
      location: sample.location ?? null,
      unit: sample.unit ?? null,
    })),
  });
}

async function withHook(
  context: SessionContext,
  from: Sender,
  asked: { idTag: string; connectorId: number; isStartTx: boolean },
  decided: AuthorizationStatus,
): Promise<AuthorizationStatus> {
  const isBlocked = await context.hooks.isBlocked({
    ...asked,
    chargeBoxId: from.chargeBoxId,
    ts: context.now(),
  });
  return isBlocked ? "Blocked" : decided;
}

function idTagInfo(context: SessionContext, tag: TagRow | undefined, status: AuthorizationStatus) {
  const fallback = context.hoursToExpire > 0
    ? context.now() + context.hoursToExpire * HOUR_MS
    : null;
  const expiryMs = tag ? tag.expiry_ms ?? fallback : null;
  return {
    status,
    ...(expiryMs !== null && { expiryDate: new Date(expiryMs).toISOString() }),
    ...(tag?.parent_id_tag && { parentIdTag: tag.parent_id_tag }),
  };
}
