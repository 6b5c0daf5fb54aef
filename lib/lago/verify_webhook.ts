import { Buffer } from "node:buffer";
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type Clock, systemClock } from "@/lib/platform/clock.ts";
import { equalConstantTime, hmacSha256Base64 } from "@/lib/platform/crypto.ts";

export interface WebhookVerifierOptions {
  /** LAGO_WEBHOOK_HMAC_KEY. */
  hmacKey?: string;
  /** Fetches Lago's public key (`LagoClient.webhookPublicKey`); absent: JWT is refused. */
  publicKey?: () => Promise<string>;
  clock?: Clock;
}

export type WebhookVerifier = (headers: Headers, rawBody: Uint8Array) => Promise<boolean>;

/** A forged signature must not make us ask Lago for its key at will. */
const REFETCH_PAUSE_MS = 60_000;
const headerSchema = z.object({ alg: z.literal("RS256") });
const claimsSchema = z.object({ data: z.union([z.string(), z.record(z.string(), z.unknown())]) });

/**
 * Checks Lago's signatures (spec/steve-and-lago.md 17): HMAC-SHA256 of the raw body in base64, or a JWT
 * (RS256) that carries the body. The public key is kept, and fetched again when a signature fails.
 */
export function createWebhookVerifier(options: WebhookVerifierOptions): WebhookVerifier {
  const clock = options.clock ?? systemClock;
  let known: { key: KeyObject | null; fetchedAtMs: number } | null = null;
  const fetchKey = async (): Promise<KeyObject | null> => {
    known = { key: known?.key ?? null, fetchedAtMs: clock.nowMs() };
    const text = await options.publicKey!().catch(() => null);
    const key = text === null ? null : keyOf(text);
    if (key) known.key = key;
    return known.key;
  };

  return async (headers, rawBody) => {
    const signature = headers.get("x-lago-signature")?.trim();
    if (!signature) return false;
    const algorithm = headers.get("x-lago-signature-algorithm")?.trim().toLowerCase() ?? "jwt";
    if (algorithm === "hmac") {
      return options.hmacKey !== undefined &&
        equalConstantTime(signature, hmacSha256Base64(options.hmacKey, rawBody));
    }
    if (algorithm !== "jwt" || !options.publicKey) return false;
    const key = known?.key ?? await fetchKey();
    if (key && isSignedBy(key, signature, rawBody)) return true;
    if (!known || clock.nowMs() - known.fetchedAtMs < REFETCH_PAUSE_MS) return false;
    const fresh = await fetchKey();
    return fresh !== null && isSignedBy(fresh, signature, rawBody);
  };
}

/** PEM, or base64 of PEM or DER. */
function keyOf(text: string): KeyObject | null {
  try {
    if (text.includes("-----BEGIN")) return createPublicKey(text);
    const bytes = Buffer.from(text, "base64");
    if (bytes.toString("latin1").includes("-----BEGIN")) return createPublicKey(bytes);
    return createPublicKey({ key: bytes, format: "der", type: "spki" });
  } catch {
    return null;
  }
}

function isSignedBy(key: KeyObject, token: string, rawBody: Uint8Array): boolean {
  const parts = token.split(".");
  if (parts.length !== 3) return false;
  try {
    const [header, claims] = parts.slice(0, 2).map((part) =>
      JSON.parse(Buffer.from(part, "base64url").toString("utf8"))
    );
    if (!headerSchema.safeParse(header).success) return false;
    const signed = Buffer.from(`${parts[0]}.${parts[1]}`);
    if (!verify("sha256", signed, key, Buffer.from(parts[2], "base64url"))) return false;
    const { data } = claimsSchema.parse(claims);
    const body = new TextDecoder().decode(rawBody);
    if (data === body) return true;
    // Lago may write the same object with other spacing than it sends.
    return isDeepStrictEqual(typeof data === "string" ? JSON.parse(data) : data, JSON.parse(body));
  } catch {
    return false;
  }
}
