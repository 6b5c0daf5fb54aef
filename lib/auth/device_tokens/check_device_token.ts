import { and, eq, isNull, lt, lte, or } from "drizzle-orm";
import type { Db, Sql } from "@/db/client.ts";
import { devices, deviceTokens } from "@/db/schema/devices.ts";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Actor } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";
import { logger } from "@/lib/platform/log.ts";

export type DeviceActor = Extract<Actor, { kind: "device" }>;

/** Why a token is refused; `deleted` is told to the device, the rest looks the same to it. */
export type Refusal = "unknown" | "revoked" | "expired" | "owner_disabled" | "deleted";

export type TokenCheck =
  | { actor: DeviceActor }
  | { refusal: "unknown" }
  | { refusal: Exclude<Refusal, "unknown">; tokenId: string; deviceId: string };

/** Last use is written at most this often per token. */
const BUMP_MS = 60_000;

interface TokenRow {
  tokenId: string;
  deviceId: string;
  userId: string | null;
  capabilities: string[];
  // Drizzle switches the parsing of instants off on the shared pool: texts.
  expiresAt: string;
  revokedAt: string | null;
  lastUsedAt: string | null;
  deletedAt: string | null;
  disabledAt: string | null;
}

/**
 * Finds a token by its hash, in one indexed query, and says who it belongs to or why it is refused.
 * Written for the pool itself, which keeps the statement prepared: Drizzle has it planned anew every
 * time, which costs several times the look-up.
 */
export async function checkDeviceToken(
  deps: { db: Db; sql: Sql; clock: Clock },
  tokenHash: string,
): Promise<TokenCheck> {
  const [row] = await deps.sql<TokenRow[]>`
    select t.id as "tokenId", t.expires_at as "expiresAt", t.revoked_at as "revokedAt",
      t.last_used_at as "lastUsedAt", d.id as "deviceId", d.capabilities,
      d.deleted_at as "deletedAt", d.owner_user_id as "userId", u.disabled_at as "disabledAt"
    from device_tokens t join devices d on d.id = t.device_id
    left join users u on u.id = d.owner_user_id
    where t.token_hash = ${tokenHash}`;
  if (!row) return { refusal: "unknown" };
  const { tokenId, deviceId, userId, capabilities } = row;
  const refused = (refusal: Exclude<Refusal, "unknown">) => ({ refusal, tokenId, deviceId });
  const nowMs = deps.clock.nowMs();
  if (row.deletedAt) return refused("deleted");
  if (row.revokedAt) return refused("revoked");
  if (Date.parse(row.expiresAt) <= nowMs) return refused("expired");
  if (row.disabledAt) return refused("owner_disabled");
  if (!row.lastUsedAt || Date.parse(row.lastUsedAt) <= nowMs - BUMP_MS) {
    // The request does not wait: a lost bump is made up by the next one.
    bumpLastUse(deps, row).catch((error: unknown) =>
      logger("auth").warning("A device's last use was not written.", { error: messageOf(error) })
    );
  }
  return { actor: { kind: "device", deviceId, userId, tokenId, capabilities } };
}

/** Writes the last use of a token and of its device, unless another request has just done so. */
async function bumpLastUse(
  { db, clock }: { db: Db; clock: Clock },
  { tokenId, deviceId }: { tokenId: string; deviceId: string },
): Promise<void> {
  const now = clock.now();
  const before = new Date(now.getTime() - BUMP_MS);
  const [bumped] = await db.update(deviceTokens).set({ lastUsedAt: now }).where(and(
    eq(deviceTokens.id, tokenId),
    or(isNull(deviceTokens.lastUsedAt), lte(deviceTokens.lastUsedAt, before)),
  )).returning({ id: deviceTokens.id });
  if (!bumped) return;
  await db.update(devices).set({ lastSeenAt: now }).where(and(
    eq(devices.id, deviceId),
    or(isNull(devices.lastSeenAt), lt(devices.lastSeenAt, now)),
  ));
}
