import { z } from "zod";
import { endpoint } from "@/define.ts";
import { endImpersonation, withCookies } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/customer/impersonation/end",
    hosts: "customer",
    auth: "customer",
    allowedWhileImpersonating: true,
    tags: ["Impersonation"],
    summary: "Stop looking through a customer's eyes",
    responses: {
      200: {
        description: "Ended; `url` is the operators' site",
        schema: z.object({ url: z.url() }),
      },
      409: { description: "The session is nobody's view" },
    },
  },
  async ({ ctx, state }) => {
    const { url, setCookies } = await endImpersonation(ctx, { sessionId: state.session!.id });
    return withCookies(Response.json({ url }), setCookies);
  },
));
