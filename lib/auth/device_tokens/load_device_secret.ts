import { eq } from "drizzle-orm";
import { deviceTokens } from "@/db/schema/devices.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { unauthorized } from "@/lib/platform/errors.ts";
import { openDeviceSecret } from "./token_texts.ts";

/**
 * The raw bytes of the secret that belongs to the caller's token: the key of its scan results and of
 * nothing else. Throws `unauthorized` when the caller is no device.
 */
export async function loadDeviceSecret(ctx: Ctx): Promise<Uint8Array> {
  const { actor } = ctx;
  if (actor.kind !== "device") throw unauthorized("Only a device can do this.");
  const [row] = await ctx.db.select({ sealed: deviceTokens.secretEncrypted }).from(deviceTokens)
    .where(eq(deviceTokens.id, actor.tokenId));
  if (!row) throw unauthorized("The token is unknown.");
  return openDeviceSecret(ctx.config.AUTH_SECRET, row.sealed);
}
