import { equalConstantTime, hmacSha256Hex } from "@/lib/platform/crypto.ts";

/** A result older or newer than this is refused (seconds). */
export const SCAN_WINDOW_SEC = 60;

export interface SignedScan {
  /** Upper-case hex. */
  idTag: string;
  pairingCode: string;
  deviceId: string;
  /** Unix seconds. */
  ts: number;
}

/** Lower-case hex HMAC-SHA256 of a result under the device's secret (spec 4.6 row 9). */
export function signScan(secret: Uint8Array, scan: SignedScan): string {
  const { idTag, pairingCode, deviceId, ts } = scan;
  return hmacSha256Hex(secret, `scan-result/v1|${idTag}|${pairingCode}|${deviceId}|${ts}`);
}

/** Whether `nonce` is the signature, told in constant time. */
export const isSignedBy = (secret: Uint8Array, scan: SignedScan, nonce: string): boolean =>
  equalConstantTime(nonce, signScan(secret, scan));

/** Whether the device's clock reading is near enough to ours. */
export const isFresh = (ts: number, nowMs: number): boolean =>
  Math.abs(nowMs / 1_000 - ts) <= SCAN_WINDOW_SEC;
