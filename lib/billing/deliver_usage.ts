import { sql } from "drizzle-orm";
import { z } from "zod";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";

/** A usage event as Lago is to receive it; kWh as an exact decimal string. */
export interface UsageEvent {
  transactionId: string;
  externalSubscriptionId: string;
  timestampMs: number;
  kwh: string;
  /** Facts kept beside the quantity: they make an invoice line explainable. */
  sessionId: number;
  steveTransactionId: number;
}

/** How a batch went. Every id that was handed over appears once; ids left out are tried again. */
export interface DeliveryReceipt {
  accepted: string[];
  /** Already there from an earlier attempt whose answer was lost: delivered. */
  duplicates: string[];
  refused: { transactionId: string; code: string }[];
}

/** Hands up to 100 events to the billing engine; throws when it cannot tell how it went. */
export type SendUsage = (events: UsageEvent[]) => Promise<DeliveryReceipt>;

export interface DeliverUsageInput {
  send: SendUsage;
  /** Stop between batches. */
  signal?: AbortSignal;
  /** Events handed over in this call at most. */
  limit?: number;
  onProgress?: (delivered: number) => Promise<void> | void;
}

export interface DeliverUsageResult {
  delivered: number;
  duplicates: number;
  parked: number;
  /** Why delivery ended early; the rest stays due. */
  failure?: unknown;
}

/** Lago's own limit (LAGO_EVENTS_BATCH_MAX_LENGTH). */
const BATCH = 100;
/** A claim outlives any send (client timeouts and retries included). */
const CLAIM_MS = 120_000;
const MAX_BACKOFF_MS = 600_000;

const claimed = z.object({
  id: z.coerce.number(),
  lago_event_transaction_id: z.string(),
  lago_subscription_external_id: z.string(),
  event_timestamp: z.coerce.date(),
  wh_delta: z.coerce.number(),
  session_id: z.coerce.number(),
  steve_transaction_id: z.coerce.number(),
  attempts: z.number(),
});
type Claimed = z.infer<typeof claimed>;

/**
 * Sends due outbox events in batches of 100 until none is due. At least once: an event is marked sent
 * only after Lago's word, and its id is fixed, so a repeat after a crash or a lost answer is harmless.
 * An outage releases the batch with backoff and ends the call; only Lago's refusal of an event parks it.
 */
export async function deliverUsage(
  ctx: Ctx,
  input: DeliverUsageInput,
): Promise<DeliverUsageResult> {
  const result: DeliverUsageResult = { delivered: 0, duplicates: 0, parked: 0 };
  let left = input.limit ?? Infinity;
  while (left > 0 && !input.signal?.aborted) {
    const batch = await claimBatch(ctx, Math.min(BATCH, left));
    if (batch.length === 0) break;
    left -= batch.length;
    try {
      const receipt = await input.send(batch.map(usageEvent));
      await settle(ctx, batch, receipt);
      result.delivered += receipt.accepted.length + receipt.duplicates.length;
      result.duplicates += receipt.duplicates.length;
      result.parked += receipt.refused.length;
      await input.onProgress?.(result.delivered);
    } catch (error) {
      await release(ctx, batch, messageOf(error));
      return { ...result, failure: error };
    }
  }
  return result;
}

/** kWh with the three decimals of a Wh, without floating point: -1500 → "-1.5". */
export function kwhString(wh: number): string {
  const digits = String(Math.abs(wh)).padStart(4, "0");
  const fraction = digits.slice(-3).replace(/0+$/, "");
  return `${wh < 0 ? "-" : ""}${digits.slice(0, -3)}${fraction ? `.${fraction}` : ""}`;
}

function usageEvent(row: Claimed): UsageEvent {
  return {
    transactionId: row.lago_event_transaction_id,
    externalSubscriptionId: row.lago_subscription_external_id,
    timestampMs: row.event_timestamp.getTime(),
    kwh: kwhString(row.wh_delta),
    sessionId: row.session_id,
    steveTransactionId: row.steve_transaction_id,
  };
}

async function claimBatch(ctx: Ctx, size: number): Promise<Claimed[]> {
  const now = ctx.clock.now();
  const until = new Date(now.getTime() + CLAIM_MS).toISOString();
  const rows = await ctx.db.execute(sql`
    with due as (
      select id from synced_transaction_events
      where status = 'pending' and next_attempt_at <= ${now.toISOString()}::timestamptz
      order by next_attempt_at, id limit ${size} for update skip locked
    )
    update synced_transaction_events e
    set attempts = attempts + 1, claimed_until = ${until}::timestamptz, next_attempt_at = ${until}::timestamptz
    from due where e.id = due.id
    returning e.id, e.lago_event_transaction_id, e.lago_subscription_external_id, e.event_timestamp,
      e.wh_delta, e.session_id, e.steve_transaction_id, e.attempts`);
  return z.array(claimed).parse([...rows]).sort((a, b) => a.id - b.id);
}

async function settle(ctx: Ctx, batch: Claimed[], receipt: DeliveryReceipt): Promise<void> {
  const now = ctx.clock.now().toISOString();
  const delivered = [...receipt.accepted, ...receipt.duplicates];
  const known = new Set(batch.map((row) => row.lago_event_transaction_id));
  const refused = receipt.refused.filter((r) => known.has(r.transactionId));
  await inTransaction(ctx, async (tx) => {
    if (delivered.length > 0) {
      await tx.db.execute(sql`
        update synced_transaction_events set status = 'sent', synced_at = ${now}::timestamptz, claimed_until = null, last_error = null
        where status = 'pending' and lago_event_transaction_id in ${delivered}`);
    }
    if (refused.length > 0) await parkEvents(tx, refused);
    const settled = new Set([...delivered, ...refused.map((r) => r.transactionId)]);
    const unsettled = batch.filter((row) => !settled.has(row.lago_event_transaction_id));
    if (unsettled.length > 0) {
      await release(tx, unsettled, "Lago did not say what became of this event.");
    }
  });
}

/** Takes events out of delivery because Lago refused them, and tells operators. Safe to repeat. */
export async function parkEvents(
  ctx: Ctx,
  refused: { transactionId: string; code: string }[],
): Promise<number> {
  const codes = JSON.stringify(refused.map((r) => ({ t: r.transactionId, c: r.code })));
  const rows = await ctx.db.execute(sql`
    update synced_transaction_events e set status = 'parked', claimed_until = null, last_error = n.c
    from jsonb_to_recordset(${codes}::jsonb) as n(t text, c text)
    where e.lago_event_transaction_id = n.t and e.status in ('pending', 'sent') returning e.id`);
  if (rows.length > 0) {
    await raiseNotification(ctx, {
      audience: "admin",
      severity: "error",
      source: "billing",
      title: "Lago refused usage events",
      body: `${rows.length} event(s) are parked: ${
        [...new Set(refused.map((r) => r.code))].join(", ")
      }.`,
      link: "/sync",
      dedupeKey: "billing:parked",
    });
  }
  return rows.length;
}

async function release(ctx: Ctx, batch: Claimed[], reason: string): Promise<void> {
  const rows = batch.map((row) => ({
    i: row.id,
    n: new Date(
      ctx.clock.nowMs() + Math.min(MAX_BACKOFF_MS, 1_000 * 2 ** Math.min(row.attempts, 12)),
    ).toISOString(),
  }));
  await ctx.db.execute(sql`
    update synced_transaction_events e set claimed_until = null, last_error = ${
    reason.slice(0, 500)
  }, next_attempt_at = n.n
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(i bigint, n timestamptz)
    where e.id = n.i and e.status = 'pending'`);
}
