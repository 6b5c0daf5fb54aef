import { z } from "zod";
import { endpoint } from "@/define.ts";
import {
  cancelReservation,
  customerScope,
  getReservation,
  reservationJson,
  toReservationJson,
} from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const path = "/api/customer/reservations/{id}";
const params = z.object({ id: z.coerce.number().int().positive() });

const getOne = endpoint({
  method: "GET",
  path,
  hosts: "customer",
  auth: "customer",
  summary: "One of your reservations",
  tags: ["Reservations"],
  request: { params },
  responses: {
    200: { description: "The reservation", schema: reservationJson },
    404: { description: "Missing, or not yours" },
  },
}, async ({ ctx, params, state }) => {
  const scope = await customerScope(ctx, state.session!.userId);
  return toReservationJson(await getReservation(ctx, { id: params.id, scope }));
});

const deleteOne = endpoint({
  method: "DELETE",
  path,
  hosts: "customer",
  auth: "customer",
  idempotent: true,
  summary: "Cancel a reservation",
  description: "The same as POST …/cancel. Repeating it answers the present state.",
  tags: ["Reservations"],
  request: { params },
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

export const handler = handlers(getOne, deleteOne);
