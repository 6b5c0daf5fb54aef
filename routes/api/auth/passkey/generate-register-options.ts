import { endpoint } from "@/define.ts";

import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "GET",
    path: "/api/auth/passkey/generate-register-options",
    hosts: "customer",
    auth: "customer",
    strongSession: true,
    rate: { points: 20, perSec: 60, keyBy: "ip" },
    tags: ["Signing in"],
    summary: "Begin to add a passkey",
    description:
      "The answer is for PublicKeyCredential.parseCreationOptionsFromJSON; a cookie holds the challenge.",

    responses: {
      200: { description: "Creation options" },
      409: { description: "The driver has 20 passkeys" },
    },
  },
  ({ services, state, req }) =>
    services.auth.handle(req, state.surface, {
      ip: state.clientIp,
      requestId: state.requestId,
    }),
));
