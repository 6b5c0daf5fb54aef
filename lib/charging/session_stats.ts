import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";

export interface SessionStatsInput {
  /** Only sessions of this customer's cards; absent: all. */
  userId?: string;
  /** Where "today" begins; default UTC. */
  timeZone?: string;
}

/** The strip above session lists (spec 7.2 and 7.3). */
export interface SessionStats {
  /** Sessions that began since midnight. */
  sessionsToday: number;
  /** Wh of sessions that began since midnight. */
  energyTodayWh: number;
  /** Wh and number of sessions that began in the last seven days. */
  energy7dWh: number;
  sessions7d: number;
  /** Mean Wh of a session of the last seven days; null without one. */
  averageEnergy7dWh: number | null;
  /** Sessions SteVe has not ended. */
  activeNow: number;
}

/** Figures of the last seven days, by the index on the start: their cost follows the week, not the table. */
export async function sessionStats(ctx: Ctx, input: SessionStatsInput = {}): Promise<SessionStats> {
  const now = ctx.clock.now().toISOString();
  const scope = input.userId === undefined
    ? sql`true`
    : sql`c.mapping_id = any (array(select m.id from user_mappings m where m.user_id = ${input.userId}))`;
  const midnight = sql`date_trunc('day', ${now}::timestamptz, ${input.timeZone ?? "UTC"})`;
  const [row] = await ctx.db.execute<
    { sessions: number; wh: number; today: number; today_wh: number; active: number }
  >(sql`
    select week.*, (select count(*) from charging_sessions c where c.stopped_at is null and ${scope})::int as active
    from (
      select count(*)::int as sessions, coalesce(sum(c.energy_wh), 0)::bigint as wh,
        (count(*) filter (where c.started_at >= ${midnight}))::int as today,
        coalesce(sum(c.energy_wh) filter (where c.started_at >= ${midnight}), 0)::bigint as today_wh
      from charging_sessions c
      where c.started_at >= ${now}::timestamptz - interval '7 days' and ${scope}) as week`);
  return {
    sessionsToday: row.today,
    energyTodayWh: row.today_wh,
    energy7dWh: row.wh,
    sessions7d: row.sessions,
    averageEnergy7dWh: row.sessions > 0 ? Math.round(row.wh / row.sessions) : null,
    activeNow: row.active,
  };
}
