import type { FreshContext, HandlerByMethod, Method } from "fresh";
import { dialectOf, errorResponse } from "./errors.ts";
import { logger } from "@/lib/platform/log.ts";
import { checkHost } from "./guards.ts";
import { RequestError } from "./request_error.ts";
import type { Endpoint } from "./spec.ts";
import type { WebState } from "./types.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
const log = logger("api");

/**
 * The handler object of a route file. All endpoints must share one path. HEAD follows GET, OPTIONS
 * answers 204, every other method 405, both with `Allow`.
 */
export function handlers(...endpoints: Endpoint[]): HandlerByMethod<unknown, WebState> {
  const byMethod = new Map<Method, Endpoint>(endpoints.map((each) => [each.spec.method, each]));
  const paths = new Set(endpoints.map((each) => each.spec.path));
  if (byMethod.size !== endpoints.length || paths.size !== 1) {
    throw new Error(`One route file serves one path, each method once: ${[...paths].join(", ")}`);
  }
  const allowed = METHODS.filter((method) =>
    byMethod.has(method) || method === "OPTIONS" || (method === "HEAD" && byMethod.has("GET"))
  );
  const allow = allowed.join(", ");
  const table: HandlerByMethod<unknown, WebState> = {};
  for (const method of METHODS) {
    const endpoint = byMethod.get(method === "HEAD" ? "GET" : method);
    if (method === "HEAD" && endpoint) table.HEAD = (ctx) => withoutBody(endpoint, ctx);
    else if (endpoint) table[method] = (ctx) => endpoint.handle(ctx);
    else if (method === "OPTIONS") {
      table.OPTIONS = () => new Response(null, { status: 204, headers: { allow } });
    } else table[method] = (ctx) => notAllowed(endpoints[0], allow, ctx);
  }
  return table;
}

async function withoutBody(endpoint: Endpoint, ctx: FreshContext<WebState>): Promise<Response> {
  const response = await endpoint.handle(ctx);
  await response.body?.cancel();
  return new Response(null, response);
}

function notAllowed({ spec }: Endpoint, allow: string, ctx: FreshContext<WebState>): Response {
  const options = { dialect: dialectOf(spec.path), requestId: ctx.state.requestId, log };
  try {
    // The other host must not learn that the address exists.
    checkHost(spec, ctx.state);
  } catch (error) {
    return errorResponse(error, options);
  }
  const refusal = new RequestError(405, "method_not_allowed", `This address answers ${allow}.`, {
    headers: { allow },
  });
  return errorResponse(refusal, options);
}
