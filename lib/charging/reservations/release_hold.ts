import { eq } from "drizzle-orm";
import { reservations } from "@/db/schema/mod.ts";
import { type Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { HttpFailure } from "@/lib/platform/http_failure.ts";
import { type SteveClient, SteveMisconfigured, SteveRefused } from "@/lib/steve/mod.ts";
import { findHold } from "./find_hold.ts";
import {
  isHeld,
  logAnswer,
  logOperation,
  type ReservationRow,
  setSteveNumber,
} from "./hold_log.ts";
import { isLiveStatus } from "./statuses.ts";

/**
 * Gives the connector of a cancelled or rejected reservation free at its station. Safe to repeat: a
 * hold that SteVe no longer knows counts as given back. Never throws for SteVe: a failure leaves it to
 * the resolver's next look.
 * @returns whether the station keeps nothing for this reservation any more
 */
export async function releaseHold(
  ctx: Ctx,
  input: { steve: SteveClient | null; id: number },
): Promise<boolean> {
  const [row] = await ctx.db.select().from(reservations).where(eq(reservations.id, input.id));
  if (!row || isLiveStatus(row.status) || !await isHeld(ctx, row)) return true;
  if (!input.steve || row.endAt <= ctx.clock.now()) return false;
  try {
    return await release(ctx, input.steve, row);
  } catch (error) {
    if (!(error instanceof HttpFailure) && !(error instanceof SteveMisconfigured)) throw error;
    ctx.log.warning("A hold could not be given back yet.", {
      reservation: row.id,
      error: messageOf(error),
    });
    return false;
  }
}

async function release(ctx: Ctx, steve: SteveClient, row: ReservationRow): Promise<boolean> {
  let number = row.steveReservationId;
  if (number === null) {
    const { isTold, hold } = await findHold(steve, row);
    // Upstream SteVe tells no numbers: the station keeps it until the window ends.
    if (!isTold) return false;
    number = hold?.id ?? null;
  }
  const logId = await logOperation(ctx, "CancelReservation", row);
  const done = async (
    ocppStatus: string | null,
    message?: string,
    taskId: number | null = null,
  ) => {
    await logAnswer(ctx, logId, { verdict: "released", ocppStatus, message }, taskId);
    await setSteveNumber(ctx, row.id, null);
    return true;
  };
  if (number === null) return await done(null, "SteVe knows of no such hold.");
  try {
    const outcome = await steve.operation("CancelReservation", {
      chargeBoxIdList: [row.chargeBoxId],
      reservationId: number,
    });
    const said = outcome.answered[0]?.response;
    if (said === "Accepted") return await done("Accepted", undefined, outcome.taskId);
    // Rejected: the station knows no such reservation.
    if (said === "Rejected") return await done("Rejected", undefined, outcome.taskId);
    const message = outcome.errors[0]?.code ?? "The station has not answered.";
    await logAnswer(
      ctx,
      logId,
      { verdict: "not_released", ocppStatus: null, message },
      outcome.taskId,
    );
    return false;
  } catch (error) {
    if (error instanceof SteveRefused) return await done(null, error.message);
    await logAnswer(
      ctx,
      logId,
      { verdict: "not_released", ocppStatus: null, message: messageOf(error) },
      null,
    );
    throw error;
  }
}
