import { Buffer } from "node:buffer";
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** Lower-case hex SHA-256. */
export const sha256Hex = (data: string | Uint8Array) =>
  createHash("sha256").update(data).digest("hex");

/** Lower-case hex HMAC-SHA256. */
export const hmacSha256Hex = (key: string | Uint8Array, data: string | Uint8Array) =>
  createHmac("sha256", key).update(data).digest("hex");

/** Base64 HMAC-SHA256. */
export const hmacSha256Base64 = (key: string | Uint8Array, data: string | Uint8Array) =>
  createHmac("sha256", key).update(data).digest("base64");

/** Compares without telling by its time where the strings differ; lengths may differ. */
export function equalConstantTime(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(left, right);
}

/** Base64url of `bytes` random bytes, without padding. */
export const randomToken = (bytes = 32) => randomBytes(bytes).toString("base64url");

/** A 32-byte key for one `purpose`, by HKDF-SHA256 from the master secret. */
export function deriveKey(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "polaris-express", purpose, 32));
}

/** AES-256-GCM; the result is base64url of nonce (12) + tag (16) + ciphertext. */
export function encryptText(key: Uint8Array, plain: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

/** Reverses `encryptText`; throws when the text was altered or the key is another. */
export function decryptText(key: Uint8Array, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}
