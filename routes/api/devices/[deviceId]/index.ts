import { z } from "zod";
import { endpoint } from "@/define.ts";
import { selfDeregister } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const deleteDevice = endpoint({
  method: "DELETE",
  path: "/api/devices/{deviceId}",
  hosts: "any",
  auth: "device",
  idempotent: true,
  tags: ["Devices"],
  summary: "Sign the calling device out: its token ends at once",
  description: "Only the device's own id. A repeat with the ended token is answered 410.",
  request: { params: z.object({ deviceId: z.uuid() }) },
  responses: {
    200: { description: "Deregistered", schema: z.object({ ok: z.literal(true) }) },
    404: { description: "Not the calling device" },
    410: { description: "Deregistered before" },
  },
}, async ({ ctx, params }) => {
  await selfDeregister(ctx, params);
  return { ok: true };
});

export const handler = handlers(deleteDevice);
