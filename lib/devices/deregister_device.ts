import { and, eq, isNull } from "drizzle-orm";
import { devices } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { revokeDeviceTokens } from "@/lib/auth/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { deviceActor } from "./capabilities.ts";
import { unbindPhoneTag } from "./phone_tag.ts";

export interface DeregisterInput {
  deviceId: string;
  /** For the audit: `self`, `admin`, `account_deleted` … */
  reason: string;
}

/**
 * Ends a device: soft-deleted, its tokens revoked, its push token forgotten, its own tag unlinked, its
 * open streams told (`device.changed`, `token.revoked`). Ending it again changes nothing. The caller
 * has checked that the actor may.
 * @returns false when it had ended before, or never existed
 */
export function deregisterDevice(ctx: Ctx, input: DeregisterInput): Promise<boolean> {
  const { deviceId, reason } = input;
  return inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const [ended] = await tx.db.update(devices).set({
      deletedAt: now,
      revokedAt: now,
      revokedByUserId: tx.actor.kind === "user" ? tx.actor.userId : null,
      pushToken: null,
      lastLocation: null,
    }).where(and(eq(devices.id, deviceId), isNull(devices.deletedAt)))
      .returning({ id: devices.id });
    if (!ended) return false;
    await revokeDeviceTokens(tx, { deviceId, reason });
    await unbindPhoneTag(tx, { deviceId });
    await recordAudit(tx, {
      event: "device.deregistered",
      subject: `device:${deviceId}`,
      metadata: { deviceId, reason },
    });
    return true;
  });
}

/** Ends the calling device. Throws `not_found` for the id of any other device. */
export async function selfDeregister(ctx: Ctx, input: { deviceId: string }): Promise<void> {
  requireOwnDevice(ctx, input.deviceId);
  await deregisterDevice(ctx, { deviceId: input.deviceId, reason: "self" });
}

/** Another device's id is answered like one that does not exist. */
export function requireOwnDevice(ctx: Ctx, deviceId: string): void {
  if (deviceActor(ctx).deviceId !== deviceId.toLowerCase()) {
    throw notFound("There is no such device.");
  }
}
