import { z } from "zod";
import { endpoint } from "@/define.ts";
import { getDevice } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const text = z.string().nullable();

const getMe = endpoint({
  method: "GET",
  path: "/api/devices/me",
  hosts: "any",
  auth: "device",
  tags: ["Devices"],
  summary: "Who this device is and whose",
  responses: {
    200: {
      description: "The device",
      schema: z.object({
        deviceId: z.uuid(),
        label: z.string(),
        kind: text,
        ownerUserId: text,
        ownerDisplayName: text,
        ownerName: text,
        ownerEmail: text,
        registeredAtIso: z.iso.datetime().nullable(),
        ownerRole: z.enum(["admin", "customer"]).nullable(),
        planCode: text,
        planName: text,
      }),
    },
    410: { description: "The device was deregistered" },
  },
}, async ({ ctx }) => {
  const { registeredAt, ...device } = await getDevice(ctx);
  return { ...device, registeredAtIso: registeredAt.toISOString() };
});

export const handler = handlers(getMe);
