import { endpoint } from "@/define.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "GET",
    path: "/api/auth/multi-session/list-device-sessions",
    hosts: "any",
    auth: "public",
    rate: "customer_read",
    tags: ["Signing in"],
    summary: "Sessions of this browser on this host",
    description: "Up to five people may be signed in beside each other.",
    responses: {
      200: { description: "The sessions" },
    },
  },
  ({ services, state, req }) =>
    services.auth.handle(req, state.surface, { ip: state.clientIp, requestId: state.requestId }),
));
