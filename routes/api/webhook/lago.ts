import { z } from "zod";
import { endpoint } from "@/define.ts";
import { receiveWebhook } from "@/lib/lago/mod.ts";
import { invalid, unauthorized } from "@/lib/platform/errors.ts";
import { handlers } from "@/lib/web/mod.ts";

const postLagoWebhook = endpoint({
  method: "POST",
  path: "/api/webhook/lago",
  hosts: "any",
  auth: "hook",
  rate: "none",
  raw: true,
  bodyLimitBytes: 2_000_000,
  summary: "Lago reports changes of invoices, subscriptions, wallets and usage",
  description:
    "Signed by X-Lago-Signature (hmac or jwt); stored once per body, processed afterwards.",
  tags: ["Webhooks"],
  responses: {
    200: {
      description: "Stored",
      schema: z.object({ ok: z.literal(true), duplicate: z.boolean() }),
    },
    401: { description: "The signature is missing or wrong" },
  },
}, async ({ ctx, req, rawBody, services }) => {
  const verify = services.verifyLagoWebhook;
  const result = await receiveWebhook(ctx, { verify, headers: req.headers, rawBody });
  if (result.status === 401) {
    throw unauthorized("The signature is missing or wrong.", { code: result.code });
  }
  if (result.status === 400) throw invalid("This is not a webhook of Lago.", { code: result.code });
  return { ok: true as const, duplicate: result.id === null };
});

export const handler = handlers(postLagoWebhook);
