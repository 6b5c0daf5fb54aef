import { endpoint } from "@/define.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "GET",
    path: "/api/auth/oauth2/callback/{provider}",
    hosts: "admin",
    auth: "public",
    rate: "auth",
    tags: ["Signing in"],
    summary: "Where the identity provider sends operators back",
    description: "Redirects to the page asked for, or to the refusal page.",
    responses: {
      302: { description: "Redirect to the page asked for or to the refusal page" },
      404: { description: "Single sign-on is off" },
    },
  },
  ({ services, state, req }) =>
    services.auth.handle(req, state.surface, { ip: state.clientIp, requestId: state.requestId }),
));
