import type { MiddlewareFn } from "fresh";
import type { Config } from "@/lib/platform/config.ts";
import type { WebState } from "./types.ts";

/**
 * Directives of the enforced content security policy, in the form Fresh's `csp({ csp, useNonce: true })`
 * takes them: `'unsafe-inline'` is where the nonce of the request goes.
 */
export const CSP_DIRECTIVES = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** The policy as one header value for `nonce`. */
export function contentSecurityPolicy(nonce: string): string {
  return CSP_DIRECTIVES.join("; ").replace("'unsafe-inline'", `'nonce-${nonce}'`);
}

/**
 * Sets the security headers of every answer. A policy that an inner middleware or page set stays;
 * else pages get the policy with this request's nonce and data gets one that allows nothing.
 */
export function securityHeaders(): MiddlewareFn<WebState> {
  return async (context) => {
    const response = await context.next();
    const { nonce, services } = context.state;
    setSecurityHeaders(response.headers, services.config, contentSecurityPolicy(nonce));
    return response;
  };
}

/** The same for an answer that is made before the middlewares; `pagePolicy` is for pages without one. */
export function setSecurityHeaders(
  headers: Headers,
  config: Pick<Config, "isProduction" | "scheme">,
  pagePolicy = DATA_POLICY,
): void {
  const type = headers.get("content-type") ?? "";
  const isPage = type.startsWith("text/html");
  // A service worker lives under the policy of its script: that must not be the empty one.
  if (!isPage && !/javascript/.test(type)) headers.set("content-security-policy", DATA_POLICY);
  else if (!headers.has("content-security-policy")) {
    headers.set("content-security-policy", pagePolicy);
  }
  headers.set("x-content-type-options", "nosniff");
  headers.set("x-frame-options", "DENY");
  setDefault(headers, "referrer-policy", "strict-origin-when-cross-origin");
  setDefault(headers, "cross-origin-opener-policy", "same-origin");
  setDefault(headers, "cross-origin-resource-policy", "same-origin");
  setDefault(
    headers,
    "permissions-policy",
    "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
  );
  if (isPage) setDefault(headers, "cache-control", "no-store");
  if (config.isProduction && config.scheme === "https") {
    headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  }
}

function setDefault(headers: Headers, name: string, value: string): void {
  if (!headers.has(name)) headers.set(name, value);
}
