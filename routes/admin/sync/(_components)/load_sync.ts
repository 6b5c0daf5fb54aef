import { z } from "zod";
import { heldUsage, openRejects, runTick, scheduleTick } from "@/lib/live/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { getRun, listRuns, syncStatus } from "@/lib/sync/mod.ts";
import { attempt } from "../../(_components)/attempt.ts";

const PAGE = 15;

const filters = z.object({
  status: z.enum(["running", "completed", "failed"]).or(z.literal("")).catch(""),
  scope: z.enum(["full", "transactions"]).or(z.literal("")).catch(""),
  before: z.coerce.number().int().positive().optional().catch(undefined),
  after: z.coerce.number().int().positive().optional().catch(undefined),
});
export type RunFilters = z.infer<typeof filters>;

export const readRunFilters = (query: URLSearchParams): RunFilters =>
  filters.parse(
    Object.fromEntries(
      Object.keys(filters.shape).map((key) => [
        key,
        query.get(key) ?? (key === "status" || key === "scope" ? "" : undefined),
      ]),
    ),
  );

/** The sync page: cadence, outbox, refused rows, and one page of runs with its neighbours. */
export async function loadSync(ctx: Ctx, shown: RunFilters) {
  const status = await syncStatus(ctx);
  const current = status.running ?? status.last;
  const [runs, held, rejects, run] = await Promise.all([
    loadRuns(ctx, shown),
    attempt(ctx, "held usage", () => heldUsage(ctx)),
    openRejects(ctx, { limit: 20 }),
    current && getRun(ctx, { id: current.id }),
  ]);
  return {
    ...runs,
    filters: shown,
    status,
    held,
    rejects,
    schedule: scheduleTick(status),
    run: run && runTick(run),
  };
}

async function loadRuns(ctx: Ctx, { status, scope, before, after }: RunFilters) {
  const found = await listRuns(ctx, {
    ...(status ? { status } : {}),
    ...(scope ? { scope } : {}),
    ...(after ? { afterId: after } : before ? { beforeId: before } : {}),
    limit: PAGE + 1,
  });
  const goesOn = found.length > PAGE;
  // Newer runs are read upwards: the one too many stands first then.
  const runs = after ? found.slice(goesOn ? 1 : 0) : found.slice(0, PAGE);
  return {
    runs,
    newer: (after ? goesOn : before !== undefined) ? runs[0]?.id ?? null : null,
    older: after || goesOn ? runs.at(-1)?.id ?? null : null,
  };
}
