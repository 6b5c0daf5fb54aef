import { eq, sql } from "drizzle-orm";
import { devices, deviceSettings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SettingEdit } from "./merge_settings.ts";

/**
 * Merges edits into a device's settings, the last writer of each key wins; a tie leaves what is stored. A
 * label that wins becomes the device's own.
 * @returns the keys that changed hands
 */
export async function writeDeviceSettings(
  ctx: Ctx,
  input: { deviceId: string; edits: readonly SettingEdit[]; updatedBy: string },
): Promise<string[]> {
  const { deviceId, edits, updatedBy } = input;
  if (edits.length === 0) return [];
  const t = deviceSettings;
  const won = await ctx.db.insert(t).values(edits.map(({ key, value, updatedAt }) => ({
    deviceId,
    key,
    valueJson: value,
    updatedAt,
    updatedBy,
  }))).onConflictDoUpdate({
    target: [t.deviceId, t.key],
    set: {
      valueJson: sql`excluded.value_json`,
      updatedAt: sql`excluded.updated_at`,
      updatedBy: sql`excluded.updated_by`,
    },
    setWhere: sql`excluded.updated_at > ${t.updatedAt}`,
  }).returning({ key: t.key, value: t.valueJson });
  const label = won.find(({ key }) => key === "device.label")?.value;
  if (typeof label === "string") {
    await ctx.db.update(devices).set({ label }).where(eq(devices.id, deviceId));
  }
  return won.map(({ key }) => key);
}
