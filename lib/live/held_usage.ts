import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { syncedTransactionEvents as events, syncRejects } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

export type HeldReason = NonNullable<typeof events.$inferSelect["heldReason"]>;

/** Energy that waits for a person or a subscription, by reason, largest first. */
export function heldUsage(
  ctx: Ctx,
): Promise<{ reason: HeldReason | null; events: number; energyWh: number }[]> {
  const energyWh = sql<number>`sum(${events.whDelta})::bigint`.mapWith(Number);
  return ctx.db.select({
    reason: events.heldReason,
    events: sql<number>`count(*)::int`,
    energyWh,
  }).from(events).where(and(eq(events.status, "held"))).groupBy(events.heldReason)
    .orderBy(desc(energyWh));
}

/** Rows of SteVe that are refused still, latest first; at most `limit` (50). */
export function openRejects(ctx: Ctx, { limit = 50 }: { limit?: number } = {}) {
  return ctx.db.select().from(syncRejects).where(isNull(syncRejects.resolvedAt))
    .orderBy(desc(syncRejects.lastSeenAt)).limit(Math.min(limit, 200));
}
