import { Buffer } from "node:buffer";
import {
  decryptText,
  deriveKey,
  encryptText,
  randomToken,
  sha256Hex,
} from "@/lib/platform/crypto.ts";

/** Life of a device token in ms: 365 days (spec 2.5). */
export const DEVICE_TOKEN_LIFE_MS = 365 * 86_400_000;
const PREFIX = "dev_";
const TOKEN = /^dev_[A-Za-z0-9_-]{43}$/;

/** A new bearer token: `dev_` and 32 random bytes in base64url. */
export const newDeviceToken = () => PREFIX + randomToken(32);

/** A new key for scan results: 32 random bytes in base64url. */
export const newDeviceSecret = () => randomToken(32);

/** What of a token may be written down: the first eight characters of its SHA-256. */
export const hashPrefix = (tokenHash: string) => tokenHash.slice(0, 8);

/**
 * The device token of an Authorization header. `none`: no bearer at all; `malformed`: a bearer that is
 * no device token; else the SHA-256 under which it is stored.
 */
export function readDeviceToken(headers: Headers): "none" | "malformed" | { hash: string } {
  const given = /^bearer +(.*)$/i.exec(headers.get("authorization")?.trim() ?? "")?.[1];
  if (given === undefined) return "none";
  return TOKEN.test(given) ? { hash: sha256Hex(given) } : "malformed";
}

/** The secret as it is stored (ruling 6): AES-256-GCM under a key of its own. */
export const sealDeviceSecret = (authSecret: string, secret: string) =>
  encryptText(deriveKey(authSecret, "device-secret"), secret);

/** The raw bytes of a stored secret: the HMAC key of scan results. Throws when it was altered. */
export const openDeviceSecret = (authSecret: string, sealed: string): Uint8Array =>
  new Uint8Array(
    Buffer.from(decryptText(deriveKey(authSecret, "device-secret"), sealed), "base64url"),
  );
