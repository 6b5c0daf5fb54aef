import { eq } from "drizzle-orm";
import { reservations } from "@/db/schema/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import type { SteveClient } from "@/lib/steve/mod.ts";
import { decideHold } from "./decide_hold.ts";
import { findHold } from "./find_hold.ts";
import {
  asksOf,
  logAnswer,
  logOperation,
  type ReservationRow,
  setSteveNumber,
  settleAsk,
} from "./hold_log.ts";
import { type HoldAnswer, verdictOfFailure, verdictOfOutcome } from "./hold_verdict.ts";
import { isLiveStatus } from "./statuses.ts";

/**
 * Asks the station to keep the connector for the card until the window ends. The ask is written down
 * first, under a lock of the reservation, so that no second replica sends another one; a restart in
 * between leaves an ask without an answer, which is looked into later.
 * @returns the answer, or null when there was nothing to ask any more
 */
export async function askHold(
  ctx: Ctx,
  input: { steve: SteveClient; id: number },
): Promise<HoldAnswer | null> {
  const claimed = await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(reservations).where(eq(reservations.id, input.id))
      .for("update");
    if (!row?.idTag || !isLiveStatus(row.status)) return null;
    if (decideHold(row, await asksOf(tx, row), ctx.clock.now()) !== "ask") return null;
    return { row, logId: await logOperation(tx, "ReserveNow", row) };
  });
  if (!claimed) return null;
  const { row, logId } = claimed;
  const { answer, taskId } = await send(input.steve, row);
  await logAnswer(ctx, logId, answer, taskId);
  if (answer.verdict === "held") await learnNumber(ctx, input.steve, row);
  return answer;
}

async function send(
  steve: SteveClient,
  row: ReservationRow,
): Promise<{ answer: HoldAnswer; taskId: number | null }> {
  try {
    const outcome = await steve.operation("ReserveNow", {
      chargeBoxIdList: [row.chargeBoxId],
      connectorId: row.connectorId,
      expiry: row.endAt.toISOString(),
      idTag: row.idTag,
    });
    return { answer: verdictOfOutcome(outcome), taskId: outcome.taskId };
  } catch (error) {
    return { answer: verdictOfFailure(error), taskId: null };
  }
}

/**
 * Looks into SteVe's own list whether an ask without an answer holds after all. Where SteVe has no such
 * list it stays unknown, and the reservation stands in our calendar alone.
 */
export async function settleHold(
  ctx: Ctx,
  input: { steve: SteveClient; row: ReservationRow },
): Promise<void> {
  const { steve, row } = input;
  const { isTold, hold } = await findHold(steve, row);
  await settleAsk(ctx, row, hold ? "held" : isTold ? "lost" : "unknown");
  if (hold) await setSteveNumber(ctx, row.id, hold.id);
}

/** SteVe's answer to ReserveNow does not hold its number; without it the hold cannot be given back. */
async function learnNumber(ctx: Ctx, steve: SteveClient, row: ReservationRow): Promise<void> {
  try {
    const { hold } = await findHold(steve, row);
    if (hold) await setSteveNumber(ctx, row.id, hold.id);
  } catch (error) {
    ctx.log.warning("The number of a hold could not be read.", { error: messageOf(error) });
  }
}
