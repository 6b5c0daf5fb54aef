import { z } from "zod";
import { endpoint } from "@/define.ts";
import { hookBody, preAuthorizeBody } from "@/lib/steve/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postPreAuthorize = endpoint({
  method: "POST",
  path: "/api/ocpp/pre-authorize",
  hosts: "any",
  auth: "hook",
  rate: "none",
  raw: true,
  summary: "SteVe asks before every Authorize and StartTransaction",
  description: "Signed by X-Signature (hex HMAC-SHA256 of the raw body) or X-Polaris-Secret.",
  tags: ["OCPP hooks"],
  request: { body: preAuthorizeBody },
  responses: {
    200: {
      description: "The decision",
      schema: z.object({ override: z.literal("BLOCKED").nullable() }),
    },
  },
}, ({ ctx, req, rawBody, services }) => {
  const { config, preAuthorizer } = services;
  const key = config.STEVE_PREAUTH_HMAC_KEY ?? config.STEVE_WEBHOOK_SECRET;
  return preAuthorizer.preAuthorize(ctx, hookBody(req.headers, rawBody, key, preAuthorizeBody));
});

export const handler = handlers(postPreAuthorize);
