import { z } from "zod";
import { endpoint } from "@/define.ts";
import { addFavourite, removeFavourite } from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const params = z.object({ id: z.string().min(1).max(255) });
const about = {
  path: "/api/customer/chargers/{id}/favourite",
  hosts: "customer" as const,
  auth: "customer" as const,
  tags: ["Chargers"],
  request: { params },
};

const putFavourite = endpoint(
  {
    ...about,
    method: "PUT",
    summary: "Put a charger among the favourites; `id` is its charge box id or public id",
    responses: {
      200: { description: "It is one", schema: z.object({ chargeBoxId: z.string() }) },
      404: { description: "No such charger" },
      409: { description: "The list is full" },
    },
  },
  ({ ctx, params, state }) =>
    addFavourite(ctx, { userId: state.session!.userId, chargerId: params.id }),
);

const deleteFavourite = endpoint({
  ...about,
  method: "DELETE",
  summary: "Take a charger out of the favourites",
  responses: { 204: { description: "It is none" }, 404: { description: "No such charger" } },
}, async ({ ctx, params, state }) => {
  await removeFavourite(ctx, { userId: state.session!.userId, chargerId: params.id });
});

export const handler = handlers(putFavourite, deleteFavourite);
