import { and, desc, eq, isNull } from "drizzle-orm";
import { devices } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { deregisterDevice } from "./deregister_device.ts";

/** A phone that is signed in as this driver. */
export interface OwnDevice {
  id: string;
  label: string;
  model: string;
  registeredAt: Date;
  lastSeenAt: Date | null;
}

/** A driver's phones, newest first; at most 100. */
export function ownDevices(ctx: Ctx, input: { userId: string }): Promise<OwnDevice[]> {
  return ctx.db.select({
    id: devices.id,
    label: devices.label,
    model: devices.model,
    registeredAt: devices.registeredAt,
    lastSeenAt: devices.lastSeenAt,
  }).from(devices).where(and(eq(devices.ownerUserId, input.userId), isNull(devices.deletedAt)))
    .orderBy(desc(devices.registeredAt)).limit(100);
}

/** Signs one of the driver's phones out; false when it is not theirs, or was ended before. */
export async function endOwnDevice(
  ctx: Ctx,
  input: { userId: string; deviceId: string },
): Promise<boolean> {
  const own = (await ownDevices(ctx, input)).some(({ id }) => id === input.deviceId);
  return own && await deregisterDevice(ctx, { deviceId: input.deviceId, reason: "owner" });
}
