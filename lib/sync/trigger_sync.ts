import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { readState, writeState } from "./state.ts";

export const TRIGGER_CHANNEL = "sync_trigger";
const PENDING = "sync:pending-trigger";

const pendingTrigger = z.object({
  source: z.string(),
  retryOfId: z.number().nullable(),
  atMs: z.number(),
});
export type PendingTrigger = z.infer<typeof pendingTrigger>;

/**
 * Asks the worker for a full run. The wish is stored beside the NOTIFY, so it survives a moment
 * without a leader; it returns as soon as it is stored.
 */
export function triggerSync(
  ctx: Ctx,
  input: { source: string; retryOfId?: number },
): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await writeState(tx, PENDING, {
      source: input.source,
      retryOfId: input.retryOfId ?? null,
      atMs: tx.clock.nowMs(),
    });
    await tx.db.execute(sql`select pg_notify(${TRIGGER_CHANNEL}, ${input.source})`);
  });
}

/** The stored wish for a run, or null. */
export const readPendingTrigger = (ctx: Ctx) => readState(ctx, PENDING, pendingTrigger);

/** Forgets the wish that a run has begun to serve; a newer one stays. */
export async function clearPendingTrigger(ctx: Ctx, served: PendingTrigger): Promise<void> {
  await ctx.db.execute(sql`
    delete from platform_state where key = ${PENDING} and (value->>'atMs')::bigint <= ${served.atMs}`);
}
