import { HttpError } from "../error.ts";
import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../types.ts";

/** Options of `csrf()`. */
export interface CsrfOptions<State> {
  /** Origins that may send requests besides the site's own. */
  origin?:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => boolean);
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Rejects state-changing requests that another site made a browser send, by the headers
 * `Sec-Fetch-Site` and `Origin`. Clients that send neither are no browsers and pass.
 * @throws {HttpError} 403 for requests from untrusted origins.
 */
export function csrf<State>(
  options: CsrfOptions<State> = {},
): MiddlewareFn<State> {
  return async (ctx) => {
    if (SAFE_METHODS.has(ctx.req.method) || isTrusted(ctx, options)) {
      return await ctx.next();
    }
    throw new HttpError(403, "This request came from another site");
  };
}

function isTrusted<State>(
  ctx: Context<State>,
  { origin: allowed }: CsrfOptions<State>,
): boolean {
  const site = ctx.req.headers.get("sec-fetch-site");
  const origin = ctx.req.headers.get("origin");
  if (site === "same-origin" || site === "none") return true;
  if (origin === null) return site === null;
  if (site === null && origin === ctx.url.origin) return true;
  if (typeof allowed === "function") return allowed(origin, ctx);
  return allowed !== undefined && [allowed].flat().includes(origin);
}
