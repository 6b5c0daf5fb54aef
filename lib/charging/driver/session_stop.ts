import { type Ctx } from "@/lib/platform/context.ts";
import { AppError, notFound, upstream } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { SteveClient } from "@/lib/steve/mod.ts";
import { customerScope } from "../customer_scope.ts";
import { getSession } from "../get_session.ts";
import type { SessionView } from "../session_view.ts";
import { requireCapability } from "./capability.ts";
import { openOperation, type Reply } from "./operation_log.ts";
import { sendOperation } from "./send_operation.ts";

export interface SessionStopInput {
  userId: string;
  steve: SteveClient | null;
  /** SteVe's transaction id. */
  transactionId: number;
  /** How long to wait for the station's answer; default 8,000 ms. */
  waitMs?: number;
}

export interface SessionStop {
  transactionId: number;
  /** `ended`: it had ended before. `stopping`: the station agreed. `pending`: it has not answered yet. */
  state: "ended" | "stopping" | "pending";
  /** Null when nothing had to be asked. */
  operationId: number | null;
}

/** The contract's sentence for a stop that SteVe or the station refuses. */
export const STOP_FAILED = msg("Charger could not stop the session. Please try again.");

/**
 * Asks the charger to end one of the driver's sessions. A session that has ended already is answered with
 * its state; a stop pressed twice is sent once.
 * @throws AppError `forbidden` (`account_inactive`), `not_found`, `upstream` (`stop_failed`)
 */
export async function sessionStop(ctx: Ctx, input: SessionStopInput): Promise<SessionStop> {
  const { userId, transactionId } = input;
  const session = await ownSession(ctx, input);
  if (!session.isLive) return { transactionId, state: "ended", operationId: null };
  requireCapability(await customerScope(ctx, userId), "stop");
  const { operationId, reply } = await requestStop(ctx, { ...input, session });
  if (reply === "accepted" || reply === "unknown") {
    return { transactionId, state: reply === "accepted" ? "stopping" : "pending", operationId };
  }
  const { isLive } = await ownSession(ctx, input);
  if (!isLive) return { transactionId, state: "ended", operationId };
  throw upstream(STOP_FAILED, {
    code: "stop_failed",
    details: { operationId, reason: reply === "offline" ? "charger_offline" : reply },
  });
}

/**
 * Records the wish and sends the stop of a session that runs, whoever has checked that it may be sent.
 * @returns the operation and what became of it; a repeat tells what is known of the first
 */
export async function requestStop(
  ctx: Ctx,
  input: Omit<SessionStopInput, "transactionId"> & {
    session: Pick<SessionView, "chargeBoxId" | "connectorId" | "steveTransactionId" | "mappingId">;
  },
): Promise<{ operationId: number; reply: Reply }> {
  const { session, userId, steve, waitMs } = input;
  const { row, isRepeat } = await openOperation(ctx, {
    name: "RemoteStopTransaction",
    chargeBoxId: session.chargeBoxId,
    userId,
    params: {
      connectorId: session.connectorId,
      mappingId: session.mappingId,
      transactionId: session.steveTransactionId,
    },
    audit: {
      event: "customer.charge.stop",
      subject: `session:${session.steveTransactionId}`,
      metadata: { chargeBoxId: session.chargeBoxId },
    },
  });
  if (isRepeat) {
    return {
      operationId: row.id,
      reply: row.ocppTaskStatus === "Accepted" ? "accepted" : "unknown",
    };
  }
  const reply = await sendOperation(ctx, {
    steve,
    row,
    name: "RemoteStopTransaction",
    body: { transactionId: session.steveTransactionId },
    waitMs,
  });
  return { operationId: row.id, reply };
}

async function ownSession(ctx: Ctx, { userId, transactionId }: SessionStopInput) {
  try {
    return (await getSession(ctx, { by: { transactionId }, userId })).session;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") {
      throw notFound(msg("Session not found"));
    }
    throw error;
  }
}
