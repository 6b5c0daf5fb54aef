import { and, eq, inArray } from "drizzle-orm";
import { chargerOperationLog, chargers, chargingSessions } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { SteveClient } from "@/lib/steve/mod.ts";
import { lookAtSteve } from "./look_at_steve.ts";
import { START_WINDOW_MS } from "./open_starts.ts";
import { operationParams, type OperationRow, resultOf } from "./operation_log.ts";
import { START_FAILED } from "./remote_start.ts";
import { sessionOfStart } from "./session_of_start.ts";
import { STOP_FAILED } from "./session_stop.ts";

/** A stop that has not ended the session after this long was not heeded, in ms. */
export const STOP_WINDOW_MS = 90_000;

/** SteVe is not asked any more about an operation this old, in ms; the sync goes on finding its session. */
const LATE_MS = 3_600_000;

export type ProgressState =
  | "pending"
  | "accepted"
  | "started"
  | "stopped"
  | "refused"
  | "timed_out";

export interface OperationProgress {
  id: number;
  kind: "start" | "stop";
  state: ProgressState;
  /** What it means and what to do; English, marked for translation. */
  message: string;
  chargeBoxId: string;
  chargerName: string;
  connectorId: number | null;
  cardId: number | null;
  /** SteVe's transaction id: of the session that began, or that is to end. */
  transactionId: number | null;
  requestedAt: Date;
  /** When it counts as timed out. */
  givesUpAt: Date;
}

const NAMES = ["RemoteStartTransaction", "RemoteStopTransaction"];

/**
 * What became of a start or stop that this driver asked for. While it is open SteVe is asked too, so that
 * a session shows within seconds of its beginning.
 * @throws AppError `not_found` when there is none, or it is not theirs
 */
export async function operationProgress(
  ctx: Ctx,
  input: { userId: string; steve: SteveClient | null; id: number },
): Promise<OperationProgress> {
  const { row, chargerName } = await load(ctx, input);
  const params = operationParams.parse(row.params);
  const kind = row.operation === "RemoteStartTransaction" ? "start" : "stop";
  const givesUpAt = new Date(
    row.createdAt.getTime() + (kind === "start" ? START_WINDOW_MS : STOP_WINDOW_MS),
  );
  const settled = await settle(ctx, input.steve, row);
  return {
    id: row.id,
    kind,
    state: settled.state,
    message: messageOfProgress(kind, settled.state, row),
    chargeBoxId: row.chargeBoxId,
    chargerName: chargerName ?? row.chargeBoxId,
    connectorId: params.connectorId,
    cardId: params.mappingId,
    transactionId: settled.transactionId,
    requestedAt: row.createdAt,
    givesUpAt,
  };
}

async function settle(
  ctx: Ctx,
  steve: SteveClient | null,
  row: OperationRow,
): Promise<{ state: ProgressState; transactionId: number | null }> {
  const seen = await outcomeHere(ctx, row);
  if (seen.isOver) return seen;
  const isOpen = stateOfRow(row, ctx.clock.nowMs());
  const isLongGone = ctx.clock.nowMs() - row.createdAt.getTime() > LATE_MS;
  if (isOpen === "refused" || isLongGone) {
    return { state: isOpen, transactionId: seen.transactionId };
  }
  const { hasStopped } = await lookAtSteve(ctx, steve, row);
  if (hasStopped) return { state: "stopped", transactionId: seen.transactionId };
  const { row: fresh } = await loadRow(ctx, row.id);
  const now = await outcomeHere(ctx, fresh);
  if (now.isOver) return now;
  return { state: stateOfRow(fresh, ctx.clock.nowMs()), transactionId: now.transactionId };
}

/** What our own sessions say of it. */
async function outcomeHere(
  ctx: Ctx,
  row: OperationRow,
): Promise<{ isOver: boolean; state: ProgressState; transactionId: number | null }> {
  if (row.operation === "RemoteStartTransaction") {
    const session = await sessionOfStart(ctx, row);
    return {
      isOver: session !== null,
      state: "started",
      transactionId: session?.transactionId ?? null,
    };
  }
  const { transactionId } = operationParams.parse(row.params);
  const [session] = await ctx.db.select({ stoppedAt: chargingSessions.stoppedAt })
    .from(chargingSessions).where(and(
      eq(chargingSessions.steveInstance, ctx.config.STEVE_INSTANCE),
      eq(chargingSessions.steveTransactionId, transactionId ?? -1),
    ));
  const isOver = session?.stoppedAt != null || resultOf(row)?.hasEnded === true;
  return { isOver, state: "stopped", transactionId };
}

/** What the row alone says at `nowMs`. Pure. */
export function stateOfRow(
  row: Pick<OperationRow, "operation" | "status" | "ocppTaskStatus" | "createdAt">,
  nowMs: number,
): "pending" | "accepted" | "refused" | "timed_out" {
  const isRefused = row.status === "failed" ||
    (row.ocppTaskStatus !== null && row.ocppTaskStatus !== "Accepted");
  if (isRefused) return "refused";
  const windowMs = row.operation === "RemoteStartTransaction" ? START_WINDOW_MS : STOP_WINDOW_MS;
  if (nowMs - row.createdAt.getTime() >= windowMs) return "timed_out";
  return row.ocppTaskStatus === "Accepted" ? "accepted" : "pending";
}

const START_TEXTS: Record<ProgressState, string> = {
  pending: msg("The charger has not answered yet. Plug in if you have not."),
  accepted: msg("Plug in now. Charging begins by itself."),
  started: msg("Charging has begun."),
  stopped: msg("Charging has stopped."),
  refused: START_FAILED,
  timed_out: msg("No charge began. Plug the cable in at both ends, then try again."),
};
/** What to do while a start is open; English, marked for translation. */
export const startMessage = (state: "pending" | "accepted"): string => START_TEXTS[state];

const STOP_TEXTS: Record<ProgressState, string> = {
  pending: msg("The charger has not answered yet."),
  accepted: msg("The charger is stopping."),
  started: msg("Charging has begun."),
  stopped: msg("Charging has stopped."),
  refused: STOP_FAILED,
  timed_out: msg("The charger has not stopped. Try again, or stop at the charger."),
};
/** What SteVe says of the card (its authorisation status), in the driver's words. */
const CARD_REFUSALS: Record<string, string> = {
  ConcurrentTx: msg("This card is charging already. Stop that charge, or choose another card."),
  Blocked: msg("This card is blocked. Choose another card, or ask your operator."),
  Expired: msg("This card has expired. Choose another card, or ask your operator."),
};
const OFFLINE = msg("The charger is offline. Try again later, or use another one.");

function messageOfProgress(
  kind: "start" | "stop",
  state: ProgressState,
  row: Pick<OperationRow, "result">,
): string {
  if (state === "refused" && resultOf(row)?.reply === "offline") return OFFLINE;
  const ofCard = /status: (\w+)/.exec(resultOf(row)?.reason ?? "")?.[1];
  if (kind === "start" && state === "refused" && ofCard && CARD_REFUSALS[ofCard]) {
    return CARD_REFUSALS[ofCard];
  }
  return (kind === "start" ? START_TEXTS : STOP_TEXTS)[state];
}

async function load(ctx: Ctx, input: { userId: string; id: number }) {
  const found = await loadRow(ctx, Number.isSafeInteger(input.id) ? input.id : -1)
    .catch(() => null);
  if (!found || found.row.requestedByUserId !== input.userId) throw missing();
  return found;
}

async function loadRow(ctx: Ctx, id: number) {
  const o = chargerOperationLog;
  const [found] = await ctx.db.select({ row: o, chargerName: chargers.friendlyName }).from(o)
    .leftJoin(chargers, eq(chargers.chargeBoxId, o.chargeBoxId))
    .where(and(eq(o.id, id), inArray(o.operation, NAMES)));
  if (!found) throw missing();
  return found;
}

const missing = () => notFound(msg("There is no such operation."));
