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
  for (const [name, value] of cookiesOf(headers)) {
    // The first of that name, as BetterAuth picks it.
    if (name === SESSION_COOKIE[surface]) return tokenOf(value, secret);
  }
  return null;
}

/** Tokens of all sessions this browser holds on that host, by cookies whose signature is ours. */
export function readHeldTokens(
  headers: Headers,
  surface: SignInSurface,
  secret: string,
): string[] {
  const held = new Set<string>();
  for (const [name, value] of cookiesOf(headers)) {
    const token = name.startsWith(multiSessionCookie(surface, "")) ? tokenOf(value, secret) : null;
    if (token && name === multiSessionCookie(surface, token)) held.add(token);
  }
  return [...held];
}

function tokenOf(raw: string, secret: string): string | null {
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

function* cookiesOf(headers: Headers): Generator<[name: string, value: string]> {
  for (const part of headers.get("cookie")?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (at > 0) yield [part.slice(0, at).trim(), part.slice(at + 1).trim()];
  }
}

/**
 * A Set-Cookie text with a signed session token, as BetterAuth writes it. Without `maxAgeSec` the cookie
 * lasts as long as the browser runs.
 */
export function signedCookie(
  name: string,
  token: string,
  options: { secret: string; secure: boolean; maxAgeSec?: number },
): string {
  const value = encodeURIComponent(`${token}.${hmacSha256Base64(options.secret, token)}`);
  const age = options.maxAgeSec === undefined ? "" : `; Max-Age=${options.maxAgeSec}`;
  const secure = options.secure ? "; Secure" : "";
  return `${name}=${value}${age}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/** A Set-Cookie text that removes the cookie. */
export function expiredCookie(name: string, secure: boolean): string {
  return `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? "; Secure" : ""}`;
}
