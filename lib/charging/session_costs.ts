import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SessionRow } from "./session_flags.ts";
import { type Price, priceEnergy, type TariffSnapshot } from "./tariff.ts";
import { tariffFromPlan } from "./tariff_from_plan.ts";

export interface SessionCost extends Price {
  currency: string | null;
  tariff: TariffSnapshot | null;
}

type PricedSession = Pick<
  SessionRow,
  "id" | "lagoSubscriptionExternalId" | "startedAt" | "energyWh" | "tariff"
>;

const UNKNOWN: SessionCost = {
  amountCents: null,
  coverage: "unknown",
  lines: [],
  currency: null,
  tariff: null,
};

/**
 * What sessions cost so far, by the plan of their subscription and the energy used before them in the
 * same billing period. A session that keeps its own tariff is priced by that. An estimate: Lago's
 * invoice is the truth. Two queries for any number of sessions.
 */
export async function sessionCosts(
  ctx: Ctx,
  sessions: readonly PricedSession[],
): Promise<Map<number, SessionCost>> {
  const ids = [...new Set(sessions.flatMap((s) => s.lagoSubscriptionExternalId ?? []))];
  const plans = ids.length === 0 ? [] : await ctx.db.execute<{ id: string; raw: unknown }>(sql`
    select s.external_id as id, p.raw from lago_subscriptions s
    join lago_plans p on p.code = s.plan_code where s.external_id in ${ids}`);
  const tariffs = new Map(
    plans.map((row) => [row.id, tariffFromPlan(row.raw, ctx.config.LAGO_METRIC_CODE)]),
  );
  const before = await energyBefore(ctx, sessions);
  return new Map(sessions.map((session) => {
    const tariff = session.tariff ?? tariffs.get(session.lagoSubscriptionExternalId ?? "") ?? null;
    if (!tariff) return [session.id, UNKNOWN];
    const price = priceEnergy(tariff, session.energyWh, before.get(session.id) ?? 0);
    return [session.id, { ...price, currency: tariff.currency, tariff }];
  }));
}

/** Wh that the subscription of each session used earlier in the period the session began in. */
async function energyBefore(
  ctx: Ctx,
  sessions: readonly PricedSession[],
): Promise<Map<number, number>> {
  const ids = sessions.filter((s) => s.lagoSubscriptionExternalId !== null).map((s) => s.id);
  if (ids.length === 0) return new Map();
  // The customer's cards lead to the sessions by an index; the subscription then decides.
  const rows = await ctx.db.execute<{ id: number; wh: number }>(sql`
    select c.id, used.wh from charging_sessions c
    join lago_subscriptions s on s.external_id = c.lago_subscription_external_id
    cross join lateral (
      select coalesce(sum(o.energy_wh), 0)::bigint as wh
      from user_mappings m join charging_sessions o on o.mapping_id = m.id
      where m.lago_customer_external_id = s.external_customer_id
        and o.lago_subscription_external_id = s.external_id
        -- An earlier session belongs to an earlier period; months are how plans bill here.
        and o.started_at >= case when c.started_at >= s.period_started_at then s.period_started_at
          else date_trunc('month', c.started_at) end
        and (o.started_at, o.id) < (c.started_at, c.id)) as used
    where c.id in ${ids}`);
  return new Map(rows.map((row) => [row.id, row.wh]));
}
