import { and, asc, isNull, lt, sql } from "drizzle-orm";
import { chargingSessions } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import {
  inspectSession,
  sameFlags,
  SESSION_FLAGS,
  setSessionFlags,
  STUCK_MS,
} from "./session_flags.ts";

/**
 * Looks again at sessions by their rows and samples, e.g. hourly for what only time can reveal.
 * @returns internal ids of the sessions whose flags changed
 */
export async function reviewSessions(ctx: Ctx, sessionIds: number[]): Promise<number[]> {
  if (sessionIds.length === 0) return [];
  const rows = await ctx.db.query.chargingSessions.findMany({
    where: (s, { inArray }) => inArray(s.id, sessionIds),
  });
  const samples = await ctx.db.execute<{ s: number; at: string; wh: number | null }>(sql`
    select c.id as s, v.measured_at as at, v.energy_wh as wh from charging_sessions c
    join meter_values v on v.steve_instance = c.steve_instance and v.transaction_id = c.steve_transaction_id
    where c.id in ${sessionIds}`);
  const bySession = Map.groupBy(samples, (sample) => sample.s);
  const now = ctx.clock.now();
  return await setSessionFlags(
    ctx,
    rows.flatMap((row) => {
      const readings = (bySession.get(row.id) ?? [])
        .map((sample) => ({ measuredAt: new Date(sample.at), energyWh: sample.wh }));
      const flags = inspectSession(row, readings, now);
      if (sameFlags(flags, row.flags)) return [];
      const dropped = SESSION_FLAGS.filter((f) => !flags.includes(f) && row.flags.includes(f));
      return [{ sessionId: row.id, add: flags, remove: dropped }];
    }),
  );
}

/**
 * Reviews open sessions that fell silent and are not marked as stuck yet, at most 500 a call.
 * @returns internal ids of the sessions whose flags changed
 */
export async function reviewSilentSessions(ctx: Ctx): Promise<number[]> {
  const silentSince = new Date(ctx.clock.nowMs() - STUCK_MS);
  const rows = await ctx.db.select({ id: chargingSessions.id }).from(chargingSessions)
    .where(and(
      sql`not ${chargingSessions.isFinalized}`,
      isNull(chargingSessions.stoppedAt),
      lt(chargingSessions.lastHeardAt, silentSince),
      sql`not 'stuck' = any (${chargingSessions.flags})`,
    )).orderBy(asc(chargingSessions.lastHeardAt)).limit(500);
  return await reviewSessions(ctx, rows.map((row) => row.id));
}
