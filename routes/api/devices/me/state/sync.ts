import { endpoint } from "@/define.ts";
import { deviceActor, deviceStateSchema, syncBody, syncDevice } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const postSync = endpoint({
  method: "POST",
  path: "/api/devices/me/state/sync",
  hosts: "any",
  auth: "device",
  summary: "Send settings, diagnostics, logs and place; get the state",
  description:
    "Settings: the last writer of each key wins, a tie leaves the server's value. Logs: at " +
    "most 100, known ones are passed over, `logs.ackedSeq` is the highest that was received. The place " +
    "is kept for managed devices with the flag device.location.upload only.",
  tags: ["Devices"],
  bodyLimitBytes: 4 * 2 ** 20,
  request: { body: syncBody },
  responses: {
    200: { description: "The state of the calling device", schema: deviceStateSchema },
    410: { description: "The device was deregistered" },
  },
}, ({ ctx, body }) => syncDevice(ctx, { ...body, deviceId: deviceActor(ctx).deviceId }));

export const handler = handlers(postSync);
