import { and, desc, eq, gt, or, sql } from "drizzle-orm";
import { chargerOperationLog } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SteveClient } from "@/lib/steve/mod.ts";
import { type OperationProgress, operationProgress, STOP_WINDOW_MS } from "./operation_progress.ts";

/** After so long, in ms, a stop that was asked for is no longer news. */
const NEWS_MS = 2 * STOP_WINDOW_MS;

/**
 * What became of the latest stop that the driver asked for a session. Null when there was none lately, unless
 * it ended the transaction: that stays true however long our own session takes to hear of it.
 */
export async function stopProgress(
  ctx: Ctx,
  input: {
    userId: string;
    steve: SteveClient | null;
    /** The station of the session: its operations are found by index. */
    chargeBoxId: string;
    transactionId: number;
  },
): Promise<OperationProgress | null> {
  const o = chargerOperationLog;
  const [latest] = await ctx.db.select({ id: o.id }).from(o).where(and(
    eq(o.chargeBoxId, input.chargeBoxId),
    eq(o.requestedByUserId, input.userId),
    eq(o.operation, "RemoteStopTransaction"),
    or(
      gt(o.createdAt, new Date(ctx.clock.nowMs() - NEWS_MS)),
      sql`(${o.result} ->> 'hasEnded')::boolean`,
    ),
    sql`(${o.params} ->> 'transactionId')::bigint = ${input.transactionId}`,
  )).orderBy(desc(o.id)).limit(1);
  return latest ? await operationProgress(ctx, { ...input, id: latest.id }) : null;
}
