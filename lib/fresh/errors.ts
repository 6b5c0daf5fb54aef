import type { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import { runRoute } from "./route.ts";
import type { MiddlewareFn, Route } from "./types.ts";

/** Answers an error with an error page. */
export type ErrorResponder<State> = (ctx: Context<State>, error: unknown) => Promise<Response>;

/** Status that an error answers with: its own for an `HttpError`, 500 for all else. */
export function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}

/** Makes a responder of an error page; 404s go to the not-found page when there is one. */
export function errorResponder<State>(
  load: () => Promise<Route<unknown, State>>,
  loadNotFound: (() => Promise<Route<unknown, State>>) | null,
): ErrorResponder<State> {
  return async (ctx, error) => {
    ctx.error = error;
    const isNotFound = statusOf(error) === 404 && loadNotFound !== null;
    const route = await (isNotFound ? loadNotFound : load)();
    try {
      return await runRoute(ctx, route, statusOf(error));
    } catch (again) {
      if (!route.component) throw again;
      // A layout that failed around the page fails around its error page too: once more without.
      const config = { ...route.config, skipInheritedLayouts: true };
      return await runRoute(
        ctx,
        { component: route.component, config },
        statusOf(error),
      );
    }
  };
}

/** A middleware that hands whatever is thrown behind it to a responder. */
export function errorBoundary<State>(respond: ErrorResponder<State>): MiddlewareFn<State> {
  return async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      return await respond(ctx, error);
    }
  };
}

/** The plain answer where no error page is left; details of unknown errors go to the log only. */
export function defaultErrorResponse(error: unknown): Response {
  const status = statusOf(error);
  if (status >= 500) console.error(error);
  const message = error instanceof HttpError ? error.message : "Internal Server Error";
  return new Response(message, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}
