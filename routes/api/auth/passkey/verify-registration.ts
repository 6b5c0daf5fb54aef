import { endpoint } from "@/define.ts";
import { passkeyBody } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/passkey/verify-registration",
    hosts: "customer",
    auth: "customer",
    strongSession: true,
    rate: { points: 20, perSec: 60, keyBy: "ip" },
    tags: ["Signing in"],
    summary: "Keep a new passkey",
    description: "The response is the credential as its toJSON() writes it.",
    request: { body: passkeyBody },
    responses: {
      200: { description: "Kept: id and name" },
      400: { description: "It does not answer the challenge" },
    },
  },
  ({ services, state, req, body }) =>
    services.auth.handle(req, state.surface, {
      ip: state.clientIp,
      requestId: state.requestId,
      body,
    }),
));
