import { HttpFailure } from "@/lib/platform/http_failure.ts";
import type { SteveClient, SteveReservation } from "@/lib/steve/mod.ts";
import type { ReservationRow } from "./hold_log.ts";

/** SteVe keeps times to the second. */
const SAME_INSTANT_MS = 1_500;
const STANDING = new Set(["WAITING", "ACCEPTED"]);

/**
 * What SteVe itself knows of the hold of a reservation. Upstream SteVe lists no reservations
 * (spec/steve-and-lago.md 9): then `isTold` is false and nothing follows from the null.
 * @throws HttpFailure, SteveMisconfigured when SteVe cannot be asked
 */
export async function findHold(
  steve: SteveClient,
  reservation: ReservationRow,
): Promise<{ isTold: boolean; hold: SteveReservation | null }> {
  try {
    const { rows } = await steve.listReservations();
    return { isTold: true, hold: rows.find((row) => isThis(row, reservation)) ?? null };
  } catch (error) {
    if (error instanceof HttpFailure && error.kind === "status" && error.status === 404) {
      return { isTold: false, hold: null };
    }
    throw error;
  }
}

function isThis(row: SteveReservation, reservation: ReservationRow): boolean {
  if (row.id === reservation.steveReservationId) return STANDING.has(row.status);
  return STANDING.has(row.status) &&
    row.chargeBoxId.toLowerCase() === reservation.chargeBoxId.toLowerCase() &&
    row.connectorId === reservation.connectorId &&
    row.idTag?.toLowerCase() === reservation.idTag?.toLowerCase() &&
    row.expiresAt !== null &&
    Math.abs(row.expiresAt.getTime() - reservation.endAt.getTime()) < SAME_INSTANT_MS;
}
