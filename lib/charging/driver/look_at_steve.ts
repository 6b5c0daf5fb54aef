import { and, eq, inArray, isNotNull, lt } from "drizzle-orm";
import { chargerOperationLog, chargingSessions, userMappings } from "@/db/schema/mod.ts";
import { atMost } from "@/lib/platform/at_most.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import type { SteveClient, SteveTransactionId } from "@/lib/steve/mod.ts";
import { upsertSessions } from "../upsert_sessions.ts";
import { operationParams, type OperationRow } from "./operation_log.ts";
import { changeOf, noteOperation } from "./send_operation.ts";

/** However many pages follow an operation, SteVe is asked about it once in this time, in ms. */
export const LOOK_EVERY_MS = 2_000;
const LOOK_WAIT_MS = 2_500;

/**
 * Asks SteVe what became of an operation, instead of waiting for the worker's next round. SteVe being away
 * changes nothing.
 * @returns whether SteVe says that the transaction of a stop has ended
 */
export async function lookAtSteve(
  ctx: Ctx,
  steve: SteveClient | null,
  row: OperationRow,
): Promise<{ hasStopped: boolean }> {
  if (!steve || !await isTurn(ctx, row.id)) return { hasStopped: false };
  const look = async () => {
    await readStationAnswer(ctx, steve, row);
    if (row.operation === "RemoteStopTransaction") return await readStop(ctx, steve, row);
    await pickUpStart(ctx, steve, row);
    return false;
  };
  try {
    const answer = await atMost(look(), LOOK_WAIT_MS);
    return { hasStopped: answer.isDone && answer.value };
  } catch (error) {
    ctx.log.warning("SteVe could not be asked about an operation.", {
      operationId: row.id,
      reason: messageOf(error),
    });
    return { hasStopped: false };
  }
}

async function isTurn(ctx: Ctx, id: number): Promise<boolean> {
  const o = chargerOperationLog;
  const now = ctx.clock.now();
  const taken = await ctx.db.update(o).set({ updatedAt: now }).where(and(
    eq(o.id, id),
    inArray(o.status, ["pending", "submitted"]),
    lt(o.updatedAt, new Date(now.getTime() - LOOK_EVERY_MS + 1)),
  )).returning({ id: o.id });
  return taken.length > 0;
}

/** The answer of a station that was slower than SteVe waits. */
async function readStationAnswer(ctx: Ctx, steve: SteveClient, row: OperationRow): Promise<void> {
  if (row.taskId === null || row.ocppTaskStatus !== null) return;
  const outcome = await steve.getOperationTask(row.taskId, [row.chargeBoxId]);
  if (outcome && outcome.unanswered.length === 0) {
    await noteOperation(ctx, row.id, changeOf(outcome));
  }
}

/** Whether the transaction has ended; kept with the operation, for SteVe is not asked every time. */
async function readStop(ctx: Ctx, steve: SteveClient, row: OperationRow): Promise<boolean> {
  const { transactionId } = operationParams.parse(row.params);
  if (transactionId === null) return false;
  // The id is SteVe's own: it came with the session.
  const { rows } = await steve.findTransactionsByIds([transactionId as SteveTransactionId]);
  const hasEnded = rows.some((one) => one.id === transactionId && one.stoppedAt !== null);
  if (hasEnded) {
    await noteOperation(ctx, row.id, {
      status: "submitted",
      ocppTaskStatus: "Accepted",
      result: { reply: "accepted", hasEnded },
    });
  }
  return hasEnded;
}

/**
 * Takes in the running transaction of a start. Only what is not known yet: a known session's changes are
 * the worker's to take, together with what is billed for them.
 */
async function pickUpStart(ctx: Ctx, steve: SteveClient, row: OperationRow): Promise<void> {
  const { mappingId } = operationParams.parse(row.params);
  const [card] = await ctx.db.select({ idTag: userMappings.steveOcppIdTag }).from(userMappings)
    .where(eq(userMappings.id, mappingId ?? -1));
  if (!card) return;
  const { rows } = await steve.listTransactions({
    type: "ACTIVE",
    chargeBoxIds: [row.chargeBoxId],
    idTags: [card.idTag],
  });
  const active = rows.filter((one) => one.stoppedAt === null && one.idTag !== null);
  if (active.length === 0) return;
  const known = await ctx.db.select({ id: chargingSessions.steveTransactionId })
    .from(chargingSessions).where(and(
      eq(chargingSessions.steveInstance, ctx.config.STEVE_INSTANCE),
      inArray(chargingSessions.steveTransactionId, active.map((one) => one.id as number)),
      // Without a card it is only known from readings.
      isNotNull(chargingSessions.idTag),
    ));
  const knownIds = new Set(known.map((one) => one.id));
  await upsertSessions(
    ctx,
    active.filter((one) => !knownIds.has(one.id))
      .map(({ id, idTag, ...rest }) => ({ ...rest, transactionId: id as number, idTag: idTag! })),
  );
}
