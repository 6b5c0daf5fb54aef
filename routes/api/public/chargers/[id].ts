import { z } from "zod";
import { endpoint } from "@/define.ts";
import { getFoundCharger, publicChargerSchema, publicView } from "@/lib/charging/mod.ts";
import { handlers, reply } from "@/lib/web/mod.ts";

const getCharger = endpoint({
  method: "GET",
  path: "/api/public/chargers/{id}",
  hosts: "any",
  auth: "public",
  rate: { points: 60, perSec: 60, keyBy: "ip" },
  summary: "One charger and its connectors as they are now, for everybody",
  tags: ["Public"],
  request: { params: z.object({ id: z.string().min(1).max(255) }) },
  responses: {
    200: { description: "The charger; nothing of who charges", schema: publicChargerSchema },
    404: { description: "No charger has this charge box id or public id" },
  },
}, async ({ ctx, params }) => {
  const found = await getFoundCharger(ctx, { address: params.id });
  return reply(200, publicView(found), {
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
  });
});

export const handler = handlers(getCharger);
