import { type Command, resolveLazy, wrapperLoader } from "./commands.ts";
import { createHandler } from "./handler.ts";
import { joinPath } from "./router.ts";
import type {
  FreshConfig,
  LayoutConfig,
  Lazy,
  ListenOptions,
  MaybeLazy,
  Method,
  Middleware,
  MiddlewareFn,
  ResolvedFreshConfig,
  Route,
  RouteComponent,
  WebSocketHandlers,
} from "./types.ts";

type MaybeLazyMiddleware<State> = MaybeLazy<MiddlewareFn<State>> | MiddlewareFn<
  State
>[];

/**
 * An app: an ordered list of middlewares, routes, layouts and error pages.
 * What is registered first applies first, and a middleware applies only to what follows it.
 *
 * @example
 * ```ts
 * const app = new App().use(staticFiles()).get("/", () => new Response("hello"));
 * app.listen();
 * ```
 */
export class App<State = unknown> {
  readonly config: ResolvedFreshConfig;
  #commands: Command<State>[] = [];

  constructor(config: FreshConfig = {}) {
    this.config = {
      basePath: (config.basePath ?? "").replace(/\/+$/, ""),
      trustProxy: config.trustProxy ?? false,
      mode: "production",
    };
  }

  /** Adds middlewares for all paths, or for those at and below `path`. */
  use(...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(...args: (string | MaybeLazyMiddleware<State>)[]): this {
    const { path, fns } = splitPath(args);
    for (const fn of fns) this.#add({ kind: "use", path, scopes: [], fn });
    return this;
  }

  /** Answers GET (and HEAD) requests of a path; earlier functions are middlewares of the last. */
  get(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle("GET", path, fns);
  }
  /** Answers POST requests of a path. */
  post(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle("POST", path, fns);
  }
  /** Answers PUT requests of a path. */
  put(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle("PUT", path, fns);
  }
  /** Answers PATCH requests of a path. */
  patch(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle("PATCH", path, fns);
  }
  /** Answers DELETE requests of a path. */
  delete(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle("DELETE", path, fns);
  }
  /** Answers HEAD requests of a path. */
  head(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle("HEAD", path, fns);
  }
  /** Answers OPTIONS requests of a path. */
  options(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle("OPTIONS", path, fns);
  }
  /** Answers requests of a path, whatever their method. */
  all(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(null, path, fns);
  }

  /** Registers a page with an optional handler. */
  route<Data>(path: string, route: MaybeLazy<Route<Data, State>>): this {
    return this.#add({ kind: "route", path, scopes: [], load: toRoute(route) });
  }

  /** Registers a WebSocket endpoint. */
  ws(path: string, handlers: WebSocketHandlers, options?: Deno.UpgradeWebSocketOptions): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  /** Wraps all pages at and below a path; inner layouts lie inside outer ones. */
  layout(path: string, component: RouteComponent<unknown, State>, config?: LayoutConfig): this {
    return this.#add({
      kind: "layout",
      path,
      scopes: [],
      load: wrapperLoader(component, config),
    });
  }

  /** Sets the component that renders the outer document. */
  appWrapper(component: RouteComponent<unknown, State>): this {
    return this.#add({
      kind: "app",
      path: "*",
      scopes: [],
      load: wrapperLoader(component),
    });
  }

  /** Answers what was thrown below a path; the innermost error page wins. */
  onError(path: string, route: Route<unknown, State> | MiddlewareFn<State>): this;
  onError(route: MiddlewareFn<State>): this;
  onError(
    first: string | MiddlewareFn<State>,
    second?: Route<unknown, State> | MiddlewareFn<State>,
  ): this {
    const path = typeof first === "string" ? first : "*";
    const route = typeof first === "string" ? second : first;
    if (!route) throw new TypeError("onError needs a route or a middleware");
    return this.#add({ kind: "error", path, scopes: [], load: toRoute(route) });
  }

  /** Answers every 404, whether thrown or for want of a route. */
  notFound(route: Route<unknown, State> | MiddlewareFn<State>): this {
    return this.#add({
      kind: "notFound",
      path: "*",
      scopes: [],
      load: toRoute(route),
    });
  }

  /** Adds all routes of another app below a path. */
  mountApp(path: string, app: App<State>): this {
    for (const command of app.#commands) {
      const scopes = [app, ...command.scopes];
      this.#commands.push({
        ...command,
        path: joinPath(path, command.path),
        scopes,
      });
    }
    return this;
  }

  /** Adds the routes folder of the build, optionally below a path. */
  fsRoutes(path = "/"): this {
    return this.#add({ kind: "fsRoutes", path, scopes: [] });
  }

  /** Returns the function that answers requests; call it after everything is registered. */
  handler(): (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    return createHandler(this, this.config, [...this.#commands]);
  }

  /** Starts a server with `Deno.serve`. */
  async listen(options: ListenOptions = {}): Promise<void> {
    const server = Deno.serve(options, this.handler());
    await server.finished;
  }

  #handle(method: Method | null, path: string, fns: MaybeLazy<Middleware<State>>[]): this {
    const flat = fns.flat().map((fn) => resolveLazy(fn as MiddlewareFn<State>));
    return this.#add({ kind: "handlers", path, scopes: [], method, fns: flat });
  }

  #add(command: Command<State>): this {
    this.#commands.push(command);
    return this;
  }
}

function splitPath<State>(args: (string | MaybeLazyMiddleware<State>)[]) {
  const path = typeof args[0] === "string" ? args[0] : "*";
  const fns = args.filter((arg) => typeof arg !== "string").flat();
  return { path, fns: fns.map((fn) => resolveLazy(fn as MiddlewareFn<State>)) };
}

function toRoute<State>(
  // deno-lint-ignore no-explicit-any -- the data type ends here, at the registration
  route: Route<any, State> | MiddlewareFn<State> | Lazy<Route<any, State>>,
): () => Promise<Route<unknown, State>> {
  if (typeof route !== "function") return () => Promise.resolve(route);
  const handler = resolveLazy(route as MiddlewareFn<State>);
  return () => Promise.resolve({ handler });
}
