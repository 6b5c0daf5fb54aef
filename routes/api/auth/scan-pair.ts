import { z } from "zod";
import { endpoint } from "@/define.ts";
import { armScan, browserMark, cancelScan, PAIRING_TTL_SEC, pairingQuery } from "@/lib/auth/mod.ts";
import { findTapCharger } from "@/lib/charging/mod.ts";
import { handlers, reply } from "@/lib/web/mod.ts";

const PATH = "/api/auth/scan-pair";
const shared = {
  path: PATH,
  hosts: "customer" as const,
  auth: "public" as const,
  tags: ["Signing in"],
};
const rate = { points: 10, perSec: 60, keyBy: "ip" } as const;

const postPair = endpoint(
  {
    ...shared,
    method: "POST",
    rate,
    summary: "Make the next tap at a charger a sign-in of this browser",
    description:
      "For 90 seconds; one browser at a charger. Then open scan-detect with the code. The tap does not charge.",
    request: { body: z.object({ chargeBoxId: z.string().min(1).max(255) }) },
    responses: {
      200: {
        description: "Armed",
        schema: z.object({
          pairingCode: z.string(),
          expiresInSec: z.literal(PAIRING_TTL_SEC),
        }),
      },
      404: { description: "No such charger" },
      409: { description: "The charger is offline, or somebody else waits there" },
      429: { description: "Too many requests" },
    },
  },
  async ({ ctx, body, req }) => {
    const { mark, setCookie } = browserMark(req.headers, ctx.config);
    const armed = await armScan(ctx, await findTapCharger(ctx, body.chargeBoxId), mark);
    return reply(200, armed, setCookie ? { "set-cookie": setCookie } : {});
  },
);

const deletePair = endpoint(
  {
    ...shared,
    method: "DELETE",
    rate: { ...rate, points: 20 },
    summary: "Give the charger back",
    description: "Whoever holds the code may. Repeating it changes nothing.",
    request: { query: pairingQuery },
    responses: { 204: { description: "The next tap charges" } },
  },
  async ({ ctx, query }) => {
    await cancelScan(ctx, query);
    return reply(204);
  },
);

export const handler = handlers(postPair, deletePair);
