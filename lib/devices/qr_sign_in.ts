import { withJitter } from "@/lib/auth/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { limit, notFound } from "@/lib/platform/errors.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import { isPublicId } from "@/lib/platform/ids.ts";
import type { RateLimiter } from "@/lib/platform/rate_limit.ts";
import type { SteveClient } from "@/lib/steve/mod.ts";
import { nativeSignIn, type SignedInDevice } from "./native_sign_in.ts";
import { bindPhoneTag, pushPhoneTag } from "./phone_tag.ts";
import type { NativeSignInBody } from "./schemas.ts";

/** More unknown cards than this in a minute, from all addresses, are no typing errors. */
const ALARM_AT = { points: 100, perSec: 60 };
/** Each sign-in makes a device and a tag in SteVe: nobody changes phones as often. */
const PER_CARD = { points: 10, perSec: 3_600 };

/**
 * Signs a driver in on a phone by the id printed on the card, which is itself the credential, and links
 * a tag of the phone's own (see `bindPhoneTag`). SteVe learns of the tag after the answer.
 * @throws AppError `not_found`, after 50–150 ms, for an unknown card or a person who may not sign in;
 * `limit` after ten tries with one id in an hour, whether it exists or not
 */
export async function qrSignIn(
  ctx: Ctx,
  input: {
    userPublicId: string;
    facts: NativeSignInBody;
    steve: SteveClient | null;
    limiter: Pick<RateLimiter, "consume">;
  },
): Promise<SignedInDevice> {
  const { facts, steve } = input;
  const publicId = input.userPublicId.replaceAll(/[\s-]/g, "").toUpperCase();
  if (isPublicId(publicId)) await countTry(input.limiter, publicId);
  const outcome = await withJitter({}, () =>
    inTransaction(ctx, async (tx) => {
      if (!isPublicId(publicId)) return null;
      const signedIn = await nativeSignIn(tx, { proof: { publicId }, method: "qr", facts });
      if (!signedIn) return null;
      const { id: deviceId, label, ownerUserId: userId } = signedIn.device;
      return { signedIn, tag: await bindPhoneTag(tx, { deviceId, userId, label }) };
    }));
  if (!outcome) {
    await noteUnknownCard(ctx, input.limiter);
    throw notFound("We do not recognise this card.");
  }
  const { signedIn, tag } = outcome;
  // Not awaited: SteVe may take seconds, and the sync worker makes up for whatever is lost here.
  if (steve && tag) void pushPhoneTag(ctx, { steve, ...tag });
  return signedIn;
}

async function countTry(limiter: Pick<RateLimiter, "consume">, publicId: string): Promise<void> {
  const key = `qr-sign-in:card:${sha256Hex(publicId).slice(0, 32)}`;
  const { allowed, resetMs } = await limiter.consume(key, PER_CARD);
  if (allowed) return;
  const retryAfterSec = Math.max(1, Math.ceil(resetMs / 1_000));
  throw limit(`Too many requests. Retry after ${retryAfterSec}s.`, {
    code: "rate_limited",
    retryAfterSec,
  });
}

async function noteUnknownCard(ctx: Ctx, limiter: Pick<RateLimiter, "consume">): Promise<void> {
  const { allowed } = await limiter.consume("qr-sign-in-unknown", ALARM_AT);
  if (allowed) return;
  const minute = Math.floor(ctx.clock.nowMs() / 60_000);
  const { allowed: isFirst } = await limiter.consume(`qr-sign-in-alarm:${minute}`, {
    points: 1,
    perSec: 60,
  });
  if (!isFirst) return;
  await raiseNotification(ctx, {
    audience: "admin",
    severity: "error",
    source: "devices",
    title: "Somebody tries out card numbers",
    body: "More than 100 unknown printed cards were scanned within a minute. " +
      "Look for the addresses in the log of your proxy and block them.",
    dedupeKey: "devices:qr-guessing",
  });
}
