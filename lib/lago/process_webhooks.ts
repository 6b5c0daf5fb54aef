import { sql } from "drizzle-orm";
import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  handleWhen,
} from "cockatiel";
import { z } from "zod";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { applyWebhook, UnreadablePayload, type WebhookCallbacks } from "./webhook_handlers.ts";

export interface ProcessWebhooksInput extends WebhookCallbacks {
  /** Called inside the webhook's transaction; true when it raised a notification. */
  onProcessed?: (
    ctx: Ctx,
    event: { id: number; type: string; payload: Record<string, unknown> },
  ) => Promise<boolean>;
  /** Events in this call at most. */
  limit?: number;
  breaker?: CircuitBreakerPolicy;
}

/** What `processing_error` says of an event that waits for the breaker. */
export const BREAKER_OPEN = "circuit_breaker_open";
const MAX_ATTEMPTS = 8;
/** The n-th repeat comes this × 2^n after the receipt at the earliest. */
const BACKOFF_SECONDS = 15;

/** Five failures in a row that are not the payload's fault stop the work for half a minute. */
export function createWebhookBreaker(openMs = 30_000): CircuitBreakerPolicy {
  return circuitBreaker(handleWhen((error) => !(error instanceof UnreadablePayload)), {
    breaker: new ConsecutiveBreaker(5),
    halfOpenAfter: openMs,
  });
}

const sharedBreaker = createWebhookBreaker();
const claimedSchema = z.object({
  id: z.coerce.number(),
  event_type: z.string(),
  payload: z.record(z.string(), z.unknown()),
});
type Claimed = z.infer<typeof claimedSchema>;

/**
 * Works off stored webhooks, oldest first, each in its own transaction; replicas share the work. An event
 * that fails is pushed back before it is tried and keeps its error; it never holds up the others.
 * @returns events processed
 */
export async function processWebhookEvents(ctx: Ctx, input: ProcessWebhooksInput): Promise<number> {
  const breaker = input.breaker ?? sharedBreaker;
  let processed = 0;
  let afterId = 0;
  for (let left = input.limit ?? Infinity; left > 0; left--) {
    const event = await claim(ctx, afterId);
    if (!event) break;
    afterId = event.id;
    try {
      const isDone = await breaker.execute(() => apply(ctx, event, input));
      if (isDone) processed++;
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        await giveBack(ctx, event.id);
        break;
      }
      await recordFailure(ctx, event.id, error);
    }
  }
  return processed;
}

/** Takes the next due event and pushes it back: a crash from here on costs one attempt, not the event. */
async function claim(ctx: Ctx, afterId: number): Promise<Claimed | null> {
  const rows = await ctx.db.execute(sql`
    with due as (
      select id from lago_webhook_events
      where processed_at is null and id > ${afterId} and attempts < ${MAX_ATTEMPTS}
        and (attempts = 0 or received_at + make_interval(secs => ${BACKOFF_SECONDS} * power(2, attempts))
          <= ${ctx.clock.now().toISOString()}::timestamptz)
      order by id limit 1 for update skip locked
    )
    update lago_webhook_events e set attempts = attempts + 1 from due where e.id = due.id
    returning e.id, e.event_type, e.payload`);
  return rows.length > 0 ? claimedSchema.parse(rows[0]) : null;
}

/** @returns false when another replica was faster */
function apply(ctx: Ctx, event: Claimed, input: ProcessWebhooksInput): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const mine = await tx.db.execute(sql`
      select 1 from lago_webhook_events where id = ${event.id} and processed_at is null
      for update skip locked`);
    if (mine.length === 0) return false;
    await applyWebhook(tx, event.payload, input);
    const { id, event_type: type, payload } = event;
    const fired = await input.onProcessed?.(tx, { id, type, payload }) ?? false;
    await tx.db.execute(sql`
      update lago_webhook_events set processed_at = ${tx.clock.now().toISOString()}::timestamptz,
        processing_error = null, notification_fired = notification_fired or ${fired}
      where id = ${id}`);
    return true;
  });
}

async function giveBack(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.execute(sql`
    update lago_webhook_events set attempts = greatest(attempts - 1, 0), processing_error = ${BREAKER_OPEN}
    where id = ${id} and processed_at is null`);
}

async function recordFailure(ctx: Ctx, id: number, error: unknown): Promise<void> {
  const isHopeless = error instanceof UnreadablePayload;
  ctx.log.warning("A webhook of Lago could not be processed.", { id, error: messageOf(error) });
  await ctx.db.execute(sql`
    update lago_webhook_events set processing_error = ${messageOf(error).slice(0, 500)},
      attempts = case when ${isHopeless} then ${MAX_ATTEMPTS} else attempts end
    where id = ${id} and processed_at is null`);
}
