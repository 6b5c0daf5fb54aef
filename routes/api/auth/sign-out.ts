import { z } from "zod";
import { endpoint } from "@/define.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/sign-out",
    hosts: "any",
    auth: "public",
    raw: true,
    rate: "customer_write",
    tags: ["Signing in"],
    summary: "End the current session",
    description:
      "Other sessions of this browser and of other devices stay. A browser form is redirected to the sign-in page.",
    responses: {
      200: { description: "Signed out", schema: z.object({ success: z.literal(true) }) },
      303: { description: "Signed out, for a browser form" },
    },
  },
  ({ services, state, req }) =>
    services.auth.handle(req, state.surface, { ip: state.clientIp, requestId: state.requestId }),
));
