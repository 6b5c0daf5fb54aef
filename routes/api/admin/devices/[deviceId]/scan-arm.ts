import { z } from "zod";
import { endpoint } from "@/define.ts";
import {
  apnsSenderOf,
  armDeviceScan,
  releaseDeviceScan,
  SCAN_PURPOSES,
} from "@/lib/devices/mod.ts";
import { PAIRING_TTL_MS } from "@/lib/platform/liveness.ts";
import { handlers } from "@/lib/web/mod.ts";

const params = z.object({ deviceId: z.uuid() });
const postArm = endpoint({
  method: "POST",
  path: "/api/admin/devices/{deviceId}/scan-arm",
  hosts: "admin",
  auth: "operator",
  permission: "devices:write",
  idempotent: true,
  tags: ["Devices"],
  summary: "Ask one's own device to read a card",
  request: {
    params,
    body: z.strictObject({
      purpose: z.enum(SCAN_PURPOSES),
      hintLabel: z.string().trim().max(120).nullish(),
    }),
  },
  responses: {
    200: {
      description: "The device was asked; the code is good for 90 s",
      schema: z.object({
        pairingCode: z.string(),
        expiresInSec: z.number(),
        expiresAtIso: z.string(),
      }),
    },
    403: { description: "Another's device, or one that reads no cards" },
    404: { description: "No such device" },
    410: { description: "The device was deregistered" },
    429: { description: "More than ten scans of this device in a minute" },
  },
}, async ({ ctx, services, params, body }) => {
  const scan = await armDeviceScan(ctx, { ...params, ...body, apns: apnsSenderOf(services) });
  return {
    pairingCode: scan.pairingCode,
    expiresInSec: PAIRING_TTL_MS / 1_000,
    expiresAtIso: scan.expiresAt.toISOString(),
  };
});

const deleteArm = endpoint({
  method: "DELETE",
  path: "/api/admin/devices/{deviceId}/scan-arm",
  hosts: "admin",
  auth: "operator",
  permission: "devices:write",
  idempotent: true,
  tags: ["Devices"],
  summary: "Take the request back",
  request: { params },
  responses: {
    200: {
      description: "Nothing waits any more; repeating changes nothing",
      schema: z.object({ ok: z.literal(true), released: z.number() }),
    },
    403: { description: "Another's device" },
    404: { description: "No such device" },
  },
}, async ({ ctx, params }) => ({ ok: true, ...await releaseDeviceScan(ctx, params) }));

export const handler = handlers(postArm, deleteArm);
