import { and, eq } from "drizzle-orm";
import { devices } from "@/db/schema/mod.ts";
import { requirePermission } from "@/lib/auth/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { forbidden, notFound } from "@/lib/platform/errors.ts";
import { cancelScans } from "./cancel_scans.ts";

/**
 * Takes a scan request back. Without one it changes nothing. Needs `devices:write` and the actor's own
 * device.
 * @returns how many scans waited
 * @throws AppError `not_found`, `forbidden`
 */
export async function releaseDeviceScan(
  ctx: Ctx,
  { deviceId }: { deviceId: string },
): Promise<{ released: number }> {
  requirePermission(ctx.actor, "devices:write");
  return await inTransaction(ctx, async (tx) => {
    const [device] = await tx.db.select({ ownerUserId: devices.ownerUserId }).from(devices)
      .where(and(eq(devices.id, deviceId)));
    if (!device) throw notFound("There is no such device.");
    if (ctx.actor.kind !== "user" || device.ownerUserId !== ctx.actor.userId) {
      throw forbidden("Only the owner of a device can scan with it.", { code: "not_owner" });
    }
    const codes = await cancelScans(tx, { deviceId, source: "admin" });
    return { released: codes.length };
  });
}
