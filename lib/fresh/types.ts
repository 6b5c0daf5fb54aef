import type { ComponentChildren, FunctionComponent } from "preact";
import type { Context } from "./context.ts";

/** HTTP methods a handler object can name. */
export type Method =
  | "HEAD"
  | "GET"
  | "POST"
  | "PUT"
  | "PATCH"
  | "DELETE"
  | "OPTIONS";

/** Options of `new App()`. */
export interface FreshConfig {
  /** Path prefix of every route and asset, for example `/my-app`. Default: none. */
  basePath?: string;
  /** Take scheme and host of `ctx.url` from `X-Forwarded-Proto` and `X-Forwarded-Host`. */
  trustProxy?: boolean;
}

/** Configuration as middlewares see it. */
export interface ResolvedFreshConfig {
  /** Path prefix without a trailing slash; empty when there is none. */
  basePath: string;
  trustProxy: boolean;
  /** `development` reloads the browser and builds static files on each request. */
  mode: "development" | "production";
}

/** The request context as routes receive it. */
export type FreshContext<State = unknown> = Context<State>;

/** A value, or a function that loads it on first use. */
export type Lazy<T> = () => Promise<T>;
/** A value that may be loaded on first use. */
export type MaybeLazy<T> = T | Lazy<T>;

/** Answers a request itself or passes it on with `ctx.next()`. */
export type MiddlewareFn<State> = (ctx: Context<State>) => Response | Promise<Response>;
/** One middleware or a list that runs from left to right. */
export type Middleware<State> = MiddlewareFn<State> | MiddlewareFn<State>[];

/** What a handler returns to have its page component rendered; made by `page()`. */
export interface PageResponse<T> {
  data: T;
  status?: number;
  headers?: HeadersInit;
}

/** A handler: answers with a `Response`, or with data for the page component. */
export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;
/** Handlers by HTTP method. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};
/** A function for every method, or one function per method. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

type DataOfResult<R> = R extends PageResponse<infer D> ? D : never;
type DataOfFn<F> = F extends (...args: never[]) => infer R ? DataOfResult<Awaited<R>>
  : never;
/** The data type that a handler hands to its page with `page()`. */
export type RouteData<H> = H extends (...args: never[]) => unknown ? DataOfFn<H>
  : { [K in keyof H]: DataOfFn<H[K]> }[keyof H];

/** Options a route file can export as `config`. */
export interface RouteConfig {
  /** URL pattern that replaces the one derived from the file path. */
  routeOverride?: string;
  skipInheritedLayouts?: boolean;
  skipAppWrapper?: boolean;
}

/** Options a layout file can export as `config`. */
export interface LayoutConfig {
  skipInheritedLayouts?: boolean;
  skipAppWrapper?: boolean;
}

/** What page, layout and app wrapper components receive. */
export interface PageProps<Data = unknown, State = unknown> {
  data: Data;
  url: URL;
  req: Request;
  params: Record<string, string>;
  state: State;
  config: ResolvedFreshConfig;
  route: string | null;
  info: Deno.ServeHandlerInfo;
  error: unknown;
  isPartial: boolean;
  /** What this layout or app wrapper wraps. */
  Component: FunctionComponent;
}

/** A page, layout or app wrapper: a Preact component or an async function that returns JSX. */
export type RouteComponent<Data = unknown, State = unknown> = (
  props: PageProps<Data, State>,
) => ComponentChildren | Promise<ComponentChildren>;

/** A route registered with `app.route()`, or an error page. */
export interface Route<Data, State> {
  component?: RouteComponent<Data, State>;
  handler?: RouteHandler<Data, State>;
  config?: RouteConfig;
}

/** Callbacks of a managed WebSocket; all are optional. */
export interface WebSocketHandlers {
  open?(socket: WebSocket): void;
  message?(socket: WebSocket, event: MessageEvent): void;
  close?(socket: WebSocket, code: number, reason: string): void;
  error?(socket: WebSocket, event: Event): void;
}

/** Options of `app.listen()`. */
export type ListenOptions = Partial<
  Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem
>;

/** A component that is hydrated in the browser. */
// deno-lint-ignore no-explicit-any -- props differ from island to island
export type Island = FunctionComponent<any>;
