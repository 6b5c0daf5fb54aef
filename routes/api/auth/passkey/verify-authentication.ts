import { endpoint } from "@/define.ts";
import { passkeyBody } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/passkey/verify-authentication",
    hosts: "customer",
    auth: "public",
    rate: { points: 20, perSec: 60, keyBy: "ip" },
    tags: ["Signing in"],
    summary: "Sign in with a passkey",
    description: "The response is the credential as its toJSON() writes it.",
    request: { body: passkeyBody },
    responses: {
      200: { description: "Signed in; the cookie is set" },
      401: { description: "Not accepted" },
    },
  },
  ({ services, state, req, body }) =>
    services.auth.handle(req, state.surface, {
      ip: state.clientIp,
      requestId: state.requestId,
      body,
    }),
));
