import { eq } from "drizzle-orm";
import { devices, deviceSettings, users } from "@/db/schema/mod.ts";
import { effectiveFlags, wireFlags } from "@/lib/flags/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { gone, notFound } from "@/lib/platform/errors.ts";
import { isDeviceOnline } from "../online.ts";
import { armedScan } from "../scan/scan_request.ts";
import type { DeviceState } from "./schemas.ts";
import { readStatus, wantsPush } from "./stored_status.ts";

/**
 * Everything the app renders from: identity, capabilities, settings, flags, armed scan, push, connection.
 * Throws `not_found`, and `gone` for a device that was deregistered.
 */
export async function deviceState(
  ctx: Ctx,
  { deviceId }: { deviceId: string },
): Promise<DeviceState> {
  const [row] = await ctx.db.select({
    device: devices,
    owner: { role: users.role, name: users.name, email: users.email, publicId: users.publicId },
  }).from(devices).leftJoin(users, eq(users.id, devices.ownerUserId))
    .where(eq(devices.id, deviceId));
  if (!row) throw notFound("There is no such device.");
  const { device, owner } = row;
  if (device.deletedAt) throw gone("This device was deregistered.", { code: "device_deleted" });
  const [settings, flags, scan] = await Promise.all([
    settingsOf(ctx, deviceId),
    effectiveFlags(ctx, { deviceId, userId: device.ownerUserId }),
    device.capabilities.includes("scanner") ? armedScan(ctx, deviceId) : null,
  ]);
  const status = readStatus(device.lastStatus);
  const isCalling = ctx.actor.kind === "device" && ctx.actor.deviceId === deviceId;
  return {
    device: {
      id: device.id,
      label: device.label,
      kind: device.kind,
      ownerUserId: device.ownerUserId,
      siteId: null,
      registeredAt: device.registeredAt.toISOString(),
      lastSeenAt: (isCalling ? ctx.clock.now() : device.lastSeenAt)?.toISOString() ?? null,
    },
    capabilities: device.capabilities,
    kioskAllowed: device.capabilities.includes("kiosk"),
    ownerUser: owner && device.ownerUserId
      ? {
        id: device.ownerUserId,
        role: owner.role === "customer" ? "customer" : "admin",
        displayName: owner.name ?? owner.email ?? owner.publicId,
        publicId: owner.publicId,
      }
      : null,
    settings,
    flags: wireFlags(flags),
    scanStatus: device.capabilities.includes("scanner")
      ? {
        armed: scan !== null,
        pairingCode: scan?.pairingCode ?? null,
        expiresAt: scan?.expiresAt.toISOString() ?? null,
      }
      : null,
    pushToken: device.pushToken
      ? { last8: device.pushToken.slice(-8), environment: device.apnsEnvironment }
      : null,
    connectivity: {
      online: isCalling || isDeviceOnline(device.lastSeenAt, ctx.clock.nowMs()),
      lastSyncAt: status.syncedAt,
      reconnectCount: status.reconnectCount,
      pendingUploads: status.pendingUploads,
    },
    needsPushToken: !device.pushToken && wantsPush(status.pushPermission),
  };
}

async function settingsOf(ctx: Ctx, deviceId: string): Promise<DeviceState["settings"]> {
  const rows = await ctx.db.select().from(deviceSettings)
    .where(eq(deviceSettings.deviceId, deviceId)).orderBy(deviceSettings.key);
  return Object.fromEntries(rows.map((row) => [row.key, {
    value: row.valueJson,
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
  }]));
}
