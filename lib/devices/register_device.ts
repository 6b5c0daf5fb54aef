import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { users, verifications } from "@/db/schema/mod.ts";
import { withJitter } from "@/lib/auth/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { invalid } from "@/lib/platform/errors.ts";
import { type Capability, decideCapabilities } from "./capabilities.ts";
import { createDevice } from "./create_device.ts";
import { challengeOf, codeRowId } from "./registration_code.ts";
import { platform as knownPlatform, type RegisterBody } from "./schemas.ts";

export interface RegisteredDevice {
  deviceId: string;
  deviceToken: string;
  deviceSecret: string;
  capabilities: Capability[];
  expiresAt: Date;
}

const minted = z.object({ userId: z.string() });

/**
 * Exchanges a one-time code and its PKCE verifier for a device that belongs to whoever minted the
 * code (rulings 1 and 5). Code, device and token are one transaction: of several tries one succeeds,
 * and a failed insert leaves the code usable.
 * @throws AppError `invalid` with `invalid_code` (wrong, expired, replayed, other verifier: all the
 * same, after 50–150 ms), `invalid_platform`, `invalid_capabilities`, `capability_not_app_eligible`
 */
export async function registerDevice(ctx: Ctx, input: RegisterBody): Promise<RegisteredDevice> {
  const { oneTimeCode, codeVerifier, requestedCapabilities, platform, ...facts } = input;
  const named = knownPlatform.safeParse(platform);
  if (!named.success) {
    throw invalid("The platform is one of ios, ipados and macos.", { code: "invalid_platform" });
  }
  const decided = decideCapabilities(requestedCapabilities);
  if ("refusal" in decided) {
    throw invalid(
      decided.refusal === "capability_not_app_eligible"
        ? "Only a charging station has the capability charger."
        : "These capabilities do not go together.",
      { code: decided.refusal },
    );
  }
  const { capabilities } = decided;
  const registered = await withJitter({}, () =>
    inTransaction(ctx, async (tx) => {
      const owner = await redeemCode(tx, { oneTimeCode, codeVerifier });
      if (!owner) return null;
      const { deviceId, token } = await createDevice({ ...tx, actor: owner }, {
        ...facts,
        platform: named.data,
        capabilities,
        ownerUserId: owner.userId,
        method: "code",
      });
      const { deviceToken, deviceSecret, expiresAt } = token;
      return { deviceId, deviceToken, deviceSecret, capabilities, expiresAt };
    }));
  if (registered) return registered;
  throw invalid("The code is wrong or its time is over. Ask for a new one.", {
    code: "invalid_code",
  });
}

/** Uses a code up and returns who minted it, while that person may still register devices; else null. */
async function redeemCode(
  ctx: Ctx,
  { oneTimeCode, codeVerifier }: { oneTimeCode: string; codeVerifier: string },
) {
  const now = ctx.clock.now();
  const [row] = await ctx.db.update(verifications).set({ status: "consumed", updatedAt: now })
    .where(and(
      eq(verifications.id, codeRowId(oneTimeCode)),
      eq(verifications.status, "armed"),
      gt(verifications.expiresAt, now),
      sql`${verifications.value}::jsonb ->> 'challenge' = ${challengeOf(codeVerifier)}`,
    )).returning({ value: verifications.value });
  if (!row) return null;
  const { userId } = minted.parse(JSON.parse(row.value));
  const [owner] = await ctx.db.select({ role: users.role }).from(users)
    .where(and(eq(users.id, userId), isNull(users.disabledAt), ne(users.role, "customer")));
  return owner ? { kind: "user" as const, userId, role: owner.role, permissions: [] } : null;
}
