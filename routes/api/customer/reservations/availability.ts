import { z } from "zod";
import { endpoint } from "@/define.ts";
import {
  checkAvailability,
  conflictJson,
  customerScope,
  reservationWindow,
  toAvailabilityJson,
  windowJson,
} from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const getAvailability = endpoint({
  method: "GET",
  path: "/api/customer/reservations/availability",
  hosts: "customer",
  auth: "customer",
  summary: "Whether a connector is free in a window",
  description: "By the calendar only; the database decides when it is reserved.",
  tags: ["Reservations"],
  request: {
    query: z.object({
      chargeBoxId: z.string().min(1).max(255),
      connectorId: z.coerce.number().int().min(1).max(1_000),
      ...reservationWindow,
    }).refine((query) => query.endAt > query.startAt, {
      path: ["endAt"],
      message: "The end must be after the start.",
    }),
  },
  responses: {
    200: {
      description: "What is in the way, and what to take instead",
      schema: z.object({
        isFree: z.boolean(),
        conflicts: z.array(conflictJson),
        suggestions: z.array(windowJson),
        freeConnectors: z.array(z.number().int())
          .describe("Other connectors of the charger that are free in this window, at most four"),
      }),
    },
    400: { description: "The window is wrong" },
  },
}, async ({ ctx, query, state }) => {
  const scope = await customerScope(ctx, state.session!.userId);
  return toAvailabilityJson(await checkAvailability(ctx, { ...query, scope }));
});

export const handler = handlers(getAvailability);
