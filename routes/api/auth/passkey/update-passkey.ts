import { z } from "zod";
import { endpoint } from "@/define.ts";
import { renamePasskey } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

export const handler = handlers(endpoint(
  {
    method: "POST",
    path: "/api/auth/passkey/update-passkey",
    hosts: "customer",
    auth: "customer",
    rate: "customer_write",
    tags: ["Signing in"],
    summary: "Rename a passkey",
    request: {
      body: z.object({ id: z.string().min(1).max(200), name: z.string().trim().min(1).max(60) }),
    },
    responses: {
      200: { description: "Renamed", schema: z.object({ ok: z.literal(true) }) },
      404: { description: "Not a passkey of the driver" },
    },
  },
  async ({ ctx, state, body }) => {
    await renamePasskey(ctx, { userId: state.session!.userId, ...body });
    return { ok: true };
  },
));
