import { z } from "zod";
import { endpoint } from "@/define.ts";
import {
  checkAvailability,
  conflictJson,
  customerScope,
  PAGE_LIMITS,
  reservationWindow,
  toAvailabilityJson,
  WINDOW_REFUSALS,
  windowJson,
  type WindowRefusal,
} from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const getAvailability = endpoint({
  method: "GET",
  path: "/api/customer/reservations/availability",
  hosts: "customer",
  auth: "customer",
  summary: "Whether a connector is free in a window",
  description: "By its limits and the calendar; the database decides when it is reserved.",
  tags: ["Reservations"],
  request: {
    query: z.object({
      chargeBoxId: z.string().min(1).max(255),
      connectorId: z.coerce.number().int().min(1).max(1_000),
      ...reservationWindow,
      limits: z.literal("form").optional().describe(
        "`form`: also by the limits of the app's own form, which the API does not have",
      ),
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
        refusal: z.enum(Object.keys(WINDOW_REFUSALS) as [WindowRefusal, ...WindowRefusal[]])
          .nullable().describe("Why the window cannot be reserved, whatever the calendar says"),
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
  const limits = query.limits && PAGE_LIMITS;
  return toAvailabilityJson(await checkAvailability(ctx, { ...query, limits, scope }));
});

export const handler = handlers(getAvailability);
