import type { TagRow } from "../store/tags.ts";

/** OCPP 1.6 `AuthorizationStatus`. */
export type AuthorizationStatus = "Accepted" | "Blocked" | "Expired" | "Invalid" | "ConcurrentTx";

/**
 * SteVe's decision about a tag, in its order: unknown, blocked, expired, and on a start only, too
 * many running transactions. A negative limit means none. `ownActive` is the number of counted
 * transactions which are this very start, sent again.
 */
export function decideTag(
  tag: TagRow | undefined,
  context: { onStart: boolean; nowMs: number; ownActive?: number },
): AuthorizationStatus {
  if (!tag) return "Invalid";
  if (tag.max_active === 0) return "Blocked";
  if (tag.expiry_ms !== null && tag.expiry_ms <= context.nowMs) return "Expired";
  const others = tag.active - (context.ownActive ?? 0);
  if (context.onStart && tag.max_active > 0 && others >= tag.max_active) return "ConcurrentTx";
  return "Accepted";
}

/** True when one tag may stop what the other started: same tag, same group, or group and member. */
export function areRelated(one: TagRow, other: TagRow): boolean {
  const groups = (tag: TagRow) => [tag.id_tag, tag.parent_id_tag].filter((id) => id !== null);
  const known = new Set(groups(one).map((id) => id.toLowerCase()));
  return groups(other).some((id) => known.has(id.toLowerCase()));
}
