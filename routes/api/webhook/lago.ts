import { z } from "zod";
import { endpoint } from "@/define.ts";
import { receiveWebhook } from "@/lib/lago/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postLagoWebhook = endpoint(
  {
    method: "POST",
    path: "/api/webhook/lago",
    hosts: "any",
    auth: "hook",
    rate: "none",
    raw: true,
    bodyLimitBytes: 2_000_000,
    summary: "Lago reports changes of invoices, subscriptions, wallets and usage",
    description:
      "Signed by X-Lago-Signature (hmac or jwt); stored once per X-Lago-Unique-Key, processed afterwards.",
    tags: ["Webhooks"],
    responses: {
      200: {
        description: "Stored",
        schema: z.object({ ok: z.literal(true), duplicate: z.boolean() }),
      },
    },
  },
  ({ ctx, req, rawBody, services }) =>
    receiveWebhook(ctx, { lago: services.lago, headers: req.headers, rawBody }),
);

export const handler = handlers(postLagoWebhook);
