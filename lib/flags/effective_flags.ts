import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import { FLAG_KEYS, type FlagKey, FLAGS, type FlagValue, isFlagKey } from "./registry.ts";

export type FlagSource = "device" | "user" | "global" | "default";

export interface EffectiveFlag<Key extends FlagKey = FlagKey> {
  value: FlagValue<Key>;
  /** The level that decided. */
  source: FlagSource;
  /** Null for a default. */
  updatedAt: Date | null;
  updatedBy: string | null;
}

export type EffectiveFlags = { [Key in FlagKey]: EffectiveFlag<Key> };

export interface FlagScope {
  userId?: string | null;
  /** Its owner's values count too, unless `userId` names somebody else. */
  deviceId?: string;
}

/** A row of one of the three tables, nearest level first. */
interface Override {
  level: Exclude<FlagSource, "default">;
  key: string;
  value: unknown;
  updatedAt: Date;
  updatedBy: string | null;
}

/**
 * Every flag as it applies to a device or a person: device, else user, else global, else default. A
 * stored value that its flag no longer takes is passed over. One query.
 */
export async function effectiveFlags(ctx: Ctx, scope: FlagScope = {}): Promise<EffectiveFlags> {
  const deviceId = scope.deviceId ?? null;
  const owner = scope.userId === undefined
    ? sql`(select owner_user_id from devices where id = ${deviceId}::uuid)`
    : sql`${scope.userId}::text`;
  const rows = await ctx.db.execute<
    { level: Override["level"]; key: string; value: string; at: string; by: string | null }
  >(sql`
    select 'device' as level, key, value::text as value, updated_at as at, updated_by as by
      from device_feature_flag_values where device_id = ${deviceId}::uuid
    union all
    select 'user', key, value::text, updated_at, updated_by
      from user_feature_flag_values where user_id = ${owner}
    union all
    select 'global', key, value::text, updated_at, updated_by from global_feature_flag_values`);
  return decideFlags(rows.map((row) => ({
    level: row.level,
    key: row.key,
    value: JSON.parse(row.value),
    updatedAt: new Date(row.at),
    updatedBy: row.by,
  })));
}

const RANK: Record<Override["level"], number> = { device: 3, user: 2, global: 1 };

/** The nearest valid override of each flag, else its default. */
export function decideFlags(overrides: readonly Override[]): EffectiveFlags {
  const nearest = new Map<FlagKey, Override>();
  for (const row of overrides) {
    if (!isFlagKey(row.key) || !FLAGS[row.key].schema.safeParse(row.value).success) continue;
    const known = nearest.get(row.key);
    if (!known || RANK[row.level] > RANK[known.level]) nearest.set(row.key, row);
  }
  const entries = FLAG_KEYS.map((key) => {
    const row = nearest.get(key);
    const flag = row
      ? { value: row.value, source: row.level, updatedAt: row.updatedAt, updatedBy: row.updatedBy }
      : { value: FLAGS[key].default, source: "default", updatedAt: null, updatedBy: null };
    return [key, flag];
  });
  return Object.fromEntries(entries) as EffectiveFlags; // Each value passed the schema of its key.
}
