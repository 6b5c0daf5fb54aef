import { and, desc, eq, gte, lt } from "drizzle-orm";
import { syncedTransactionEvents } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** Billing events of one session, newest first; a session has few, so one page of 500 is all. */
export function listSessionEvents(ctx: Ctx, input: { sessionId: number }) {
  return ctx.db.select().from(syncedTransactionEvents)
    .where(eq(syncedTransactionEvents.sessionId, input.sessionId))
    .orderBy(desc(syncedTransactionEvents.id)).limit(500);
}

/** Billing events made in `[from, to)`, newest first, at most `limit` (1000). */
export function listUsageEvents(ctx: Ctx, input: { from: Date; to: Date; limit?: number }) {
  return ctx.db.select().from(syncedTransactionEvents)
    .where(
      and(
        gte(syncedTransactionEvents.createdAt, input.from),
        lt(syncedTransactionEvents.createdAt, input.to),
      ),
    )
    .orderBy(desc(syncedTransactionEvents.createdAt), desc(syncedTransactionEvents.id))
    .limit(Math.min(input.limit ?? 1000, 1000));
}
