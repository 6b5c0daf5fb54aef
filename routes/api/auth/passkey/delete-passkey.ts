import { z } from "zod";
import { endpoint } from "@/define.ts";
import { removePasskey } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/passkey/delete-passkey",
    hosts: "customer",
    auth: "customer",
    strongSession: true,
    rate: "customer_write",
    tags: ["Signing in"],
    summary: "Remove a passkey",
    request: { body: z.object({ id: z.string().min(1).max(200) }) },
    responses: {
      200: { description: "Removed", schema: z.object({ ok: z.literal(true) }) },
      404: { description: "Not a passkey of the driver" },
    },
  },
  async ({ ctx, state, body }) => {
    await removePasskey(ctx, { userId: state.session!.userId, id: body.id });
    return { ok: true };
  },
));
