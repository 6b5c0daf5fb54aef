import { z } from "zod";
import type { Lago } from "../lago.ts";
import { isoTime } from "../lago.ts";
import type { StoredEvent } from "../store/events.ts";
import type { Route } from "../http/router.ts";
import { parseBody, unwrap } from "../http/body.ts";
import { type ErrorDetails, invalid, issueCodes, notFound } from "../http/errors.ts";
import { pageRequest } from "../http/paging.ts";
import { estimateFees } from "../billing/event_fees.ts";
import type { EventAftermath } from "../billing/event_aftermath.ts";

const BATCH_MAX = 100;

const eventSchema = z.object({
  transaction_id: z.string().min(1),
  external_subscription_id: z.string().min(1),
  code: z.string().min(1),
  /** Unix seconds, as a string with decimals for milliseconds. */
  timestamp: z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  precise_total_amount_cents: z.union([z.string(), z.number()]).nullish(),
});
const batchSchema = z.object({ events: z.array(z.unknown()).optional() });
const estimateSchema = eventSchema.extend({ transaction_id: z.string().optional() });

function toStored(lago: Lago, input: z.infer<typeof eventSchema>): StoredEvent {
  const nowMs = lago.now();
  const seconds = input.timestamp ?? nowMs / 1000;
  return {
    lagoId: lago.id(),
    transactionId: input.transaction_id,
    subscription: input.external_subscription_id,
    code: input.code,
    timestampMs: Math.round(Number(seconds) * 1000),
    properties: input.properties ?? {},
    preciseTotal: input.precise_total_amount_cents?.toString() ?? null,
    createdMs: nowMs,
  };
}

function acceptOne(lago: Lago, aftermath: EventAftermath, body: string) {
  const event = toStored(lago, unwrap(body, "event", eventSchema));
  if (lago.events.add([event]).length > 0) {
    throw invalid({ transaction_id: ["value_already_exist"] });
  }
  aftermath.accepted([event]);
  return { event: eventView(event) };
}

/** All or nothing: one bad or repeated event refuses the batch, with codes by its index. */
function acceptBatch(lago: Lago, aftermath: EventAftermath, body: string) {
  const { events: raw } = parseBody(body, batchSchema);
  if (!raw || raw.length === 0) throw invalid({ events: ["no_events"] });
  if (raw.length > BATCH_MAX) throw invalid({ events: ["too_many_events"] });
  const details: ErrorDetails = {};
  const events = raw.flatMap((item, index) => {
    const parsed = eventSchema.safeParse(item, { reportInput: true });
    if (parsed.success) return [toStored(lago, parsed.data)];
    details[index] = issueCodes(parsed.error);
    return [];
  });
  if (Object.keys(details).length > 0) throw invalid(details);
  for (const index of lago.events.add(events)) {
    details[index] = { transaction_id: ["value_already_exist"] };
  }
  if (Object.keys(details).length > 0) throw invalid(details);
  aftermath.accepted(events);
  return { events: events.map((event) => eventView(event)) };
}

/** The event as the wire shows it; Lago joins it to a subscription only when it bills. */
export function eventView(event: StoredEvent) {
  const at = new Date(event.timestampMs);
  return {
    lago_id: event.lagoId,
    transaction_id: event.transactionId,
    lago_customer_id: null,
    code: event.code,
    timestamp: at.toISOString(),
    precise_total_amount_cents: event.preciseTotal,
    properties: event.properties,
    lago_subscription_id: null,
    external_subscription_id: event.subscription,
    created_at: isoTime(event.createdMs),
  };
}

/** `/events`: single, batch, read, list and price estimates. */
export function eventRoutes(lago: Lago, aftermath: EventAftermath): Route[] {
  return [
    ["POST", "/events", ({ body }) => acceptOne(lago, aftermath, body)],
    ["POST", "/events/batch", ({ body }) => acceptBatch(lago, aftermath, body)],
    ["POST", "/events/estimate_fees", ({ body }) => {
      const input = unwrap(body, "event", estimateSchema);
      const event = toStored(lago, {
        ...input,
        transaction_id: input.transaction_id ?? "estimate",
      });
      return { fees: estimateFees(lago, event) };
    }],
    ["GET", "/events/{id}", ({ path }) => {
      const event = lago.events.find(path.id);
      if (!event) throw notFound("event");
      return { event: eventView(event) };
    }],
    ["GET", "/events", ({ query }) => {
      const page = pageRequest(query);
      const filter = {
        subscription: query.get("external_subscription_id") ?? undefined,
        code: query.get("code") ?? undefined,
        fromMs: timeMs(query.get("timestamp_from")),
        toMs: timeMs(query.get("timestamp_to")),
      };
      const events = lago.events.page(filter, page.limit, page.offset);
      return {
        events: events.map((event) => eventView(event)),
        meta: lago.paging.meta("events", query, page, lago.events.count(filter)),
      };
    }],
  ];
}

/** ISO 8601 or Unix seconds; undefined when it is neither, and then no filter. */
function timeMs(text: string | null): number | undefined {
  if (text === null) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
