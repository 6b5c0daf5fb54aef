import { and, eq, isNull } from "drizzle-orm";
import { deviceTokens } from "@/db/schema/devices.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/**
 * Ends every token of a device, audits each and tells open streams (`device.changed`,
 * `token.revoked`). Revoking again does nothing. Call it in the transaction of what ends the device.
 */
export async function revokeDeviceTokens(
  ctx: Ctx,
  { deviceId, reason }: { deviceId: string; reason: string },
): Promise<{ revoked: number }> {
  const rows = await ctx.db.update(deviceTokens).set({ revokedAt: ctx.clock.now() })
    .where(and(eq(deviceTokens.deviceId, deviceId), isNull(deviceTokens.revokedAt)))
    .returning({ id: deviceTokens.id });
  for (const { id } of rows) {
    await recordAudit(ctx, {
      event: "device.token.revoked",
      subject: `device:${deviceId}`,
      metadata: { tokenId: id, reason },
    });
  }
  if (rows.length > 0) {
    await ctx.events.publish(ctx.db, "device.changed", { deviceId, what: "token.revoked" });
  }
  return { revoked: rows.length };
}
