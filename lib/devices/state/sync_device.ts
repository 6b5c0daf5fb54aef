import { eq } from "drizzle-orm";
import { devices, users } from "@/db/schema/mod.ts";
import { effectiveFlags } from "@/lib/flags/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { gone, notFound } from "@/lib/platform/errors.ts";
import { storableJson } from "@/lib/platform/storable_json.ts";
import { deviceState } from "./device_state.ts";
import { CLOCK_LEEWAY_MS, editsOf } from "./merge_settings.ts";
import type { DeviceLocation, DeviceState, SyncBody } from "./schemas.ts";
import { statusToStore } from "./stored_status.ts";
import { writeDeviceLogs } from "./write_logs.ts";
import { writeDeviceSettings } from "./write_settings.ts";

type Stored = typeof devices.$inferSelect;
type StoredLocation = Stored["lastLocation"];

/**
 * Takes what a device has to tell (settings, diagnostics, logs, place) and answers with its state. Sent
 * twice it changes nothing. Throws `not_found`, and `gone` for a device that was deregistered.
 */
export async function syncDevice(
  ctx: Ctx,
  { deviceId, ...body }: SyncBody & { deviceId: string },
): Promise<DeviceState> {
  const now = ctx.clock.now();
  return await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select({ device: devices, ownerRole: users.role }).from(devices)
      .leftJoin(users, eq(users.id, devices.ownerUserId))
      .where(eq(devices.id, deviceId)).for("update", { of: devices });
    if (!row) throw notFound("There is no such device.");
    if (row.device.deletedAt) {
      throw gone("This device was deregistered.", { code: "device_deleted" });
    }
    const diagnostics = storableJson(body.diagnostics) as typeof body.diagnostics; // Same shape.
    await tx.db.update(devices).set({
      lastStatus: statusToStore(diagnostics, {
        isCustomerOwned: row.ownerRole === "customer",
        now,
      }),
      appVersion: diagnostics.appVersion,
      osVersion: diagnostics.osVersion,
      model: diagnostics.model,
      lastLocation: await placeOf(tx, row.device, body.location ?? null),
      lastSeenAt: now,
    }).where(eq(devices.id, deviceId));
    await writeDeviceSettings(tx, {
      deviceId,
      edits: editsOf(body.pendingSettings, now),
      updatedBy: "ios-app",
    });
    const { ackedSeq } = await writeDeviceLogs(tx, { deviceId, records: body.logs ?? [] });
    const state = await deviceState(tx, { deviceId });
    return ackedSeq === null ? state : { ...state, logs: { ackedSeq } };
  });
}

/** The place to keep: the latest one of a managed device whose flag allows it, else none at all. */
async function placeOf(
  ctx: Ctx,
  device: Stored,
  sent: DeviceLocation | null,
): Promise<StoredLocation> {
  if (!device.capabilities.includes("managed")) return null;
  const flags = await effectiveFlags(ctx, { deviceId: device.id, userId: device.ownerUserId });
  if (!flags["device.location.upload"].value) return null;
  const kept = device.lastLocation;
  if (!sent || sent.capturedAt.getTime() > ctx.clock.nowMs() + CLOCK_LEEWAY_MS) return kept;
  if (kept && sent.capturedAt.getTime() <= Date.parse(kept.capturedAt)) return kept;
  return { ...sent, capturedAt: sent.capturedAt.toISOString() };
}
