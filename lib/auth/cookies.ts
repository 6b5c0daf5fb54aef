import { Buffer } from "node:buffer";
import { deriveKey, equalConstantTime, hmacSha256Base64 } from "@/lib/platform/crypto.ts";

/** The two hosts that hold sessions. */
export type SignInSurface = "admin" | "customer";

/** Host-only cookies, one name per host (ruling 2). */
export const SESSION_COOKIE: Record<SignInSurface, string> = {
  admin: "polaris_admin_session",
  customer: "polaris_customer_session",
};

/** The key that signs one host's cookies; a cookie of the other host cannot verify under it. */
export function surfaceSecret(authSecret: string, surface: SignInSurface): string {
  return Buffer.from(deriveKey(authSecret, `auth:${surface}`)).toString("base64url");
}

/** Name of the cookie that remembers one of several sessions of a browser; BetterAuth's spelling. */
export const multiSessionCookie = (surface: SignInSurface, token: string) =>
  `${SESSION_COOKIE[surface]}_multi-${token.toLowerCase()}`;

/**
 * The session token in the request's cookie, or null when there is none or its signature is not ours.
 * The value is `token.base64(HMAC-SHA256(token))`, percent-encoded, as BetterAuth writes it.
 */
export function readSessionToken(
  headers: Headers,
  surface: SignInSurface,
  secret: string,
): string | null {
  const raw = cookieValue(headers.get("cookie"), SESSION_COOKIE[surface]);
  if (!raw || raw.length > 512) return null;
  let value: string;
  try {
    value = decodeURIComponent(raw);
  } catch {
    return null;
  }
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  return equalConstantTime(value.slice(dot + 1), hmacSha256Base64(secret, token)) ? token : null;
}

/** The first cookie of that name, as BetterAuth picks it. */
function cookieValue(header: string | null, name: string): string | null {
  for (const part of header?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/** A Set-Cookie text that removes the cookie. */
export function expiredCookie(name: string, secure: boolean): string {
  return `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? "; Secure" : ""}`;
}
