import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { devices, deviceSettings, verifications } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { requirePermission } from "@/lib/auth/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { PAIRING_TTL_MS } from "@/lib/platform/liveness.ts";
import { forbidden, gone, limit, notFound } from "@/lib/platform/errors.ts";
import { newPairingCode, newRequestId } from "@/lib/platform/ids.ts";
import type { ApnsSender } from "../apns/apns_sender.ts";
import { pushScanRequest } from "../apns/push_scan_request.ts";
import { cancelScans, codeHash } from "./cancel_scans.ts";
import { scanIdentifier, type ScanPurpose, type ScanRequest, scansOf } from "./scan_request.ts";

/** Scans one device may be asked for in a minute (spec 3.4). */
const PER_MINUTE = 10;

export interface ArmDeviceScanInput {
  deviceId: string;
  purpose: ScanPurpose;
  /** What the device shows, e.g. whose card is wanted. */
  hintLabel?: string | null;
  /** Asks by push as well, without being waited for. */
  apns: ApnsSender;
}

type Device = typeof devices.$inferSelect;

/**
 * Asks a device to read one card, for 90 s. A scan that still waited is cancelled. Needs
 * `devices:write`, and the device must be the actor's own.
 * @throws AppError `not_found`; `gone`; `forbidden` for another's device or one that reads no cards;
 * `limit` after ten scans in a minute
 */
export async function armDeviceScan(ctx: Ctx, input: ArmDeviceScanInput): Promise<ScanRequest> {
  requirePermission(ctx.actor, "devices:write");
  const device = await ownDevice(ctx, input.deviceId);
  const armed = await inTransaction(ctx, async (tx) => {
    // One arming of a device at a time: the count and the row that is replaced cannot change between.
    const [still] = await tx.db.select({ id: devices.id }).from(devices)
      .where(and(eq(devices.id, device.id), isNull(devices.deletedAt))).for("update");
    if (!still) throw deregistered();
    if (await recentScans(tx, device.id) >= PER_MINUTE) return null;
    await cancelScans(tx, { deviceId: device.id, source: "admin" });
    return await arm(tx, input);
  });
  if (!armed) throw await tooManyScans(ctx, device);
  if (await wantsPushFor(ctx, device)) {
    pushScanRequest(ctx, input.apns, { device, scan: armed });
  }
  return armed;
}

const deregistered = () => gone("This device was deregistered.", { code: "device_revoked" });

async function ownDevice(ctx: Ctx, deviceId: string): Promise<Device> {
  const [device] = await ctx.db.select().from(devices).where(eq(devices.id, deviceId));
  if (!device) throw notFound("There is no such device.");
  if (device.deletedAt) throw deregistered();
  const userId = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  if (device.ownerUserId !== userId) {
    await raiseNotification(ctx, {
      audience: "admin",
      severity: "warning",
      source: "devices",
      title: "Somebody tried to scan with another's device",
      body: `Device ${device.label}. The audit trail names who.`,
      dedupeKey: `device-scan-foreign:${device.id}`,
    });
    await recordAudit(ctx, {
      event: "privilege_violation",
      subject: `device:${device.id}`,
      metadata: { tried: "device.scan.arm" },
    });
    throw forbidden("Only the owner of a device can scan with it.", { code: "not_owner" });
  }
  if (!device.capabilities.includes("scanner")) {
    throw forbidden("This device reads no cards. Give it the capability scanner first.", {
      code: "capability_required",
    });
  }
  return device;
}

async function recentScans(ctx: Ctx, deviceId: string): Promise<number> {
  const since = new Date(ctx.clock.nowMs() - 60_000);
  const [{ count }] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(verifications)
    .where(and(scansOf(deviceId, since), gt(verifications.createdAt, since)));
  return count;
}

async function arm(ctx: Ctx, input: ArmDeviceScanInput): Promise<ScanRequest> {
  const { deviceId } = input;
  const now = ctx.clock.now();
  const scan: ScanRequest = {
    deviceId,
    pairingCode: newPairingCode(),
    purpose: input.purpose,
    hintLabel: input.hintLabel ?? null,
    requestedByUserId: ctx.actor.kind === "user" ? ctx.actor.userId : null,
    expiresAt: new Date(now.getTime() + PAIRING_TTL_MS),
  };
  const { purpose, hintLabel, requestedByUserId, pairingCode, expiresAt } = scan;
  await ctx.db.insert(verifications).values({
    id: newRequestId(),
    identifier: scanIdentifier(deviceId, pairingCode),
    value: JSON.stringify({ purpose, hintLabel, requestedByUserId }),
    expiresAt,
    createdAt: now,
    updatedAt: now,
  });
  await recordAudit(ctx, {
    event: "device.scan.armed",
    subject: `device:${deviceId}`,
    metadata: { purpose, pairingCodeHash: codeHash(pairingCode) },
  });
  await ctx.events.publish(ctx.db, "device.scan.requested", { deviceId, pairingCode });
  return scan;
}

async function tooManyScans(ctx: Ctx, device: Device) {
  await raiseNotification(ctx, {
    audience: "admin",
    severity: "warning",
    source: "devices",
    title: "A device is asked for very many scans",
    body: `${device.label}: more than ${PER_MINUTE} within a minute.`,
    dedupeKey: `device-scan-rate:${device.id}`,
  });
  return limit("Too many scans with this device. Wait a minute.", {
    code: "rate_limited",
    retryAfterSec: 60,
  });
}

/** A person may have switched the notice off in the app. */
async function wantsPushFor(ctx: Ctx, device: Device): Promise<boolean> {
  if (!device.pushToken) return false;
  const [choice] = await ctx.db.select({ value: deviceSettings.valueJson }).from(deviceSettings)
    .where(and(
      eq(deviceSettings.deviceId, device.id),
      eq(deviceSettings.key, "notifications.scanRequest"),
    ));
  return choice?.value !== false;
}
