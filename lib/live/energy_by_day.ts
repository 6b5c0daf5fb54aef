import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";

export interface EnergyDay {
  /** Calendar day, `YYYY-MM-DD`. */
  day: string;
  /** Wh of the sessions that began on it. */
  energyWh: number;
  sessions: number;
}

/** Energy and sessions of the last `days` days by the day they began, oldest first, quiet days included. */
export async function energyByDay(
  ctx: Ctx,
  { days, timeZone = "UTC" }: { days: number; timeZone?: string },
): Promise<EnergyDay[]> {
  const now = ctx.clock.now().toISOString();
  const rows = await ctx.db.execute<{ day: string; wh: number; sessions: number }>(sql`
    with first as (
      select date_trunc('day', ${now}::timestamptz at time zone ${timeZone}) - make_interval(days => ${
    days - 1
  }::int) as day
    ), used as (
      select date_trunc('day', c.started_at at time zone ${timeZone}) as day,
        sum(c.energy_wh)::bigint as wh, count(*)::int as sessions
      from charging_sessions c, first f
      where c.started_at >= f.day at time zone ${timeZone} group by 1
    )
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(u.wh, 0)::bigint as wh, coalesce(u.sessions, 0) as sessions
    from first f, generate_series(f.day, f.day + make_interval(days => ${
    days - 1
  }::int), interval '1 day') as d(day)
    left join used u on u.day = d.day order by d.day`);
  return rows.map((row) => ({ day: row.day, energyWh: Number(row.wh), sessions: row.sessions }));
}
