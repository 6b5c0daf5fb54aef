import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { reservations, userMappings } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { atMost } from "@/lib/platform/at_most.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import type { SteveClient } from "@/lib/steve/mod.ts";
import type { CustomerScope } from "../customer_scope.ts";
import { getReservation } from "./get_reservation.ts";
import { releaseHold } from "./release_hold.ts";
import type { ReservationView } from "./reservation_view.ts";
import { LIVE_STATUSES } from "./statuses.ts";

/** How long a driver waits for the station; SteVe itself may take 30 s, and the resolver looks again. */
const PATIENCE_MS = 5_000;

/**
 * Cancels a reservation and tells the station where it holds the connector. Repeating it, or cancelling
 * what is over, changes nothing and answers the present state. A running session goes on.
 * @throws AppError `not_found` when missing or not owned
 */
export async function cancelReservation(
  ctx: Ctx,
  input: {
    id: number;
    scope: Pick<CustomerScope, "mappingIds">;
    steve: SteveClient | null;
    patienceMs?: number;
  },
): Promise<ReservationView> {
  const before = await getReservation(ctx, input);
  const isMine = await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.update(reservations)
      .set({ status: "cancelled", cancelledAt: ctx.clock.now(), updatedAt: ctx.clock.now() })
      .where(and(
        eq(reservations.id, input.id),
        inArray(reservations.mappingId, input.scope.mappingIds),
        inArray(reservations.status, [...LIVE_STATUSES]),
      )).returning({ id: reservations.id });
    if (!row) return false;
    await recordAudit(tx, {
      event: "reservation.cancelled",
      subject: `reservation:${input.id}`,
      metadata: { chargeBoxId: before.chargeBoxId, was: before.status },
    });
    await tx.events.publish(tx.db, "charger.status", { chargeBoxIds: [before.chargeBoxId] });
    return true;
  });
  if (isMine && input.steve) await releaseSoon(ctx, input.steve, input);
  return await getReservation(ctx, input);
}

/** Waits a little for the station; what takes longer goes on by itself and is seen to by the resolver. */
async function releaseSoon(
  ctx: Ctx,
  steve: SteveClient,
  { id, patienceMs = PATIENCE_MS }: { id: number; patienceMs?: number },
): Promise<void> {
  const released = releaseHold(ctx, { steve, id }).catch((error) => {
    ctx.log.error("A hold could not be given back.", { reservation: id, error });
  });
  await atMost(released, patienceMs);
}

/**
 * Cancels the reservations to come of a customer who has no active card left; with an active card it
 * does nothing. Joins the caller's transaction. Stations that hold a connector are told by the
 * resolver.
 * @returns ids of what was cancelled
 */
export async function cancelFutureOfCustomer(
  ctx: Ctx,
  input: { userId: string },
): Promise<number[]> {
  const now = ctx.clock.now();
  const cards = ctx.db.select({ id: userMappings.id }).from(userMappings)
    .where(eq(userMappings.userId, input.userId));
  const rows = await ctx.db.update(reservations)
    .set({ status: "cancelled", cancelledAt: now, updatedAt: now })
    .where(and(
      inArray(reservations.mappingId, cards),
      inArray(reservations.status, [...LIVE_STATUSES]),
      gt(reservations.startAt, now),
      sql`not exists (select 1 from user_mappings m where m.user_id = ${input.userId} and m.is_active)`,
    )).returning({ id: reservations.id, chargeBoxId: reservations.chargeBoxId });
  for (const { id, chargeBoxId } of rows) {
    await recordAudit(ctx, {
      event: "reservation.cancelled",
      subject: `reservation:${id}`,
      metadata: { chargeBoxId, reason: "no_active_card" },
    });
  }
  return rows.map((row) => row.id);
}
