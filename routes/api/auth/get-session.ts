import { endpoint } from "@/define.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "GET",
    path: "/api/auth/get-session",
    hosts: "any",
    auth: "public",
    rate: "customer_read",
    tags: ["Signing in"],
    summary: "Who is signed in on this host",
    description: "The session and its person, or null.",
    responses: {
      200: { description: "The session, or null" },
    },
  },
  ({ services, state, req }) =>
    services.auth.handle(req, state.surface, { ip: state.clientIp, requestId: state.requestId }),
));
