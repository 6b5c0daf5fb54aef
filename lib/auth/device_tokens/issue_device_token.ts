import { deviceTokens } from "@/db/schema/devices.ts";
import { recordAudit } from "@/lib/audit/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { sha256Hex } from "@/lib/platform/crypto.ts";
import {
  DEVICE_TOKEN_LIFE_MS,
  hashPrefix,
  newDeviceSecret,
  newDeviceToken,
  sealDeviceSecret,
} from "./token_texts.ts";

/** Shown once, to the device alone: the raw values are stored nowhere. */
export interface IssuedDeviceToken {
  id: string;
  deviceToken: string;
  deviceSecret: string;
  expiresAt: Date;
}

/**
 * Gives a device a token (365 days) and a secret, and audits `device.token.issued` under `ctx.actor`.
 * Call it inside the transaction that makes the device.
 */
export async function issueDeviceToken(
  ctx: Ctx,
  { deviceId }: { deviceId: string },
): Promise<IssuedDeviceToken> {
  const deviceToken = newDeviceToken();
  const deviceSecret = newDeviceSecret();
  const tokenHash = sha256Hex(deviceToken);
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + DEVICE_TOKEN_LIFE_MS);
  const [{ id }] = await ctx.db.insert(deviceTokens).values({
    deviceId,
    tokenHash,
    secretHash: sha256Hex(deviceSecret),
    secretEncrypted: sealDeviceSecret(ctx.config.AUTH_SECRET, deviceSecret),
    expiresAt,
    createdAt: now,
  }).returning({ id: deviceTokens.id });
  await recordAudit(ctx, {
    event: "device.token.issued",
    subject: `device:${deviceId}`,
    metadata: { deviceId, tokenId: id, hashPrefix: hashPrefix(tokenHash) },
  });
  return { id, deviceToken, deviceSecret, expiresAt };
}
