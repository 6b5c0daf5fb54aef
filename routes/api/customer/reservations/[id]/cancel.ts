import { z } from "zod";
import { endpoint } from "@/define.ts";
import {
  cancelReservation,
  customerScope,
  reservationJson,
  toReservationJson,
} from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postCancel = endpoint({
  method: "POST",
  path: "/api/customer/reservations/{id}/cancel",
  hosts: "customer",
  auth: "customer",
  idempotent: true,
  summary: "Cancel a reservation",
  description: "A running session goes on. Repeating it answers the present state.",
  tags: ["Reservations"],
  request: { params: z.object({ id: z.coerce.number().int().positive() }) },
  responses: {
    200: { description: "The reservation as it is now", schema: reservationJson },
    404: { description: "Missing, or not yours" },
  },
}, async ({ ctx, params, services, state }) => {
  const scope = await customerScope(ctx, state.session!.userId);
  return toReservationJson(
    await cancelReservation(ctx, { id: params.id, scope, steve: services.steve }),
  );
});

export const handler = handlers(postCancel);
