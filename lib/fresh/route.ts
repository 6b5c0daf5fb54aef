import { type Context, renderRoute } from "./context.ts";
import { HttpError } from "./error.ts";
import type { HandlerFn, Method, PageResponse, Route } from "./types.ts";

/**
 * Answers with a route: its handler for the method, then its component.
 * @param errorStatus Set on error pages: the status of the page, which answers every method.
 * @throws {HttpError} 405 when the route does not know the method.
 */
export async function runRoute<State>(
  ctx: Context<State>,
  route: Route<unknown, State>,
  errorStatus?: number,
): Promise<Response> {
  const handler = pickHandler(route, ctx.req.method as Method);
  let result: PageResponse<unknown> | undefined;
  if (handler) {
    const answer = await handler(ctx);
    if (answer instanceof Response) return answer;
    result = answer;
  } else if (
    errorStatus === undefined && !isPageRequest(route, ctx.req.method)
  ) {
    throw new HttpError(405);
  }
  if (!route.component) {
    throw new Error(
      `Route ${ctx.route} has no component to render the data of its handler`,
    );
  }
  ctx.data = result?.data;
  const status = result?.status ?? errorStatus ?? 200;
  const init = { status, headers: result?.headers };
  return await renderRoute(ctx, route.component, init, route.config);
}

function pickHandler<State>(
  route: Route<unknown, State>,
  method: Method,
): HandlerFn<unknown, State> | undefined {
  const { handler } = route;
  if (typeof handler === "function") return handler;
  return handler?.[method] ?? (method === "HEAD" ? handler?.GET : undefined);
}

function isPageRequest<State>(route: Route<unknown, State>, method: string): boolean {
  return route.component !== undefined &&
    (method === "GET" || method === "HEAD");
}
