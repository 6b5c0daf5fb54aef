import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../types.ts";
import { mutable } from "./mutable.ts";

/** Options of `cors()`. */
export interface CORSOptions<State = unknown> {
  /** Allowed origin or origins, or a function that returns the one to allow. Default: `*`. */
  origin?:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => string | null | undefined);
  allowMethods?: string[];
  /** Allowed request headers. Default: those the browser asks for. */
  allowHeaders?: string[];
  /** Response headers that scripts may read. */
  exposeHeaders?: string[];
  /** Seconds for which a browser may remember a preflight. */
  maxAge?: number;
  /** Lets browsers send cookies; needs an origin other than `*`. */
  credentials?: boolean;
}

const DEFAULT_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];

/** Allows other origins to read responses, and answers preflight requests. */
export function cors<State>(
  options: CORSOptions<State> = {},
): MiddlewareFn<State> {
  return async (ctx) => {
    const requestOrigin = ctx.req.headers.get("origin") ?? "";
    const allowed = allowedOrigin(ctx, options, requestOrigin);
    const isPreflight = ctx.req.method === "OPTIONS" &&
      ctx.req.headers.has("access-control-request-method");
    const answer = isPreflight ? new Response(null, { status: 204 }) : await ctx.next();
    const response = mutable(answer);
    if (!response) return answer;
    const { headers } = response;
    if (allowed !== "*") headers.append("vary", "Origin");
    if (!allowed) return response;
    headers.set("access-control-allow-origin", allowed);
    if (options.credentials) {
      headers.set("access-control-allow-credentials", "true");
    }
    if (options.exposeHeaders?.length) {
      headers.set(
        "access-control-expose-headers",
        options.exposeHeaders.join(", "),
      );
    }
    if (isPreflight) setPreflightHeaders(headers, ctx.req, options);
    return response;
  };
}

function allowedOrigin<State>(
  ctx: Context<State>,
  { origin = "*" }: CORSOptions<State>,
  requestOrigin: string,
): string | null {
  if (typeof origin === "function") return origin(requestOrigin, ctx) ?? null;
  if (typeof origin === "string") return origin;
  return origin.includes(requestOrigin) ? requestOrigin : null;
}

function setPreflightHeaders<State>(
  headers: Headers,
  req: Request,
  options: CORSOptions<State>,
): void {
  const methods = options.allowMethods ?? DEFAULT_METHODS;
  headers.set("access-control-allow-methods", methods.join(", "));
  const asked = req.headers.get("access-control-request-headers");
  const allowHeaders = options.allowHeaders?.join(", ") ?? asked;
  if (allowHeaders) headers.set("access-control-allow-headers", allowHeaders);
  if (!options.allowHeaders) {
    headers.append("vary", "Access-Control-Request-Headers");
  }
  if (options.maxAge !== undefined) {
    headers.set("access-control-max-age", String(options.maxAge));
  }
}
