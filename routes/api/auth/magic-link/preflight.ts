import { z } from "zod";
import { endpoint } from "@/define.ts";
import { magicLinkBody } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/magic-link/preflight",
    hosts: "customer",
    auth: "public",
    rate: "auth",
    tags: ["Signing in"],
    summary: "Ask before sending a sign-in link",
    description:
      "Checks the form of the address and tells how long a link lives; tells nothing about accounts.",
    request: { body: magicLinkBody },
    responses: {
      200: {
        description: "A link may be asked for",
        schema: z.object({ ok: z.literal(true), expiresInSeconds: z.int() }),
      },
      429: { description: "Too many requests" },
    },
  },
  ({ services, state, req, body }) =>
    services.auth.handle(req, state.surface, {
      ip: state.clientIp,
      requestId: state.requestId,
      body,
    }),
));
