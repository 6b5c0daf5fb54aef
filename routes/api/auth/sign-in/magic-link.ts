import { z } from "zod";
import { endpoint } from "@/define.ts";
import { magicLinkBody } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/sign-in/magic-link",
    hosts: "customer",
    auth: "public",
    rate: "auth",
    tags: ["Signing in"],
    summary: "Mail a sign-in link to a driver",
    description: "The answer is the same whether the address is known or not.",
    request: { body: magicLinkBody },
    responses: {
      200: { description: "Accepted", schema: z.object({ status: z.literal(true) }) },
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
