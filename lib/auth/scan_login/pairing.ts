import { Buffer } from "node:buffer";
import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { verifications } from "@/db/schema/auth.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { deriveKey, hmacSha256Hex } from "@/lib/platform/crypto.ts";
import { PAIRING_TTL_MS } from "@/lib/platform/liveness.ts";

/** Life of a pairing in seconds. */
export const PAIRING_TTL_SEC = PAIRING_TTL_MS / 1_000;
/** A tap signs in within this many ms (spec 2.3). */
export const REPLAY_WINDOW_MS = 60_000;

/** Names one pairing: its code and exactly one reader. */
export const pairingFields = z.object({
  pairingCode: z.string().regex(/^[A-Za-z0-9_-]{4,64}$/),
  chargeBoxId: z.string().min(1).max(255).optional(),
  deviceId: z.uuid().optional(),
});

const ONE_READER = "Name exactly one of chargeBoxId and deviceId.";
export const hasOneReader = (input: { chargeBoxId?: string; deviceId?: string }) =>
  (input.chargeBoxId === undefined) !== (input.deviceId === undefined);

/** `pairingFields` with the rule that both readers cannot be meant. */
export const pairingQuery = pairingFields.refine(hasOneReader, { error: ONE_READER });

/** Body of `POST /api/auth/scan-login`. */
export const scanLoginBody = pairingFields.extend({
  /** The reference of the card that scan-detect gave, never the card's number. */
  idTag: z.string().min(1).max(64),
  /** Instant of the tap, ms. */
  t: z.coerce.number().int().positive(),
  nonce: z.string().regex(/^[0-9a-f]{64}$/),
}).refine(hasOneReader, { error: ONE_READER });

export type PairingName = z.output<typeof pairingQuery>;
export type ScanLoginInput = z.output<typeof scanLoginBody>;

/** A tap as the browser that waits for it learns of it. */
export interface ScanTap {
  /** Stands for the card in `scan-login`; the number itself would let anybody copy the card. */
  idTag: string;
  t: number;
  nonce: string;
  pairingCode: string;
  pairableType: "charger" | "device";
  pairableId: string;
}

/** What became of a pairing. `over`: unknown, cancelled, used or out of time. */
export type ScanState =
  | { status: "waiting"; expiresAt: Date }
  | { status: "tapped"; tap: ScanTap }
  | { status: "over" };

export const readerOf = ({ chargeBoxId, deviceId }: PairingName) =>
  chargeBoxId === undefined
    ? { pairableType: "device" as const, pairableId: deviceId! }
    : { pairableType: "charger" as const, pairableId: chargeBoxId };

/** Identifier of the row, by namespace of the reader (spec 4.2, 5). */
export function identifierOf(name: PairingName): string {
  const { pairableType, pairableId } = readerOf(name);
  const namespace = pairableType === "charger" ? "scan-pair" : "device-scan";
  return `${namespace}:${pairableId}:${name.pairingCode}`;
}

/** The row's value; a pairing for another purpose signs nobody in. */
export const loginPairing = z.object({ purpose: z.literal("login") });

/** The newest row of that name that was made for signing in. */
export async function loadPairing(ctx: Ctx, name: PairingName) {
  const [row] = await ctx.db.select().from(verifications)
    .where(eq(verifications.identifier, identifierOf(name)))
    .orderBy(desc(verifications.createdAt)).limit(1);
  return row && loginPairing.safeParse(jsonOf(row.value)).success ? row : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A keyed name of the card that is good for this pairing alone. */
export function cardReference(ctx: Ctx, name: PairingName, idTag: string): string {
  const key = deriveKey(ctx.config.AUTH_SECRET, "scan-login-card");
  const text = JSON.stringify([identifierOf(name), idTag.toUpperCase()]);
  return Buffer.from(hmacSha256Hex(key, text), "hex").subarray(0, 16).toString("base64url");
}

/** Hex HMAC over all that scan-login is told, under a key of its own. */
export function nonceOf(ctx: Ctx, name: PairingName, idTag: string, t: number): string {
  const { pairableType, pairableId } = readerOf(name);
  const key = deriveKey(ctx.config.AUTH_SECRET, "scan-login-nonce");
  const fields = ["scan-login/v1", idTag, name.pairingCode, pairableType, pairableId, t];
  return hmacSha256Hex(key, JSON.stringify(fields));
}
