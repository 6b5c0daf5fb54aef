import { verifications } from "@/db/schema/mod.ts";
import { requirePermission } from "@/lib/auth/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { invalid } from "@/lib/platform/errors.ts";
import { randomToken } from "@/lib/platform/crypto.ts";
import { CODE_TTL_MS, codeChallenge, codeIdentifier, codeRowId } from "./registration_code.ts";
import { deviceLabel } from "./schemas.ts";

export interface MintRegistrationCodeInput {
  /** base64url(SHA-256(verifier)) that the app sent along. */
  codeChallenge: string;
  /** What the operator confirmed. */
  label: string;
}

/**
 * Makes a one-time code by which one device registers within 60 s; it will belong to the caller.
 * Stored is its hash, bound to the challenge.
 * @throws AppError `forbidden` without `devices:write`, `invalid` for a bad challenge or label
 */
export async function mintRegistrationCode(
  ctx: Ctx,
  input: MintRegistrationCodeInput,
): Promise<{ oneTimeCode: string; expiresAt: Date }> {
  requirePermission(ctx.actor, "devices:write");
  const { actor } = ctx;
  if (actor.kind !== "user") throw invalid("Only an operator can register a device.");
  const challenge = codeChallenge.safeParse(input.codeChallenge);
  const label = deviceLabel.safeParse(input.label);
  if (!challenge.success || !label.success) {
    throw invalid("The app's request is not complete. Start again from the app.");
  }
  const oneTimeCode = randomToken(32);
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + CODE_TTL_MS);
  await ctx.db.insert(verifications).values({
    id: codeRowId(oneTimeCode),
    identifier: codeIdentifier(actor.userId, oneTimeCode),
    value: JSON.stringify({
      userId: actor.userId,
      challenge: challenge.data,
      label: label.data,
    }),
    expiresAt,
    createdAt: now,
    updatedAt: now,
  });
  return { oneTimeCode, expiresAt };
}
