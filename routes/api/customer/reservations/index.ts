import { z } from "zod";
import { endpoint } from "@/define.ts";
import {
  cardOf,
  conflictJson,
  createReservation,
  createReservationBody,
  customerScope,
  listReservations,
  parseStatuses,
  ReservationConflict,
  reservationJson,
  toAvailabilityJson,
  toReservationJson,
  windowJson,
} from "@/lib/charging/mod.ts";
import { handlers, reply } from "@/lib/web/mod.ts";

const several = z.union([z.string(), z.array(z.string())]);

const getReservations = endpoint({
  method: "GET",
  path: "/api/customer/reservations",
  hosts: "customer",
  auth: "customer",
  summary: "Your reservations",
  description: "Newest first; with `upcoming=true` those that end in the future, soonest first.",
  tags: ["Reservations"],
  request: {
    query: z.object({
      status: several.optional().describe("Comma list of statuses"),
      upcoming: z.enum(["true", "false"]).optional(),
      limit: z.coerce.number().int().catch(50).default(50).describe("1 to 500, clamped"),
      skip: z.coerce.number().int().min(0).max(1_000_000).catch(0).default(0),
    }),
  },
  responses: {
    200: {
      description: "One page",
      schema: z.object({ reservations: z.array(reservationJson), hasMore: z.boolean() }),
    },
    400: { description: "Unknown status; `details.allowed` lists the known ones" },
  },
}, async ({ ctx, query, state }) => {
  const statuses = parseStatuses([query.status ?? []].flat().join(","));
  const { reservations, hasMore } = await listReservations(ctx, {
    scope: await customerScope(ctx, state.session!.userId),
    statuses,
    isUpcoming: query.upcoming === "true",
    limit: query.limit,
    skip: query.skip,
  });
  return { reservations: reservations.map(toReservationJson), hasMore };
});

const postReservation = endpoint({
  method: "POST",
  path: "/api/customer/reservations",
  hosts: "customer",
  auth: "customer",
  idempotent: true,
  summary: "Reserve a connector",
  tags: ["Reservations"],
  request: { body: createReservationBody },
  responses: {
    201: { description: "It is reserved", schema: reservationJson },
    400: { description: "The body or its window is wrong" },
    403: { description: "Account inactive" },
    404: { description: "Card, charger or connector not found" },
    409: {
      description: "The window is taken; at most two others are suggested",
      schema: z.object({
        error: z.string(),
        code: z.string(),
        conflicts: z.array(conflictJson),
        suggestions: z.array(windowJson),
      }),
    },
  },
}, async ({ ctx, body, state }) => {
  try {
    const scope = await customerScope(ctx, state.session!.userId);
    const made = await createReservation(ctx, { ...body, scope, card: cardOf(body) });
    const location = `/api/customer/reservations/${made.id}`;
    return reply(201, toReservationJson(made), { location });
  } catch (error) {
    if (!(error instanceof ReservationConflict)) throw error;
    const { conflicts, suggestions } = toAvailabilityJson(error.availability);
    return reply(409, { error: error.message, code: error.code, conflicts, suggestions });
  }
});

export const handler = handlers(getReservations, postReservation);
