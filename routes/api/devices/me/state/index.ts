import { endpoint } from "@/define.ts";
import { deviceActor, deviceState, deviceStateSchema } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const getState = endpoint({
  method: "GET",
  path: "/api/devices/me/state",
  hosts: "any",
  auth: "device",
  summary: "Everything the app renders from",
  tags: ["Devices"],
  responses: {
    200: { description: "The state of the calling device", schema: deviceStateSchema },
    410: { description: "The device was deregistered" },
  },
}, ({ ctx }) => deviceState(ctx, { deviceId: deviceActor(ctx).deviceId }));

export const handler = handlers(getState);
