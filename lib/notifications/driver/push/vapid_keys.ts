import { eq } from "drizzle-orm";
// @ts-types="@types/web-push"
import webPush from "web-push";
import { z } from "zod";
import { platformState } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { decryptText, deriveKey, encryptText } from "@/lib/platform/crypto.ts";

/** The key pair by which push services know this installation (RFC 8292); base64url. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

const KEY = "push.vapid";
const PURPOSE = "web-push-vapid";
const stored = z.object({ publicKey: z.string(), sealedPrivateKey: z.string() });

/**
 * The installation's key pair: made once, whoever asks first, and kept encrypted. Browsers subscribe
 * with the public part, so it must not change; after a change of AUTH_SECRET the private part cannot
 * be read, a new pair is made, and browsers have to subscribe again.
 */
export async function vapidKeys(ctx: Ctx): Promise<VapidKeys> {
  const sealing = deriveKey(ctx.config.AUTH_SECRET, PURPOSE);
  const known = opened(await read(ctx), sealing);
  if (known) return known;
  const made = webPush.generateVAPIDKeys();
  const value = {
    publicKey: made.publicKey,
    sealedPrivateKey: encryptText(sealing, made.privateKey),
  };
  await ctx.db.transaction(async (tx) => {
    await tx.insert(platformState).values({ key: KEY, value, updatedAt: ctx.clock.now() })
      .onConflictDoNothing();
    // Whoever comes second finds the pair of the first here.
    const [row] = await tx.select().from(platformState).where(eq(platformState.key, KEY))
      .for("update");
    if (opened(row.value, sealing)) return;
    ctx.log.warning(
      "The key of web push cannot be read and was replaced; browsers subscribe again.",
    );
    await tx.update(platformState).set({ value, updatedAt: ctx.clock.now() })
      .where(eq(platformState.key, KEY));
  });
  const kept = opened(await read(ctx), sealing);
  if (!kept) throw new Error("The key of web push was just written and cannot be read.");
  return kept;
}

async function read({ db }: Ctx): Promise<unknown> {
  const [row] = await db.select().from(platformState).where(eq(platformState.key, KEY));
  return row?.value;
}

function opened(value: unknown, sealing: Uint8Array): VapidKeys | null {
  const parsed = stored.safeParse(value);
  if (!parsed.success) return null;
  try {
    const { publicKey, sealedPrivateKey } = parsed.data;
    return { publicKey, privateKey: decryptText(sealing, sealedPrivateKey) };
  } catch {
    return null;
  }
}
