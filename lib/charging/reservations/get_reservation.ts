import { and, eq, inArray } from "drizzle-orm";
import { chargers, reservations, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { CustomerScope } from "../customer_scope.ts";
import { describeReservation, type ReservationView, viewColumns } from "./reservation_view.ts";

/** The answer for a reservation that is missing or somebody else's: the same words. */
export const reservationNotFound = () => notFound(msg("Reservation not found"));

/**
 * One reservation of the scope.
 * @throws AppError `not_found` when missing or not owned
 */
export async function getReservation(
  ctx: Ctx,
  input: { id: number; scope: Pick<CustomerScope, "mappingIds"> },
): Promise<ReservationView> {
  const { mappingIds } = input.scope;
  if (mappingIds.length === 0 || !Number.isSafeInteger(input.id)) throw reservationNotFound();
  const now = ctx.clock.now();
  const [row] = await ctx.db.select(viewColumns(now)).from(reservations)
    .leftJoin(userMappings, eq(userMappings.id, reservations.mappingId))
    .leftJoin(chargers, eq(chargers.chargeBoxId, reservations.chargeBoxId))
    .where(and(eq(reservations.id, input.id), inArray(reservations.mappingId, mappingIds)));
  if (!row) throw reservationNotFound();
  return describeReservation(row, now);
}
