import { endpoint } from "@/define.ts";

import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "GET",
    path: "/api/auth/passkey/generate-authenticate-options",
    hosts: "customer",
    auth: "public",
    rate: { points: 20, perSec: 60, keyBy: "ip" },
    tags: ["Signing in"],
    summary: "Begin to sign in with a passkey",
    description:
      "The answer is for PublicKeyCredential.parseRequestOptionsFromJSON; it names nobody.",

    responses: {
      200: { description: "Request options" },
      429: { description: "Too many requests" },
    },
  },
  ({ services, state, req }) =>
    services.auth.handle(req, state.surface, {
      ip: state.clientIp,
      requestId: state.requestId,
    }),
));
