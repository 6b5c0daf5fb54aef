import { and, asc, eq, gte, isNull, or } from "drizzle-orm";
import { chargingSessions, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { operationParams, type OperationRow } from "./operation_log.ts";

/** How far a station's clock may be behind ours, in ms, for its start to count as after the wish. */
const CLOCK_SKEW_MS = 15 * 60_000;

/**
 * The session a start became: the first on that charger (and connector, where one was chosen) with that
 * card, first heard of after the wish by our clock, which still runs or began after it by the station's.
 */
export async function sessionOfStart(
  ctx: Ctx,
  row: Pick<OperationRow, "chargeBoxId" | "params" | "createdAt" | "requestedByUserId">,
): Promise<{ id: number; transactionId: number; isLive: boolean } | null> {
  const { connectorId, mappingId } = operationParams.parse(row.params);
  if (mappingId === null || row.requestedByUserId === null) return null;
  const c = chargingSessions;
  const [found] = await ctx.db.select({
    id: c.id,
    transactionId: c.steveTransactionId,
    stoppedAt: c.stoppedAt,
  }).from(c).innerJoin(userMappings, eq(userMappings.id, c.mappingId)).where(and(
    eq(c.mappingId, mappingId),
    // A card that changed hands meanwhile tells its former owner nothing.
    eq(userMappings.userId, row.requestedByUserId),
    eq(c.chargeBoxId, row.chargeBoxId),
    connectorId === null ? undefined : eq(c.connectorId, connectorId),
    gte(c.createdAt, row.createdAt),
    or(
      isNull(c.stoppedAt),
      gte(c.startedAt, new Date(row.createdAt.getTime() - CLOCK_SKEW_MS)),
    ),
  )).orderBy(asc(c.id)).limit(1);
  return found
    ? { id: found.id, transactionId: found.transactionId, isLive: found.stoppedAt === null }
    : null;
}
