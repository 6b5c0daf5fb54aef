import { randomUUID } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { verifications } from "@/db/schema/auth.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { clientNetwork } from "@/lib/platform/client_network.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { deriveKey, hmacSha256Hex, sha256Hex } from "@/lib/platform/crypto.ts";
import { conflict, limit, notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { newPairingCode } from "@/lib/platform/ids.ts";
import { identifierOf, PAIRING_TTL_SEC } from "./pairing.ts";

/** Chargers one address may wait at together; many drivers share one address. */
const MAX_WAITING_PER_ADDRESS = 5;

/** The reader as `lib/charging` knows it; null when there is none. */
export interface ScanReader {
  deviceId: string;
  pairableType: "charger" | "device";
  isOnline: boolean;
}

export interface ArmedScan {
  pairingCode: string;
  expiresInSec: number;
}

/**
 * Makes the next tap at a charger a sign-in of the browser that asks, for 90 s. A charger serves one
 * waiting browser: whoever would tap for another learns so. Asking again from the same browser (`mark`,
 * see `browserMark`) starts anew. Throws not_found (also when the
 * operator has switched it off), conflict (offline, or somebody else waits) and limit.
 */
export async function armScan(
  ctx: Ctx,
  reader: ScanReader | null,
  mark: string,
): Promise<ArmedScan> {
  if (ctx.config.TAP_SIGN_IN === "off") {
    throw notFound(msg("Signing in with a card is switched off here."));
  }
  if (reader?.pairableType !== "charger") throw notFound(msg("There is no such charger."));
  if (!reader.isOnline) {
    throw conflict(msg("This charger is not connected at the moment. Choose another."), {
      code: "charger_offline",
    });
  }
  const chargeBoxId = reader.deviceId;
  const now = ctx.clock.now();
  const asker = hmacSha256Hex(
    deriveKey(ctx.config.AUTH_SECRET, "scan-login-address"),
    ctx.ip === undefined ? "unknown" : clientNetwork(ctx.ip),
  ).slice(0, 32);
  const browser = hmacSha256Hex(deriveKey(ctx.config.AUTH_SECRET, "scan-login-browser"), mark)
    .slice(0, 32);
  return await inTransaction(ctx, async (tx) => {
    // One at a time: the counts below cannot be raced past.
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('scan-login', 11))`);
    const waiting = await tx.db.select({
      id: verifications.id,
      identifier: verifications.identifier,
      isOfAddress: sql<boolean>`strpos(${verifications.value}, ${asker}) > 0`,
      isOwn: sql<boolean>`strpos(${verifications.value}, ${browser}) > 0`,
    }).from(verifications).where(and(
      sql`starts_with(${verifications.identifier}, 'scan-pair:')`,
      eq(verifications.status, "armed"),
      gt(verifications.expiresAt, now),
    ));
    const prefix = `scan-pair:${chargeBoxId}:`;
    const here = waiting.filter(({ identifier }) =>
      identifier.startsWith(prefix) && !identifier.slice(prefix.length).includes(":")
    );
    if (here.some((row) => !row.isOwn)) {
      throw conflict(msg("Somebody else is signing in at this charger. Try again in a minute."), {
        code: "charger_taken",
        retryAfterSec: PAIRING_TTL_SEC,
      });
    }
    for (const { id } of here) await release(tx, id);
    if (waiting.filter((row) => row.isOfAddress).length - here.length >= MAX_WAITING_PER_ADDRESS) {
      throw limit(`Too many requests. Retry after ${PAIRING_TTL_SEC}s.`, {
        code: "rate_limited",
        retryAfterSec: PAIRING_TTL_SEC,
      });
    }
    const pairingCode = newPairingCode();
    await tx.db.insert(verifications).values({
      id: randomUUID(),
      identifier: identifierOf({ chargeBoxId, pairingCode }),
      value: JSON.stringify({ purpose: "login", asker, browser }),
      expiresAt: new Date(now.getTime() + PAIRING_TTL_SEC * 1_000),
      createdAt: now,
      updatedAt: now,
    });
    await recordAudit(tx, {
      event: "auth.scan_armed",
      subject: `charger:${chargeBoxId}`,
      metadata: { pairing: sha256Hex(pairingCode).slice(0, 12) },
    });
    return { pairingCode, expiresInSec: PAIRING_TTL_SEC };
  });
}

async function release(tx: Ctx, id: string): Promise<void> {
  await tx.db.update(verifications).set({ status: "released", updatedAt: tx.clock.now() })
    .where(and(eq(verifications.id, id), eq(verifications.status, "armed")));
}
