import { endpoint } from "@/define.ts";
import { sessionChoiceBody } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/multi-session/revoke",
    hosts: "any",
    auth: "public",
    rate: "auth",
    tags: ["Signing in"],
    summary: "End one session of this browser",
    description: "Ending the active one switches to another that is left.",
    request: { body: sessionChoiceBody },
    responses: {
      200: { description: "Ended" },
      401: { description: "Not a session of this browser" },
    },
  },
  ({ services, state, req, body }) =>
    services.auth.handle(req, state.surface, {
      ip: state.clientIp,
      requestId: state.requestId,
      body,
    }),
));
