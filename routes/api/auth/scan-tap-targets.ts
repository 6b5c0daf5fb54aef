import { z } from "zod";
import { endpoint } from "@/define.ts";
import { listTapTargets } from "@/lib/charging/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const target = z.object({
  deviceId: z.string(),
  pairableType: z.enum(["charger", "device"]),
  kind: z.enum(["charger", "phone_nfc", "tablet_nfc", "laptop_nfc"]),
  label: z.string(),
  capabilities: z.array(z.string()),
  isOnline: z.boolean(),
  isOwnDevice: z.boolean().optional(),
  lastSeenAtIso: z.iso.datetime().nullable(),
});

export const handler = handlers(endpoint(
  {
    method: "GET",
    path: "/api/auth/scan-tap-targets",
    hosts: "any",
    auth: "session",
    rate: "customer_read",
    tags: ["Signing in"],
    summary: "Readers at which a card can be tapped",
    description: "All chargers, and the caller's own devices. Online ones come first.",
    responses: {
      200: { description: "Readers", schema: z.object({ targets: z.array(target) }) },
    },
  },
  async ({ ctx, state }) => ({
    targets: await listTapTargets(ctx, { ownerUserId: state.session!.userId }),
  }),
));
