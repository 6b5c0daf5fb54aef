import { timingSafeEqual } from "node:crypto";
import { ApiError } from "./errors.ts";

/**
 * Checks `Authorization: Basic …` against the one API user; throws SteVe's 401 texts.
 */
export function requireBasic(
  header: string | undefined,
  user: { username: string; password: string },
): void {
  const encoded = /^Basic\s+(\S+)\s*$/i.exec(header ?? "")?.[1];
  if (!encoded) {
    throw new ApiError(401, "Full authentication is required to access this resource");
  }
  const decoded = new TextDecoder().decode(Uint8Array.from(decodeBase64(encoded)));
  const colon = decoded.indexOf(":");
  const username = colon < 0 ? decoded : decoded.slice(0, colon);
  const password = colon < 0 ? "" : decoded.slice(colon + 1);
  if (!username || !password) throw new ApiError(401, "Required parameters missing");
  if (!sameText(username, user.username)) {
    throw new ApiError(
      401,
      "The user does not exist, exists but is disabled or has API access disabled.",
    );
  }
  if (!sameText(password, user.password)) throw new ApiError(401, "Invalid password");
}

function decodeBase64(text: string): Iterable<number> {
  try {
    return Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return [];
  }
}

function sameText(one: string, other: string): boolean {
  const encoder = new TextEncoder();
  const [a, b] = [encoder.encode(one), encoder.encode(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
