import { endpoint } from "@/define.ts";
import { sessionChoiceBody } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/multi-session/set-active",
    hosts: "any",
    auth: "public",
    rate: "auth",
    tags: ["Signing in"],
    summary: "Switch to another session of this browser",
    description: "The session must be one this browser holds a signed cookie for.",
    request: { body: sessionChoiceBody },
    responses: {
      200: { description: "Switched; the cookie is set" },
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
