import { z } from "zod";
import { endpoint } from "@/define.ts";
import { listPasskeys } from "@/lib/auth/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const passkey = z.object({
  id: z.string(),
  name: z.string().nullable(),
  createdAt: z.iso.datetime(),
  isSynced: z.boolean(),
});

export const handler = handlers(endpoint(
  {
    method: "GET",
    path: "/api/auth/passkey/list-user-passkeys",
    hosts: "customer",
    auth: "customer",
    rate: "customer_read",
    tags: ["Signing in"],
    summary: "The driver's passkeys",
    responses: {
      200: { description: "Newest first", schema: z.object({ passkeys: z.array(passkey) }) },
    },
  },
  async ({ ctx, state }) => ({
    passkeys: await listPasskeys(ctx, { userId: state.session!.userId }),
  }),
));
