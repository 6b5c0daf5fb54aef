import { z } from "zod";
import { endpoint } from "@/define.ts";
import { startImpersonation } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/customer/impersonation/start",
    hosts: "any",
    auth: "session",
    rate: "admin_write",
    tags: ["Impersonation"],
    summary: "Look through a customer's eyes",
    description:
      "For administrators. The address is on the drivers' host, works once and for 60 seconds; the view lasts " +
      "an hour, shows everything and changes nothing. The customer is told.",
    request: { body: z.object({ userId: z.string().min(1).max(100) }) },
    responses: {
      200: { description: "The address to open", schema: z.object({ url: z.url() }) },
      403: { description: "Not an administrator" },
      404: { description: "Customer not found" },
      409: { description: "Already impersonating, or the account is disabled" },
    },
  },
  async ({ ctx, body }) => await startImpersonation(ctx, body),
));
