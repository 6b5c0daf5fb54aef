import { and, eq } from "drizzle-orm";
import { devices } from "@/db/schema/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import type { ScanRequest } from "../scan/scan_request.ts";
import type { ApnsResult, ApnsSender } from "./apns_sender.ts";
import { PushHealth } from "./push_health.ts";

type Device = Pick<typeof devices.$inferSelect, "id" | "pushToken" | "apnsEnvironment">;

/** Apple says that this token will never be delivered to again. */
const DEAD_TOKEN = new Set(["BadDeviceToken", "Unregistered", "ExpiredToken"]);
const health = new WeakMap<ApnsSender, PushHealth>();

/** The message of spec 4.6, "APNs payload". */
export function scanPayload(scan: ScanRequest): Record<string, unknown> {
  return {
    aps: {
      alert: { title: "Scan a card now", body: "Tap to start the NFC scan" },
      sound: "default",
      category: "NFC_SCAN_REQUEST",
      "thread-id": `device-scan-${scan.deviceId}`,
      "interruption-level": "time-sensitive",
      "mutable-content": 1,
    },
    v: 1,
    deviceId: scan.deviceId,
    pairingCode: scan.pairingCode,
    purpose: scan.purpose,
    hintLabel: scan.hintLabel,
    expiresAtEpochMs: scan.expiresAt.getTime(),
  };
}

/**
 * Pushes a scan request; never throws, so that nobody has to wait for it. A dead token is forgotten (the
 * app is then asked for a new one) and operators hear when pushes fail in number.
 */
export async function pushScanRequest(
  ctx: Ctx,
  sender: ApnsSender,
  { device, scan }: { device: Device; scan: ScanRequest },
): Promise<ApnsResult | null> {
  const { pushToken } = device;
  if (!pushToken) return null;
  try {
    const result = await sender.send({
      pushToken,
      environment: device.apnsEnvironment,
      payload: scanPayload(scan),
      collapseId: `scan-${scan.pairingCode}`,
      expiresAt: scan.expiresAt,
    });
    await digest(ctx, sender, { deviceId: device.id, pushToken, result });
    return result;
  } catch (error) {
    ctx.log.warning("What came of a push was not noted.", { error: messageOf(error) });
    return null;
  }
}

async function digest(
  ctx: Ctx,
  sender: ApnsSender,
  { deviceId, pushToken, result }: { deviceId: string; pushToken: string; result: ApnsResult },
): Promise<void> {
  // Push that is not set up is no failure of it.
  if (!result.ok && result.reason === "JwtSignFailed" && !ctx.config.APNS_KEY_BASE64) return;
  if (!result.ok) ctx.log.warning("A push failed.", { deviceId, reason: result.reason });
  if (!result.ok && DEAD_TOKEN.has(result.reason)) {
    await ctx.db.update(devices).set({ pushToken: null })
      .where(and(eq(devices.id, deviceId), eq(devices.pushToken, pushToken)));
    return; // A removed app says nothing of the service.
  }
  const known = health.get(sender) ?? new PushHealth();
  health.set(sender, known);
  if (!known.note(result.ok, ctx.clock.nowMs())) return;
  await raiseNotification(ctx, {
    audience: "admin",
    severity: "warning",
    source: "devices",
    title: "Pushes to devices fail",
    body: `More than 5 % within five minutes; last reason: ${
      result.ok ? "unknown" : result.reason
    }.`,
    dedupeKey: "apns-failures",
  });
}
