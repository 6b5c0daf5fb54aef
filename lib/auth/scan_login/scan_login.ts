import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { devices, userMappings, users, verifications } from "@/db/schema/mod.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { equalConstantTime } from "@/lib/platform/crypto.ts";
import { type AppError, forbidden, limit, unauthorized } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { mayHoldSession } from "../admission.ts";
import { mintSession } from "../mint_session.ts";
import {
  cardReference,
  identifierOf,
  loadPairing,
  nonceOf,
  readerOf,
  REPLAY_WINDOW_MS,
  type ScanLoginInput,
} from "./pairing.ts";

/** What else happens with a sign-in, in its transaction, e.g. a notice to the driver. */
export type OnScanLogin = (tx: Ctx, found: { userId: string; pairableId: string }) => Promise<void>;

/**
 * Signs the holder of a tapped card in. The pairing is used up by it, so that the card charges again at
 * once. Throws forbidden (not our nonce), limit `rate_limited` (used up or too late: it cannot be told
 * from throttling) and unauthorized (card of nobody who may sign in here).
 */
export async function scanLogin(
  ctx: Ctx,
  input: ScanLoginInput,
  options: { headers: Headers; onSignIn?: OnScanLogin },
): Promise<{ setCookies: string[] }> {
  if (!equalConstantTime(input.nonce, nonceOf(ctx, input, input.idTag, input.t))) {
    throw forbidden("This answer was not made here. Start again.", { code: "forbidden" });
  }
  // A refusal must not undo that the pairing is used up, so it is thrown after the transaction.
  const outcome = await inTransaction(ctx, async (tx) => {
    const idTag = await useUp(tx, input);
    if (idTag === null) return tooLate();
    const holder = await holderOf(tx, idTag);
    const { pairableType, pairableId } = readerOf(input);
    // Whoever holds a device can sign any card number with it: only its own driver signs in by it.
    const user = pairableType === "charger" || await owns(tx, holder?.id, pairableId)
      ? holder
      : undefined;
    const facts = { surface: "customer", method: "scan", idTag, [pairableType]: pairableId };
    if (!user || !mayHoldSession(user, "customer")) {
      await recordAudit(tx, { event: "auth.sign_in_failed", metadata: facts });
      return unauthorized(msg("This card cannot sign in. Ask your operator to link it."), {
        code: "unauthorized",
      });
    }
    const minted = await mintSession(tx, {
      userId: user.id,
      ttlSec: tx.config.CUSTOMER_SESSION_TTL_SECONDS,
      headers: options.headers,
      signedInBy: "scan",
    });
    await recordAudit(tx, { event: "auth.sign_in", subject: `user:${user.id}`, metadata: facts });
    await options.onSignIn?.(tx, { userId: user.id, pairableId });
    return { setCookies: minted.setCookies };
  });
  if ("setCookies" in outcome) return outcome;
  throw outcome;
}

/** Claims the tap in one statement; the full card id, or null when somebody was faster or it is too late. */
async function useUp(tx: Ctx, input: ScanLoginInput): Promise<string | null> {
  const row = await loadPairing(tx, input);
  if (!row?.matchedIdTag || row.updatedAt.getTime() !== input.t) return null;
  if (!equalConstantTime(input.idTag, cardReference(tx, input, row.matchedIdTag))) return null;
  const now = tx.clock.now();
  const [claimed] = await tx.db.update(verifications).set({ status: "released", updatedAt: now })
    .where(and(
      eq(verifications.id, row.id),
      eq(verifications.identifier, identifierOf(input)),
      eq(verifications.status, "consumed"),
      gt(verifications.updatedAt, new Date(now.getTime() - REPLAY_WINDOW_MS)),
    )).returning({ idTag: verifications.matchedIdTag });
  return claimed?.idTag ?? null;
}

/** Who a card belongs to while it is linked; SteVe compares card ids without case. */
async function holderOf(tx: Ctx, idTag: string) {
  const [user] = await tx.db.select({
    id: users.id,
    role: users.role,
    disabledAt: users.disabledAt,
  }).from(userMappings).innerJoin(users, eq(users.id, userMappings.userId)).where(and(
    sql`upper(${userMappings.steveOcppIdTag}) = upper(${idTag})`,
    eq(userMappings.isActive, true),
  ));
  return user;
}

async function owns(tx: Ctx, userId: string | undefined, deviceId: string): Promise<boolean> {
  const [device] = await tx.db.select({ owner: devices.ownerUserId }).from(devices)
    .where(and(eq(devices.id, deviceId), isNull(devices.deletedAt)));
  return device !== undefined && device.owner !== null && device.owner === userId;
}

function tooLate(): AppError {
  const retryAfterSec = REPLAY_WINDOW_MS / 1_000;
  return limit(`Too many requests. Retry after ${retryAfterSec}s.`, {
    code: "rate_limited",
    retryAfterSec,
  });
}
