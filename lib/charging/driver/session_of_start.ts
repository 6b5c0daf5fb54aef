import { and, asc, eq, gte, isNull, or, sql } from "drizzle-orm";
import { chargerOperationLog, chargingSessions, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { operationParams, type OperationRow, resultOf } from "./operation_log.ts";

/** How far a station's clock may be behind ours, in ms, for its start to count as after the wish. */
const CLOCK_SKEW_MS = 15 * 60_000;

/**
 * The session a start became: the first on that charger (and connector, where one was chosen) with that
 * card, first heard of after the wish by our clock, which still runs or began after it by the station's.
 * What was once seen running stays the one, however wrong the station's clock is when it has ended.
 */
export async function sessionOfStart(
  ctx: Ctx,
  row: Pick<
    OperationRow,
    "id" | "chargeBoxId" | "params" | "createdAt" | "requestedByUserId" | "result"
  >,
): Promise<{ id: number; transactionId: number; isLive: boolean } | null> {
  const { connectorId, mappingId } = operationParams.parse(row.params);
  if (mappingId === null || row.requestedByUserId === null) return null;
  const c = chargingSessions;
  const seenAs = resultOf(row)?.startedAs;
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
      seenAs === undefined ? undefined : eq(c.id, seenAs),
    ),
  )).orderBy(asc(c.id)).limit(1);
  if (!found) return null;
  const isLive = found.stoppedAt === null;
  if (isLive && seenAs !== found.id) await noteSeen(ctx, row.id, found.id);
  return { id: found.id, transactionId: found.transactionId, isLive };
}

async function noteSeen(ctx: Ctx, operationId: number, sessionId: number): Promise<void> {
  const o = chargerOperationLog;
  await ctx.db.update(o).set({
    result: sql`coalesce(${o.result}, '{}'::jsonb) || ${
      JSON.stringify({ startedAs: sessionId })
    }::jsonb`,
  }).where(eq(o.id, operationId));
}
