import { z } from "zod";
import { endpoint } from "@/define.ts";
import { PUBLIC_FEED_MS, publicChargers, publicChargerSchema } from "@/lib/charging/mod.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { handlers, reply } from "@/lib/web/mod.ts";

const getChargers = endpoint({
  method: "GET",
  path: "/api/public/chargers",
  hosts: "any",
  auth: "public",
  rate: { points: 60, perSec: 60, keyBy: "ip" },
  summary: "What is free right now, for everybody",
  description: "Up to 1,000 chargers by name, a few seconds old. Send the ETag back as " +
    "If-None-Match: 304 while nothing changed. Other sites may read it.",
  tags: ["Public"],
  responses: {
    200: {
      description: "Chargers and their connectors; nothing of who charges",
      schema: z.object({
        chargers: z.array(publicChargerSchema),
        isCut: z.boolean(),
      }),
    },
    304: { description: "As it was" },
  },
}, async ({ ctx, req }) => {
  const answer = await publicChargers(ctx);
  const etag = `W/"${sha256Hex(JSON.stringify(answer)).slice(0, 32)}"`;
  const headers = {
    etag,
    "cache-control": `public, max-age=${PUBLIC_FEED_MS / 1_000}`,
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
  };
  const known = (req.headers.get("if-none-match") ?? "").split(",").map((tag) => tag.trim());
  return known.includes(etag) || known.includes("*")
    ? reply(304, undefined, headers)
    : reply(200, answer, headers);
});

export const handler = handlers(getChargers);
