import { z } from "zod";
import { type HttpClient, HttpFailure, path } from "@/lib/platform/http.ts";
import type { LagoUsageEvent, SendReceipt } from "./types.ts";
import { errorSchema, LagoRefused } from "./wire.ts";

/** LAGO_EVENTS_BATCH_MAX_LENGTH of Lago. */
export const MAX_BATCH = 100;
/** Each round takes the refused ones out; Lago names them all at once, so few rounds are ever needed. */
const MAX_ROUNDS = 8;

const detailsSchema = z.record(z.string(), z.record(z.string(), z.array(z.string())));
const REPEATED = "value_already_exist";

/**
 * Hands up to 100 events over. Lago takes a batch whole or not at all: events that it holds already
 * count as delivered and are taken out, faulty ones are reported, the rest is sent again. A repeat of
 * the whole call is harmless, since ids and timestamps are fixed.
 * @throws HttpFailure when it cannot be told how it went, LagoRefused when the whole batch is refused
 */
export async function sendEvents(
  http: HttpClient,
  events: readonly LagoUsageEvent[],
): Promise<SendReceipt> {
  if (events.length > MAX_BATCH) {
    throw new RangeError(`A batch has ${MAX_BATCH} events at most, not ${events.length}.`);
  }
  const receipt: SendReceipt = { accepted: [], duplicates: [], refused: [] };
  let left = [...new Map(events.map((event) => [event.transactionId, event])).values()];
  for (let round = 0; left.length > 0 && round < MAX_ROUNDS; round++) {
    try {
      await http.call({
        method: "POST",
        path: path`/events/batch`,
        body: { events: left.map(wireEvent) },
        retry: "idempotent",
      });
      receipt.accepted.push(...left.map((event) => event.transactionId));
      return receipt;
    } catch (error) {
      const faults = error instanceof LagoRefused ? faultsByIndex(error, left.length) : null;
      if (!faults) throw error;
      for (const [index, code] of faults) {
        const { transactionId } = left[index];
        if (code === REPEATED) receipt.duplicates.push(transactionId);
        else receipt.refused.push({ transactionId, code });
      }
      left = left.filter((_, index) => !faults.has(index));
    }
  }
  return receipt;
}

/** Seconds since the epoch with milliseconds, as text: a float would round. */
export function wireTimestamp(ms: number): string {
  return `${Math.floor(ms / 1_000)}.${
    String(ms - Math.floor(ms / 1_000) * 1_000).padStart(3, "0")
  }`;
}

export function wireEvent(event: LagoUsageEvent) {
  return {
    transaction_id: event.transactionId,
    external_subscription_id: event.externalSubscriptionId,
    code: event.code,
    timestamp: wireTimestamp(event.timestampMs),
    properties: event.properties,
  };
}

/** One code per event that Lago will not take; null when the refusal is about the whole batch. */
function faultsByIndex(refused: LagoRefused, size: number): Map<number, string> | null {
  if (refused.status !== 422 || !(refused.cause instanceof HttpFailure)) return null;
  const body = errorSchema.safeParse(refused.cause.body).data;
  const details = detailsSchema.safeParse(body?.error_details);
  if (!details.success) return null;
  const faults = new Map<number, string>();
  for (const [key, fields] of Object.entries(details.data)) {
    const index = Number(key);
    if (!Number.isInteger(index) || index < 0 || index >= size) return null;
    const isRepeat = fields.transaction_id?.includes(REPEATED) && Object.keys(fields).length === 1;
    const [field, codes] = Object.entries(fields)[0] ?? ["event", ["refused"]];
    faults.set(index, isRepeat ? REPEATED : `${field}: ${codes.join(", ")}`);
  }
  return faults.size > 0 ? faults : null;
}
