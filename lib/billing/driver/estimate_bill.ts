import { sql } from "drizzle-orm";
import type { lagoPlans } from "@/db/schema/mod.ts";
import { priceEnergy, tariffFromPlan } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SubscriptionRow } from "./account.ts";
import type { BillEstimate } from "./subscription_view.ts";

type PlanRow = typeof lagoPlans.$inferSelect;

/** What of the base fee the running period's bill will hold: nothing where it was paid in advance. */
export const baseFeeDue = (plan: PlanRow) =>
  plan.raw.pay_in_advance === true ? 0 : plan.amountCents;

/**
 * The running period's bill by the plan's prices: base fee plus energy, before taxes. Null when the plan
 * has no price we can read or no period is known.
 */
export async function estimateOurselves(
  ctx: Ctx,
  row: SubscriptionRow,
  plan: PlanRow,
): Promise<BillEstimate | null> {
  const tariff = tariffFromPlan(plan.raw, ctx.config.LAGO_METRIC_CODE);
  if (!tariff || !row.periodStartedAt) return null;
  const [used] = await ctx.db.execute<{ wh: number }>(sql`
    select coalesce(sum(c.energy_wh), 0)::bigint as wh
    from user_mappings m join charging_sessions c on c.mapping_id = m.id
    where m.lago_customer_external_id = ${row.externalCustomerId}
      and c.lago_subscription_external_id = ${row.externalId}
      and c.started_at >= ${row.periodStartedAt.toISOString()}::timestamptz`);
  const { amountCents } = priceEnergy(tariff, used.wh);
  if (amountCents === null) return null;
  return {
    cents: baseFeeDue(plan) + amountCents,
    currency: plan.currency,
    source: "ours",
    at: ctx.clock.now(),
  };
}
