import { unauthorized } from "@/lib/platform/errors.ts";

/** The longest shared secret a hook may send. */
const MAX_SECRET = 255;
const HEX_SHA256 = /^[0-9a-f]{64}$/i;
const BASE64_SHA256 = /^[A-Za-z0-9+/]{43}=$/;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Throws 401 when a hook's call carries no credential that could be one, so that nobody's body is read
 * for nothing. Whether the credential is right, the handler finds over the raw body.
 */
export function checkHookCredential(source: "steve" | "lago", headers: Headers): void {
  const isPlausible = source === "steve" ? isOfSteve(headers) : isOfLago(headers);
  if (isPlausible) return;
  throw unauthorized("The signature is missing or wrong.", { code: "unauthorized" });
}

function isOfSteve(headers: Headers): boolean {
  const signature = headers.get("x-signature");
  if (signature !== null) return HEX_SHA256.test(signature.trim());
  const secret = headers.get("x-polaris-secret") ?? "";
  return secret !== "" && secret.length <= MAX_SECRET;
}

function isOfLago(headers: Headers): boolean {
  const signature = headers.get("x-lago-signature")?.trim() ?? "";
  const algorithm = headers.get("x-lago-signature-algorithm")?.trim().toLowerCase() ?? "jwt";
  if (algorithm === "hmac") return BASE64_SHA256.test(signature);
  return algorithm === "jwt" && JWT.test(signature);
}
