import { and, eq, isNull } from "drizzle-orm";
import type { Db, Sql } from "@/db/client.ts";
import { deviceTokens } from "@/db/schema/devices.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { clientNetwork } from "@/lib/platform/client_network.ts";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Actor } from "@/lib/platform/context.ts";
import type { SignInLimiter } from "../sign_in_limit.ts";

/** A token was blocked because it was refused too often. */
export interface BlockedToken {
  tokenId: string;
  deviceId: string;
}

export interface RefusalDeps {
  db: Db;
  sql: Sql;
  clock: Clock;
  limiter: SignInLimiter;
  /** Tells the operators; joins the transaction that blocks the token. */
  onTokenBlocked?: (db: Db, blocked: BlockedToken) => Promise<void>;
}

export interface RefusedToken {
  reason: string;
  /** First eight characters of the token's hash. */
  hashPrefix?: string;
  /** The token, where it is one of ours. */
  token?: BlockedToken;
  ip?: string;
  requestId?: string;
}

/** Five refusals of one token within a minute block it (spec 3.4): the fifth is the one over this. */
const REFUSALS = { points: 4, perSec: 60 };
/** Audit rows a minute that one address, and all together, can cause by bad tokens. */
const AUDIT_PER_ADDRESS = { points: 10, perSec: 60 };
const AUDIT_IN_ALL = { points: 120, perSec: 60 };

/**
 * Notes that a device's credential was refused: one audit row, within bounds that an attacker cannot
 * raise, and after five refusals of one token in a minute the token is revoked and operators are told.
 */
export async function noteRefusedToken(deps: RefusalDeps, refused: RefusedToken): Promise<void> {
  const { limiter } = deps;
  const mayWrite = async () =>
    (await limiter.consume(`device-token-invalid:ip:${networkOf(refused)}`, AUDIT_PER_ADDRESS))
      .allowed && (await limiter.consume("device-token-invalid", AUDIT_IN_ALL)).allowed;
  if (await mayWrite()) {
    await recordAudit(auditOf(deps.db, refused, { kind: "anonymous" }), {
      event: "device.token.invalid",
      subject: refused.token && `device:${refused.token.deviceId}`,
      metadata: { reason: refused.reason, hashPrefix: refused.hashPrefix },
    });
  }
  const { token } = refused;
  if (!token) return;
  const { allowed } = await limiter.consume(`device-token-refused:${token.tokenId}`, REFUSALS);
  if (!allowed) await blockToken(deps, token, refused);
}

const networkOf = ({ ip }: RefusedToken) => ip === undefined ? "unknown" : clientNetwork(ip);

async function blockToken(deps: RefusalDeps, token: BlockedToken, refused: RefusedToken) {
  await deps.db.transaction(async (transaction) => {
    const tx = transaction as unknown as Db; // A transaction has Db's query methods.
    const [revoked] = await tx.update(deviceTokens).set({ revokedAt: deps.clock.now() })
      .where(and(eq(deviceTokens.id, token.tokenId), isNull(deviceTokens.revokedAt)))
      .returning({ id: deviceTokens.id });
    if (!revoked) return;
    await recordAudit(auditOf(tx, refused, { kind: "system", name: "auth" }), {
      event: "device.token.revoked",
      subject: `device:${token.deviceId}`,
      metadata: { tokenId: token.tokenId, reason: "refused_too_often" },
    });
    await deps.onTokenBlocked?.(tx, token);
  });
}

const auditOf = (db: Db, { ip, requestId }: RefusedToken, actor: Actor) => ({
  db,
  actor,
  ip,
  requestId,
});
