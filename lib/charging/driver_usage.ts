import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import type { TariffSnapshot } from "./tariff.ts";
import { tariffFromPlan } from "./tariff_from_plan.ts";
import {
  sumOf,
  USAGE_SUMS,
  type UsageFigures,
  type UsageSums,
  withOpenCosts,
} from "./usage_sums.ts";

export type UsagePeriod = "current" | "previous" | "year";

export interface UsageBar {
  /** First day of the bar, `YYYY-MM-DD` in the reader's zone. */
  day: string;
  energyWh: number;
  sessions: number;
}

export interface DriverUsage extends UsageFigures {
  period: UsagePeriod;
  /** Days of a month, or months of the last twelve; quiet ones included, oldest first. */
  bars: UsageBar[];
}

/** A driver's energy and estimated cost by day of this or the previous month, or by month of a year. */
export async function driverUsage(
  ctx: Ctx,
  input: { userId: string; period: UsagePeriod; timeZone: string },
): Promise<DriverUsage> {
  const { period, timeZone } = input;
  const now = ctx.clock.now().toISOString();
  const unit = period === "year" ? "month" : "day";
  const step = sql.raw(period === "year" ? "interval '1 month'" : "interval '1 day'");
  const month = sql`date_trunc('month', ${now}::timestamptz at time zone ${timeZone})`;
  const first = period === "year"
    ? sql`${month} - interval '11 months'`
    : period === "previous"
    ? sql`${month} - interval '1 month'`
    : month;
  const end = period === "previous" ? month : sql`${month} + interval '1 month'`;
  const sums = await ctx.db.execute<UsageSums & { day: string }>(sql`
    with span as (select ${first} as first, ${end} as past), used as (
      select date_trunc(${unit}, c.started_at at time zone ${timeZone}) as at, ${USAGE_SUMS}
      from charging_sessions c, span
      where c.mapping_id = any (array(select m.id from user_mappings m where m.user_id = ${input.userId}))
        and c.started_at >= span.first at time zone ${timeZone} and c.started_at < span.past at time zone ${timeZone}
      group by 1, c.currency
    )
    select to_char(d.at, 'YYYY-MM-DD') as day, coalesce(u.wh, 0)::bigint as wh, coalesce(u.sessions, 0) as sessions,
      u.cents, u.currency, u.open
    from span, generate_series(span.first, span.past - interval '1 day', ${step}) as d(at)
    left join used u on u.at = d.at order by d.at`);
  const rows = await withOpenCosts(ctx, sums);
  const bars = [...Map.groupBy(rows, (row) => row.day)].map(([day, some]) => {
    const { energyWh, sessions } = sumOf(some);
    return { day, energyWh, sessions };
  });
  return { period, bars, ...sumOf(rows) };
}

export interface DriverPlan {
  name: string;
  tariff: TariffSnapshot | null;
  /** Base fee in cents per `interval`. */
  amountCents: number;
  currency: string;
  interval: string;
}

/** The plan behind a driver's cards, from the read models; null when none is known. */
export async function driverPlan(ctx: Ctx, input: { userId: string }): Promise<DriverPlan | null> {
  const [row] = await ctx.db.execute<
    { name: string; raw: unknown; cents: number; currency: string; interval: string }
  >(sql`
    select p.name, p.raw, p.amount_cents as cents, p.currency, p.interval from user_mappings m
    join lago_subscriptions s on s.external_id = m.lago_subscription_external_id and s.status = 'active'
    join lago_plans p on p.code = s.plan_code
    where m.user_id = ${input.userId} order by m.is_active desc, m.id limit 1`);
  if (!row) return null;
  const { name, cents, currency, interval } = row;
  return {
    name,
    amountCents: cents,
    currency,
    interval,
    tariff: tariffFromPlan(row.raw, ctx.config.LAGO_METRIC_CODE),
  };
}
