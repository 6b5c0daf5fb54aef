import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import {
  sumOf,
  USAGE_SUMS,
  type UsageFigures,
  type UsageSums,
  withOpenCosts,
} from "./usage_sums.ts";

export interface YearMonth extends UsageFigures {
  /** First day, `YYYY-MM-DD` in the reader's zone. */
  month: string;
}

/** A part of the year: one card, or one cost centre. */
export interface UsageSplit extends UsageFigures {
  /** The driver's own label, else the card's name, else null; null for "without a cost centre". */
  name: string | null;
}

export interface UsageYear {
  year: number;
  /** Years with a session of the driver's cards, and this one; newest first. */
  years: number[];
  /** All twelve, quiet ones included. */
  months: YearMonth[];
  total: UsageFigures;
  cards: (UsageSplit & { mappingId: number })[];
  costCentres: UsageSplit[];
}

type Row = UsageSums & { month: number; mapping: number };

/** A driver's use of one calendar year in `timeZone`, by month, card and cost centre. */
export async function usageYear(
  ctx: Ctx,
  input: { userId: string; year: number; timeZone: string },
): Promise<UsageYear> {
  const { userId, year, timeZone } = input;
  const mine = sql`c.mapping_id = any (array(select m.id from user_mappings m
    where m.user_id = ${userId}))`;
  const first = sql`make_timestamp(${year}::int, 1, 1, 0, 0, 0)`;
  const [sums, cards, [span]] = await Promise.all([
    ctx.db.execute<Row>(sql`
      select extract(month from c.started_at at time zone ${timeZone})::int as month, c.mapping_id as mapping,
        ${USAGE_SUMS}
      from charging_sessions c
      where ${mine} and c.started_at >= ${first} at time zone ${timeZone}
        and c.started_at < (${first} + interval '1 year') at time zone ${timeZone}
      group by 1, 2, c.currency`),
    ctx.db.execute<{ id: number; name: string | null; centre: string | null }>(sql`
      select m.id, coalesce(m.driver_label, m.display_name) as name, nullif(trim(m.cost_centre), '') as centre
      from user_mappings m where m.user_id = ${userId} order by m.id`),
    // The first session of each card by the index on card and start.
    ctx.db.execute<{ first: number | null; now: number }>(sql`
      select extract(year from ${ctx.clock.now().toISOString()}::timestamptz at time zone ${timeZone})::int as now,
        (select extract(year from min(f.at) at time zone ${timeZone})::int from user_mappings m
          cross join lateral (select c.started_at as at from charging_sessions c
            where c.mapping_id = m.id order by c.started_at limit 1) as f
          where m.user_id = ${userId}) as first`),
  ]);
  const rows = await withOpenCosts(ctx, sums);
  const oldest = Math.min(span.first ?? span.now, span.now);
  return {
    year,
    years: Array.from({ length: span.now - oldest + 1 }, (_, n) => span.now - n),
    months: Array.from({ length: 12 }, (_, n) => ({
      month: `${String(year).padStart(4, "0")}-${String(n + 1).padStart(2, "0")}-01`,
      ...sumOf(rows.filter((row) => row.month === n + 1)),
    })),
    total: sumOf(rows),
    cards: cards.map(({ id, name }) => ({
      mappingId: id,
      name,
      ...sumOf(rows.filter((row) => row.mapping === id)),
    })).filter(isUsed),
    costCentres: [...new Set(cards.map((card) => card.centre))].map((centre) => {
      const ids = new Set(cards.filter((card) => card.centre === centre).map((card) => card.id));
      return { name: centre, ...sumOf(rows.filter((row) => ids.has(row.mapping))) };
    }).filter(isUsed),
  };
}

/** A driver's use of every calendar year in `timeZone` since the first session, oldest first. */
export async function usageYears(
  ctx: Ctx,
  input: { userId: string; timeZone: string },
): Promise<{ years: (UsageFigures & { year: number })[]; total: UsageFigures }> {
  const sums = await ctx.db.execute<UsageSums & { year: number }>(sql`
    select extract(year from c.started_at at time zone ${input.timeZone})::int as year,
      ${USAGE_SUMS}
    from charging_sessions c
    where c.mapping_id = any (array(select m.id from user_mappings m where m.user_id = ${input.userId}))
    group by 1, c.currency order by 1`);
  const rows = await withOpenCosts(ctx, sums);
  const years = [...Map.groupBy(rows, (row) => row.year)]
    .map(([year, some]) => ({ year, ...sumOf(some) }));
  return { years, total: sumOf(rows) };
}

const isUsed = (part: UsageFigures) => part.sessions > 0;
