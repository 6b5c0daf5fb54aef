import { z } from "zod";
import { endpoint } from "@/define.ts";
import { signInBody } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/sign-in/email",
    hosts: "admin",
    auth: "public",
    rate: "auth",
    tags: ["Signing in"],
    summary: "Sign an operator in by password",
    description: "Sets the session cookie of the admin host. All failures look alike.",
    request: { body: signInBody },
    responses: {
      200: {
        description: "Signed in; the cookie is set",
        schema: z.object({ ok: z.literal(true) }),
      },
      401: { description: "E-mail or password is not right" },
      429: { description: "Too many tries" },
    },
  },
  ({ services, state, req, body }) =>
    services.auth.handle(req, state.surface, {
      ip: state.clientIp,
      requestId: state.requestId,
      body,
    }),
));
