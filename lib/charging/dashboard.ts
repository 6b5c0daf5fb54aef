import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import { type ChargerCounts, chargerCounts } from "./charger_counts.ts";
import { type SessionStats, sessionStats } from "./session_stats.ts";

/** The figures of the operators' first page (spec 7.2). A figure that could not be had is null. */
export interface DashboardFigures {
  sessions: SessionStats | null;
  chargers: ChargerCounts | null;
  pendingReservations: number | null;
  /** Finished sync runs of the last seven days. */
  sync7d: { completed: number; failed: number } | null;
  cardsActivated7d: number | null;
  reservationsCompleted7d: number | null;
  /** Neither a charger nor a sync run was ever seen: the page says welcome. */
  isFirstRun: boolean | null;
}

/** Every figure by its own indexed query, all at once; one that fails is missing and the rest stand. */
export async function dashboardFigures(
  ctx: Ctx,
  input: { timeZone?: string } = {},
): Promise<DashboardFigures> {
  const since = new Date(ctx.clock.nowMs() - 7 * 86_400_000).toISOString();
  const count = async (query: ReturnType<typeof sql>) => {
    const [row] = await ctx.db.execute<{ n: number }>(query);
    return row.n;
  };
  const [
    sessions,
    chargers,
    pendingReservations,
    sync7d,
    cardsActivated7d,
    reservationsCompleted7d,
    isFirstRun,
  ] = await Promise.all([
    orNull(ctx, "sessions", () => sessionStats(ctx, input)),
    orNull(ctx, "chargers", () => chargerCounts(ctx)),
    orNull(
      ctx,
      "reservations",
      () => count(sql`select count(*)::int as n from reservations where status = 'pending'`),
    ),
    orNull(ctx, "sync", async () => {
      const [row] = await ctx.db.execute<{ completed: number; failed: number }>(sql`
        select (count(*) filter (where status = 'completed'))::int as completed,
          (count(*) filter (where status = 'failed'))::int as failed
        from sync_runs where started_at >= ${since}::timestamptz`);
      return { completed: row.completed, failed: row.failed };
    }),
    orNull(
      ctx,
      "cards",
      () =>
        count(sql`select coalesce(sum(tags_activated), 0)::int as n from sync_runs
        where started_at >= ${since}::timestamptz`),
    ),
    orNull(ctx, "reservations", () =>
      count(sql`select count(*)::int as n from reservations
        where status = 'completed' and start_at >= ${since}::timestamptz`)),
    orNull(ctx, "first run", async () => {
      const [row] = await ctx.db.execute<{ empty: boolean }>(sql`
        select not exists (select 1 from chargers) and not exists (select 1 from sync_runs) as empty`);
      return row.empty;
    }),
  ]);
  return {
    sessions,
    chargers,
    pendingReservations,
    sync7d,
    cardsActivated7d,
    reservationsCompleted7d,
    isFirstRun,
  };
}

async function orNull<T>(ctx: Ctx, figure: string, load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch (error) {
    ctx.log.error("A figure of the dashboard could not be had.", { figure, error });
    return null;
  }
}
