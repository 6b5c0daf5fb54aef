import type { ComponentChildren } from "preact";
import type { Middleware, PageProps, PageResponse, RouteData, RouteHandler } from "./types.ts";

/** Typed identity functions for one `State`; see `createDefine`. */
export interface Define<State> {
  /** Declares a route's handlers; the type of their `page()` data reaches `define.page`. */
  handlers<H extends RouteHandler<unknown, State>>(handlers: H): H;
  /** Declares a page or app wrapper component. */
  page<H = never, R = ComponentChildren | Promise<ComponentChildren>>(
    render: (props: PageProps<RouteData<H>, State>) => R,
  ): (props: PageProps<RouteData<H>, State>) => R;
  /** Declares a layout component. */
  layout<R = ComponentChildren | Promise<ComponentChildren>>(
    render: (props: PageProps<unknown, State>) => R,
  ): (props: PageProps<unknown, State>) => R;
  /** Declares a middleware or a list of them. */
  middleware<M extends Middleware<State>>(middleware: M): M;
}

/**
 * Makes helpers that give routes, layouts and middlewares their types.
 *
 * @example
 * ```ts
 * export const define = createDefine<{ user?: User }>();
 * ```
 */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    layout: (render) => render,
    middleware: (middleware) => middleware,
  };
}

/**
 * Hands data from a handler to the page component of the route.
 *
 * @example
 * ```ts
 * return page({ project }, { status: 201 });
 * ```
 */
export function page(): PageResponse<undefined>;
export function page<T>(
  data: T,
  options?: { status?: number; headers?: HeadersInit },
): PageResponse<T>;
export function page<T>(
  data?: T,
  options?: { status?: number; headers?: HeadersInit },
): PageResponse<T | undefined> {
  return { data, status: options?.status, headers: options?.headers };
}
