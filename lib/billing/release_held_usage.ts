import { sql } from "drizzle-orm";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";

/**
 * Lets held events go whose reason has passed: the customer of the session has a subscription now.
 * Energy of unmapped or inactive cards stays held: only an operator may decide who pays it.
 * @returns events released
 */
export function releaseHeldUsage(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now().toISOString();
    await tx.db.execute(sql`
      update charging_sessions c set lago_subscription_external_id = m.lago_subscription_external_id,
        lago_customer_external_id = m.lago_customer_external_id
      from user_mappings m
      where c.mapping_id = m.id and c.lago_subscription_external_id is null
        and m.lago_subscription_external_id is not null
        and (c.lago_customer_external_id is null or c.lago_customer_external_id = m.lago_customer_external_id)
        and exists (select 1 from synced_transaction_events e
          where e.session_id = c.id and e.status = 'held' and e.held_reason = 'no_subscription')`);
    const rows = await tx.db.execute(sql`
      update synced_transaction_events e
      set status = 'pending', held_reason = null, next_attempt_at = ${now}::timestamptz,
        lago_customer_external_id = c.lago_customer_external_id,
        lago_subscription_external_id = c.lago_subscription_external_id,
        event_timestamp = ${withinLife(now)}
      from charging_sessions c
      left join lago_subscriptions s on s.external_id = c.lago_subscription_external_id
      where e.session_id = c.id and e.status = 'held' and e.held_reason = 'no_subscription'
        and c.lago_subscription_external_id is not null
        and coalesce(s.status, 'active') not in ('terminated', 'canceled')
      returning e.id`);
    return rows.length;
  });
}

/**
 * Ties held events of a session that was still running when its card was linked: the session has a
 * mapping now, so its energy from the first Wh on has a payer.
 * @returns events released
 */
export function releaseLinkedUsage(ctx: Ctx, sessionIds: number[]): Promise<number> {
  if (sessionIds.length === 0) return Promise.resolve(0);
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now().toISOString();
    const rows = await tx.db.execute(sql`
      update synced_transaction_events e
      set user_mapping_id = c.mapping_id, lago_customer_external_id = c.lago_customer_external_id,
        lago_subscription_external_id = c.lago_subscription_external_id, next_attempt_at = ${now}::timestamptz, event_timestamp = ${
      withinLife(now)
    },
        status = case when c.lago_subscription_external_id is null then 'held' else 'pending' end,
        held_reason = case when c.lago_subscription_external_id is null then 'no_subscription' end
      from charging_sessions c
      left join lago_subscriptions s on s.external_id = c.lago_subscription_external_id
      where e.session_id = c.id and c.id in ${sessionIds} and c.mapping_id is not null
        and not 'inactive_card' = any (c.flags)
        and e.status = 'held' and e.held_reason = 'unmapped_card'
      returning e.id`);
    return rows.length;
  });
}

/** A held event gets its time when it gets its payer: never before the subscription's start (see record_usage.ts). */
const withinLife = (now: string) =>
  sql`least(greatest(e.event_timestamp, s.started_at), ${now}::timestamptz)`;
