import { z } from "zod";
import { endpoint } from "@/define.ts";
import { listDeviceChargers } from "@/lib/devices/mod.ts";
import { handlers } from "@/lib/web/mod.ts";

const iso = z.iso.datetime();
const charger = z.object({
  chargerId: z.string(),
  publicId: z.string().nullable(),
  label: z.string(),
  siteName: z.string().nullable(),
  formFactor: z.enum(["wallbox", "pulsar", "commander", "wall_mount", "tesla", "generic"]),
  connectorType: z.enum(["ccs", "j1772", "nacs", "chademo", "type2"]).nullable(),
  maxKw: z.number().nullable(),
  state: z.enum(["idle", "preparing", "charging", "reserved", "outOfService", "offline"])
    .optional().describe("Absent for unmanaged chargers"),
  managementMode: z.enum(["ocpp", "unmanaged"]),
  lastSeenAt: iso.nullable(),
  capabilities: z.array(z.string()),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  address: z.string().nullable(),
});

const getChargers = endpoint({
  method: "GET",
  path: "/api/devices",
  hosts: "any",
  auth: "device",
  tags: ["Devices"],
  summary: "Chargers for the app's list, last seen first",
  responses: {
    200: { description: "All chargers", schema: z.object({ chargers: z.array(charger) }) },
    403: { description: "The device lacks the capability `user`" },
    410: { description: "The device was deregistered" },
  },
}, async ({ ctx }) => ({
  chargers: (await listDeviceChargers(ctx)).map((each) => ({
    ...each,
    lastSeenAt: each.lastSeenAt?.toISOString() ?? null,
  })),
}));

export const handler = handlers(getChargers);
