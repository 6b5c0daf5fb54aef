import { mutable } from "./mutable.ts";
import { reserveNonce, usedNonce } from "../nonce.ts";
import type { MiddlewareFn } from "../types.ts";

/** Options of `csp()`. */
export interface CSPOptions {
  /** Reports violations instead of preventing them. */
  reportOnly?: boolean;
  /** URL that browsers report violations to. */
  reportTo?: string;
  /** Directives such as `"img-src 'self' https:"`; each replaces the default of its name. */
  csp?: string[];
  /** Allows inline scripts and styles by a nonce of each request instead of `'unsafe-inline'`. */
  useNonce?: boolean;
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

const NONCE_DIRECTIVES = new Set([
  "default-src",
  "script-src",
  "script-src-elem",
  "style-src",
  "style-src-elem",
  "style-src-attr",
]);

/** Sets a Content-Security-Policy header. */
export function csp<State>(options: CSPOptions = {}): MiddlewareFn<State> {
  const directives = new Map<string, string>();
  for (const directive of [...DEFAULTS, ...options.csp ?? []]) {
    const [name, ...values] = directive.trim().split(/\s+/);
    directives.set(name, values.join(" "));
  }
  if (options.reportTo) {
    directives.set("report-to", "csp-endpoint");
    directives.set("report-uri", options.reportTo);
  }
  const header = options.reportOnly
    ? "content-security-policy-report-only"
    : "content-security-policy";

  return async (ctx) => {
    if (options.useNonce) reserveNonce(ctx);
    const answer = await ctx.next();
    const response = mutable(answer);
    if (!response) return answer;
    response.headers.set(header, serialize(directives, usedNonce(ctx)));
    if (options.reportTo) {
      response.headers.set(
        "reporting-endpoints",
        `csp-endpoint="${options.reportTo}"`,
      );
    }
    return response;
  };
}

function serialize(directives: Map<string, string>, nonce: string | null): string {
  return [...directives].map(([name, value]) => {
    const isNonced = nonce !== null && NONCE_DIRECTIVES.has(name);
    const sources = isNonced ? value.replace("'unsafe-inline'", `'nonce-${nonce}'`) : value;
    return sources ? `${name} ${sources}` : name;
  }).join("; ");
}
