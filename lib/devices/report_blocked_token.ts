import { eq } from "drizzle-orm";
import { devices } from "@/db/schema/mod.ts";
import type { BlockedToken } from "@/lib/auth/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** Tells operators and open streams that a device's token was revoked after too many refusals. */
export async function reportBlockedToken(ctx: Ctx, { deviceId }: BlockedToken): Promise<void> {
  const [device] = await ctx.db.select({ label: devices.label }).from(devices)
    .where(eq(devices.id, deviceId));
  await ctx.events.publish(ctx.db, "device.changed", { deviceId, what: "token.revoked" });
  await raiseNotification(ctx, {
    audience: "admin",
    severity: "error",
    source: "devices",
    title: "A device was signed out: its token was refused five times in a minute",
    body: `Device "${device?.label ?? deviceId}". Someone else may hold its token. ` +
      "Ask its owner, then register it again.",
    dedupeKey: `devices:blocked:${deviceId}`,
  });
}
