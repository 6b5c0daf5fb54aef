import { z } from "zod";
import { endpoint } from "@/define.ts";
import { cancelDeviceScan } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postCancel = endpoint({
  method: "POST",
  path: "/api/devices/scan-cancel",
  hosts: "any",
  auth: "device",
  summary: "Cancel the scan that waits; who asked for it is told",
  tags: ["Devices"],
  request: { body: z.object({ pairingCode: z.string().max(40) }) },
  responses: {
    200: {
      description: "How the scan stands; repeating changes nothing",
      schema: z.object({
        ok: z.literal(true),
        pairingCode: z.string(),
        status: z.enum(["released", "consumed", "expired"]),
      }),
    },
    404: { description: "No such scan of this device" },
  },
}, async ({ ctx, body }) => ({ ok: true, ...body, ...await cancelDeviceScan(ctx, body) }));

export const handler = handlers(postCancel);
