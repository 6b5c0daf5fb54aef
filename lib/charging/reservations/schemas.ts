import { z } from "zod";
import type { Availability, Conflict } from "./availability.ts";
import type { ReservationView } from "./reservation_view.ts";
import { RESERVATION_STATUSES } from "./statuses.ts";
import type { Window } from "./suggest_windows.ts";

const instant = z.iso.datetime({ offset: true });

/** A reservation on the wire; instants are ISO 8601 in UTC. */
export const reservationJson = z.object({
  id: z.number().int(),
  chargeBoxId: z.string(),
  chargerName: z.string(),
  connectorId: z.number().int(),
  mappingId: z.number().int().nullable(),
  ocppTagPk: z.number().int().nullable(),
  cardName: z.string(),
  startAt: instant,
  endAt: instant,
  status: z.enum(RESERVATION_STATUSES),
  isHeldAtCharger: z.boolean().describe(
    "True while the station itself keeps other cards away; false: the calendar alone does",
  ),
  canCancel: z.boolean(),
  cancelledAt: instant.nullable(),
  createdAt: instant,
});

export const windowJson = z.object({ startAt: instant, endAt: instant });

export const conflictJson = windowJson.extend({
  id: z.number().int().nullable().describe("Null when it is somebody else's"),
  chargeBoxId: z.string(),
  connectorId: z.number().int(),
  status: z.enum(RESERVATION_STATUSES),
  isOwn: z.boolean(),
});

const storable = instant.transform((text) => new Date(text)).refine(
  isStorable,
  "Use a nearer time.",
);

/** The two ends of a window as a request gives them. */
export const reservationWindow = { startAt: storable, endAt: storable };

/** Body of POST: the card by SteVe's key of its tag, or by our own id. */
export const createReservationBody = z.strictObject({
  chargeBoxId: z.string().trim().min(1).max(255),
  connectorId: z.number().int().min(1).max(1_000),
  ocppTagPk: z.number().int().positive().max(2_147_483_647).optional(),
  mappingId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  ...reservationWindow,
}).refine((body) => (body.ocppTagPk === undefined) !== (body.mappingId === undefined), {
  path: ["ocppTagPk"],
  message: "Name one card, by ocppTagPk or by mappingId.",
});

/** Instants between 1970 and 9998: dates, Postgres and calendars around them can hold those. */
function isStorable(at: Date): boolean {
  return at.getTime() >= 0 && at.getTime() < Date.UTC(9999, 0, 1);
}

/** The card of a body that was parsed. */
export function cardOf(
  body: z.output<typeof createReservationBody>,
): { ocppTagPk: number } | { mappingId: number } {
  return body.mappingId === undefined
    ? { ocppTagPk: body.ocppTagPk ?? 0 }
    : { mappingId: body.mappingId };
}

const windowText = ({ startAt, endAt }: Window) => ({
  startAt: startAt.toISOString(),
  endAt: endAt.toISOString(),
});

/** Writes a reservation for the wire. */
export function toReservationJson(view: ReservationView): z.infer<typeof reservationJson> {
  return {
    ...view,
    ...windowText(view),
    cancelledAt: view.cancelledAt?.toISOString() ?? null,
    createdAt: view.createdAt.toISOString(),
  };
}

const toConflictJson = ({ mappingId: _, ...conflict }: Conflict) => ({
  ...conflict,
  ...windowText(conflict),
});

/** Writes whether a window is free, what is in the way and what to take instead. */
export const toAvailabilityJson = (
  { isFree, refusal, conflicts, suggestions, freeConnectors }: Availability,
) => ({
  isFree,
  refusal,
  freeConnectors,
  conflicts: conflicts.map(toConflictJson),
  suggestions: suggestions.map(windowText),
});
