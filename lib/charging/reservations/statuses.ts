import { invalid } from "@/lib/platform/errors.ts";

/** Every status of a reservation, in the order of its life. */
export const RESERVATION_STATUSES = [
  "pending",
  "confirmed",
  "active",
  "completed",
  "expired",
  "cancelled",
  "rejected",
] as const;
export type ReservationStatus = typeof RESERVATION_STATUSES[number];

/** Those that hold their connector; the database lets no two of them overlap. */
export const LIVE_STATUSES = [
  "pending",
  "confirmed",
  "active",
] as const satisfies readonly ReservationStatus[];

export const isLiveStatus = (status: ReservationStatus) =>
  (LIVE_STATUSES as readonly ReservationStatus[]).includes(status);

/**
 * Reads a comma list of statuses; an empty text means all of them.
 * @throws AppError `invalid` (code `unknown_status`) whose `details.allowed` is the list
 */
export function parseStatuses(text: string): ReservationStatus[] {
  const words = text.split(",").map((word) => word.trim().toLowerCase()).filter(Boolean);
  const unknown = words.filter((word) => !RESERVATION_STATUSES.some((status) => status === word));
  if (unknown.length > 0) {
    throw invalid(`Unknown status. Use any of: ${RESERVATION_STATUSES.join(", ")}.`, {
      code: "unknown_status",
      details: { allowed: [...RESERVATION_STATUSES] },
    });
  }
  return RESERVATION_STATUSES.filter((status) => words.includes(status));
}
