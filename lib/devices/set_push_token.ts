import { and, eq, isNull } from "drizzle-orm";
import { devices } from "@/db/schema/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { claimPushToken } from "./create_device.ts";
import { requireOwnDevice } from "./deregister_device.ts";

/**
 * Keeps where pushes of the calling device go; null forgets it. Throws `not_found` for the id of any
 * other device.
 */
export async function setPushToken(
  ctx: Ctx,
  input: {
    deviceId: string;
    pushToken: string | null;
    apnsEnvironment: "sandbox" | "production";
  },
): Promise<void> {
  requireOwnDevice(ctx, input.deviceId);
  const { deviceId, pushToken, apnsEnvironment } = input;
  await inTransaction(ctx, async (tx) => {
    if (pushToken) await claimPushToken(tx, { deviceId, pushToken });
    const [kept] = await tx.db.update(devices).set({ pushToken, apnsEnvironment })
      .where(and(eq(devices.id, deviceId), isNull(devices.deletedAt)))
      .returning({ id: devices.id });
    if (!kept) throw notFound("There is no such device.");
  });
}
