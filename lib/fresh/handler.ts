import type { Command } from "./commands.ts";
import { compileApp, type CompiledRoute } from "./compile.ts";
import { Context } from "./context.ts";
import { defaultErrorResponse } from "./errors.ts";
import { HttpError } from "./error.ts";
import { snapshotOf } from "./snapshot.ts";
import type { Method, MiddlewareFn, ResolvedFreshConfig } from "./types.ts";

/** Query parameter by which the browser asks for partials; hidden from `ctx.url`. */
export const PARTIAL_KEY = "fresh-partial";

const NO_INFO: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

/** Compiles an app's commands into the function that answers requests. */
export function createHandler<State>(
  app: object,
  baseConfig: ResolvedFreshConfig,
  commands: Command<State>[],
): (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
  const snapshot = snapshotOf(app);
  const config = { ...baseConfig, mode: snapshot?.mode ?? baseConfig.mode };
  const compiled = compileApp(commands, snapshot, config.basePath);

  return async (req, info = NO_INFO) => {
    const url = clientUrl(req, config.trustProxy);
    const isPartial = url.searchParams.has(PARTIAL_KEY);
    if (isPartial) url.searchParams.delete(PARTIAL_KEY);

    const { route, params } = compiled.find(url.pathname);
    const ctx = new Context<State>({
      req,
      url,
      info,
      params,
      route: route.pattern,
      isPartial,
      config,
      // Middlewares fill the state in; it is empty before the first one, whatever its type says.
      state: {} as State,
      shell: route.shell,
    });
    const response = await answer(ctx, route);
    if (req.method !== "HEAD" || response.body === null) return response;
    await response.body.cancel();
    return new Response(null, response);
  };
}

async function answer<State>(ctx: Context<State>, route: CompiledRoute<State>): Promise<Response> {
  const stack = route.stackFor(ctx.req.method as Method);
  try {
    return await run(ctx, stack, 0);
  } catch (error) {
    // Thrown outside of every error boundary: a middleware before it, or the error page itself.
    if (ctx.error === null && route.lastResort) {
      try {
        return await route.lastResort(ctx, error);
      } catch (again) {
        return defaultErrorResponse(again);
      }
    }
    return defaultErrorResponse(error);
  }
}

async function run<State>(
  ctx: Context<State>,
  stack: MiddlewareFn<State>[],
  index: number,
): Promise<Response> {
  if (index >= stack.length) throw new HttpError(404);
  const outer = ctx.next;
  ctx.next = () => run(ctx, stack, index + 1);
  try {
    return await stack[index](ctx);
  } finally {
    ctx.next = outer;
  }
}

function clientUrl(req: Request, trustProxy: boolean): URL {
  const url = new URL(req.url);
  if (!trustProxy) return url;
  const proto = req.headers.get("x-forwarded-proto")?.split(",")[0].trim();
  const host = req.headers.get("x-forwarded-host")?.split(",")[0].trim();
  if (proto === "http" || proto === "https") url.protocol = proto + ":";
  if (host) url.host = host;
  return url;
}
