import { z } from "zod";
import { endpoint } from "@/define.ts";
import { unwatchCharger, watchCharger } from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const params = z.object({ id: z.string().min(1).max(255) });
const about = {
  path: "/api/customer/chargers/{id}/watch",
  hosts: "customer" as const,
  auth: "customer" as const,
  tags: ["Chargers"],
  request: { params },
};

const putWatch = endpoint({
  ...about,
  method: "PUT",
  summary: "Be told once when a charger is free again; `id` is its charge box id or public id",
  description: "The wait ends with the notice or after twelve hours. A repeat keeps it as it is.",
  responses: {
    200: {
      description: "The driver waits",
      schema: z.object({ chargeBoxId: z.string(), expiresAt: z.iso.datetime() }),
    },
    404: { description: "No such charger" },
    409: { description: "Too many waits" },
  },
}, async ({ ctx, params, state }) => {
  const watch = await watchCharger(ctx, {
    userId: state.session!.userId,
    chargerId: params.id,
  });
  return { ...watch, expiresAt: watch.expiresAt.toISOString() };
});

const deleteWatch = endpoint({
  ...about,
  method: "DELETE",
  summary: "Wait for a charger no longer",
  responses: { 204: { description: "Nobody waits" }, 404: { description: "No such charger" } },
}, async ({ ctx, params, state }) => {
  await unwatchCharger(ctx, { userId: state.session!.userId, chargerId: params.id });
});

export const handler = handlers(putWatch, deleteWatch);
