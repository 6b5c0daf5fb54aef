import { consumeMagicLink, withJitter } from "@/lib/auth/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { notFound } from "@/lib/platform/errors.ts";
import { nativeSignIn, type SignedInDevice } from "./native_sign_in.ts";
import type { NativeSignInBody } from "./schemas.ts";

/**
 * Signs a driver in on a phone by the token of a mailed link, which is used up: of several uses, here
 * or in a browser, one succeeds. Throws `not_found`, after 50–150 ms, for a token that is unknown,
 * used or over, and for a person who may not sign in.
 */
export async function verifyMagicLink(
  ctx: Ctx,
  { token, ...facts }: NativeSignInBody & { token: string },
): Promise<SignedInDevice> {
  const signedIn = await withJitter({}, () =>
    inTransaction(ctx, async (tx) => {
      const proof = await consumeMagicLink(tx, token);
      return proof && await nativeSignIn(tx, { proof, method: "magic_link", facts });
    }));
  if (signedIn) return signedIn;
  throw notFound(
    "This link is not known, was used already or its time is over. Ask for a new one.",
  );
}
