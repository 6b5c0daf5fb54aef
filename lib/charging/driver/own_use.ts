import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { chargingSessions, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { STUCK_MS } from "../session_flags.ts";

/** SteVe's transaction ids of the driver's sessions that run at a charger, by connector. */
export async function ownSessionsAt(
  ctx: Ctx,
  input: { userId: string; chargeBoxId: string },
): Promise<Map<number, number>> {
  const s = chargingSessions;
  const rows = await ctx.db.select({
    connectorId: s.connectorId,
    transactionId: s.steveTransactionId,
  }).from(s).innerJoin(userMappings, eq(userMappings.id, s.mappingId)).where(and(
    eq(userMappings.userId, input.userId),
    eq(s.chargeBoxId, input.chargeBoxId),
    isNull(s.stoppedAt),
    // As for everybody: a stuck transaction does not occupy its connector for ever.
    sql`${s.lastHeardAt} > ${new Date(ctx.clock.nowMs() - STUCK_MS).toISOString()}::timestamptz`,
  )).orderBy(desc(s.startedAt), desc(s.id));
  // The newest of a connector is the one that the charger's views name.
  return new Map(rows.toReversed().map((row) => [row.connectorId, row.transactionId]));
}
