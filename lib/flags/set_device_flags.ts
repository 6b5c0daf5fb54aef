import { and, eq, inArray, isNull } from "drizzle-orm";
import { deviceFeatureFlagValues as table, devices } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { type EffectiveFlags, effectiveFlags } from "./effective_flags.ts";
import { auditFacts, checkFlagChanges, editorOf, type FlagChange } from "./flag_changes.ts";

/**
 * Overrides flags for one device; all or none. Needs `flags:write`.
 * @returns the device's effective flags
 * @throws AppError `forbidden`; `invalid` (`invalid_flag`, `invalid_value`); `not_found`
 */
export async function setDeviceFlags(
  ctx: Ctx,
  input: { deviceId: string; flags: readonly FlagChange[] },
): Promise<EffectiveFlags> {
  const changes = checkFlagChanges(ctx, input.flags);
  const { deviceId } = input;
  return await inTransaction(ctx, async (tx) => {
    const [device] = await tx.db.select({ id: devices.id }).from(devices)
      .where(and(eq(devices.id, deviceId), isNull(devices.deletedAt))).for("share");
    if (!device) throw notFound("There is no such device.");
    const removed = [...changes].filter(([, value]) => value === null).map(([key]) => key);
    if (removed.length > 0) {
      await tx.db.delete(table)
        .where(and(eq(table.deviceId, deviceId), inArray(table.key, removed)));
    }
    for (const [key, value] of changes) {
      if (value === null) continue;
      const row = { value, updatedBy: editorOf(ctx), updatedAt: ctx.clock.now() };
      await tx.db.insert(table).values({ deviceId, key, ...row })
        .onConflictDoUpdate({ target: [table.deviceId, table.key], set: row });
    }
    if (changes.size > 0) {
      await recordAudit(tx, {
        event: "device.feature_flags.changed",
        subject: `device:${deviceId}`,
        metadata: auditFacts(changes),
      });
      await ctx.events.publish(tx.db, "device.changed", { deviceId, what: "flags" });
    }
    return await effectiveFlags(tx, { deviceId });
  });
}
