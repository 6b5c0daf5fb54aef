import { inArray, sql } from "drizzle-orm";
import { chargingSessions } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { sessionCosts } from "./session_costs.ts";

/**
 * Keeps with each ended session the tariff that priced it and its estimated cost. A session priced
 * before keeps its tariff and is counted anew, so a corrected stop corrects the cost; one whose tariff
 * is not known stays without.
 * @returns sessions whose price changed
 */
export async function priceSessions(ctx: Ctx, sessionIds: readonly number[]): Promise<number> {
  if (sessionIds.length === 0) return 0;
  const sessions = await ctx.db.select().from(chargingSessions)
    .where(inArray(chargingSessions.id, [...sessionIds]));
  const ended = sessions.filter((session) => session.stoppedAt !== null);
  const costs = await sessionCosts(ctx, ended);
  const priced = ended.flatMap((session) => {
    const cost = costs.get(session.id);
    if (!cost?.tariff || cost.amountCents === null) return [];
    return [{
      id: session.id,
      tariff: cost.tariff,
      cents: cost.amountCents,
      currency: cost.currency,
    }];
  });
  if (priced.length === 0) return 0;
  const rows = await ctx.db.execute(sql`
    update charging_sessions c set tariff = n.tariff, cost_cents = n.cents, currency = n.currency,
      updated_at = ${ctx.clock.now().toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(priced)}::jsonb)
      as n(id bigint, tariff jsonb, cents int, currency text)
    where c.id = n.id
      and (c.tariff, c.cost_cents, c.currency) is distinct from (n.tariff, n.cents, n.currency)
    returning c.id`);
  return rows.length;
}

/** Ended sessions with a subscription that nobody has priced yet, latest first; at most `limit`. */
export async function unpricedSessions(ctx: Ctx, input: { limit: number }): Promise<number[]> {
  const rows = await ctx.db.execute<{ id: number }>(sql`
    select id from charging_sessions
    where tariff is null and stopped_at is not null and lago_subscription_external_id is not null
    order by id desc limit ${input.limit}`);
  return rows.map((row) => row.id);
}
