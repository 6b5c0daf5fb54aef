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
  // Registering a device ends in a redirect to the app (spec 2.4), which this directive covers too.
  "form-action 'self' expchg: expresscan:",
  "frame-ancestors 'none'",
];

const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** The directives of this installation: pictures also come from where its map tiles do. */
export function cspDirectives({ MAP_TILE_URL }: Pick<Config, "MAP_TILE_URL">): string[] {
  if (!MAP_TILE_URL) return CSP_DIRECTIVES;
  const { origin } = new URL(MAP_TILE_URL);
  return CSP_DIRECTIVES.map((line) => line.startsWith("img-src ") ? `${line} ${origin}` : line);
}

/** The policy as one header value for `nonce`. */
export function contentSecurityPolicy(nonce: string, directives = CSP_DIRECTIVES): string {
  return directives.join("; ").replace("'unsafe-inline'", `'nonce-${nonce}'`);
}

/**
 * Sets the security headers of every answer. A policy that an inner middleware or page set stays;
 * else pages get the policy with this request's nonce and data gets one that allows nothing.
 */
export function securityHeaders(): MiddlewareFn<WebState> {
  return async (context) => {
    const response = await context.next();
    const { nonce, services } = context.state;
    const policy = contentSecurityPolicy(nonce, cspDirectives(services.config));
    setSecurityHeaders(response.headers, services.config, policy);
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
