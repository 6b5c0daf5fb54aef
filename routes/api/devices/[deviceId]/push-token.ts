import { z } from "zod";
import { endpoint } from "@/define.ts";
import { pushTokenBody, setPushToken } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const putPushToken = endpoint({
  method: "PUT",
  path: "/api/devices/{deviceId}/push-token",
  hosts: "any",
  auth: "device",
  idempotent: true,
  tags: ["Devices"],
  summary: "Keep where pushes of the calling device go",
  description: "An empty `pushToken` forgets it. Only the device's own id.",
  request: { params: z.object({ deviceId: z.uuid() }), body: pushTokenBody },
  responses: {
    200: { description: "Kept", schema: z.object({ ok: z.literal(true) }) },
    404: { description: "Not the calling device" },
    410: { description: "The device was deregistered" },
  },
}, async ({ ctx, params, body }) => {
  await setPushToken(ctx, { ...params, ...body });
  return { ok: true };
});

export const handler = handlers(putPushToken);
