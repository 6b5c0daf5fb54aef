import { and, asc, desc, eq, gt, gte, inArray, lt, or, sql } from "drizzle-orm";
import { syncRejects, syncRunLogs, syncRuns, syncRunSegments } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { readState } from "./state.ts";
import { capabilitiesSchema, scheduleSchema } from "./sync_service.ts";

export type SyncRun = typeof syncRuns.$inferSelect;
export type SyncRunSegment = typeof syncRunSegments.$inferSelect;

export interface ListRunsInput {
  status?: SyncRun["status"];
  scope?: SyncRun["scope"];
  limit?: number;
  /** Keyset: runs older than this id. */
  beforeId?: number;
  afterId?: number;
}

/** Runs, newest first; at most 100 a page. */
export async function listRuns(ctx: Ctx, input: ListRunsInput = {}): Promise<SyncRun[]> {
  const rows = await ctx.db.select().from(syncRuns).where(and(
    input.status ? eq(syncRuns.status, input.status) : undefined,
    input.scope ? eq(syncRuns.scope, input.scope) : undefined,
    input.beforeId ? lt(syncRuns.id, input.beforeId) : undefined,
    input.afterId ? gt(syncRuns.id, input.afterId) : undefined,
  )).orderBy(input.afterId ? asc(syncRuns.id) : desc(syncRuns.id)).limit(
    Math.min(input.limit ?? 25, 101),
  );
  return input.afterId ? rows.reverse() : rows;
}

/** One run with its segments and the newest 500 lines of its log; not_found when there is none. */
export async function getRun(ctx: Ctx, input: { id: number }) {
  const [run] = await ctx.db.select().from(syncRuns).where(eq(syncRuns.id, input.id));
  if (!run) throw notFound("There is no such sync run.");
  const [segments, logs] = await Promise.all([
    ctx.db.select().from(syncRunSegments).where(eq(syncRunSegments.runId, run.id)).orderBy(
      asc(syncRunSegments.position),
    ),
    ctx.db.select().from(syncRunLogs).where(eq(syncRunLogs.runId, run.id)).orderBy(
      desc(syncRunLogs.id),
    ).limit(500),
  ]);
  return { run, segments, logs: logs.reverse() };
}

/** What the header strip and the sync page show: cadence, the run under way, the last one, what this SteVe can do. */
export async function syncStatus(ctx: Ctx) {
  const [schedule, capabilities, running, last, [rejects], [outbox]] = await Promise.all([
    readState(ctx, "sync:schedule", scheduleSchema),
    readState(ctx, "sync:capabilities", capabilitiesSchema),
    ctx.db.select().from(syncRuns).where(eq(syncRuns.status, "running")).orderBy(desc(syncRuns.id))
      .limit(1),
    ctx.db.select().from(syncRuns).where(inArray(syncRuns.status, ["completed", "failed"])).orderBy(
      desc(syncRuns.id),
    ).limit(1),
    ctx.db.execute(
      sql`select count(*)::int as n from (select 1 from sync_rejects where resolved_at is null limit 1000) r`,
    ),
    ctx.db.execute(sql`select
      (select count(*)::int from (select 1 from synced_transaction_events where status = 'pending' limit 10000) p) as due,
      (select count(*)::int from (select 1 from synced_transaction_events where status = 'parked' limit 10000) p) as parked,
      (select count(*)::int from (select 1 from synced_transaction_events where status = 'held' limit 10000) p) as held`),
  ]);
  return {
    schedule,
    capabilities,
    running: running[0] ?? null,
    last: last[0] ?? null,
    openRejects: Number(rejects.n),
    outbox: { due: Number(outbox.due), parked: Number(outbox.parked), held: Number(outbox.held) },
  };
}

/** Share of full runs of the last `days` that completed; null without any. */
export async function syncSuccess(
  ctx: Ctx,
  input: { days: number },
): Promise<{ runs: number; completed: number }> {
  const since = new Date(ctx.clock.nowMs() - input.days * 86_400_000);
  const [row] = await ctx.db.select({
    runs: sql<number>`count(*)::int`,
    completed: sql<number>`(count(*) filter (where ${syncRuns.status} = 'completed'))::int`,
  }).from(syncRuns).where(
    and(
      gte(syncRuns.startedAt, since),
      or(eq(syncRuns.status, "completed"), eq(syncRuns.status, "failed")),
    ),
  );
  return row;
}

/** Rows of SteVe that could not be taken, latest first. */
export function listRejects(ctx: Ctx, input: { limit?: number } = {}) {
  return ctx.db.select().from(syncRejects).orderBy(desc(syncRejects.lastSeenAt)).limit(
    Math.min(input.limit ?? 50, 500),
  );
}
