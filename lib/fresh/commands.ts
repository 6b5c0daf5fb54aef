import type { Wrapper } from "./render_page.ts";
import type {
  LayoutConfig,
  MaybeLazy,
  Method,
  MiddlewareFn,
  Route,
  RouteComponent,
} from "./types.ts";

/** Where a command applies: below a path, and to routes that share all of its scopes. */
interface Place {
  path: string;
  /** Apps and route folders the command belongs to, outermost first. */
  scopes: readonly unknown[];
}

/** A loaded or still to be loaded value. */
export type Loader<T> = () => Promise<T>;

/** One call on an app, kept in order until the app is compiled. */
export type Command<State> =
  & Place
  & (
    | { kind: "use"; fn: MiddlewareFn<State> }
    | { kind: "layout"; load: Loader<Wrapper> }
    | { kind: "app"; load: Loader<Wrapper> }
    | { kind: "error"; load: Loader<Route<unknown, State>> }
    | { kind: "notFound"; load: Loader<Route<unknown, State>> }
    | { kind: "handlers"; method: Method | null; fns: MiddlewareFn<State>[] }
    | { kind: "route"; load: Loader<Route<unknown, State>> }
    | { kind: "fsRoutes" }
  );

/** Wraps a component and its options in a loader. */
export function wrapperLoader<State>(
  component: RouteComponent<unknown, State>,
  config?: LayoutConfig,
): Loader<Wrapper> {
  return () => Promise.resolve({ component, config });
}

/**
 * Makes a middleware of one that may have to be loaded: a function that answers with another
 * function instead of a response is a loader.
 */
export function resolveLazy<State>(fn: MaybeLazy<MiddlewareFn<State>>): MiddlewareFn<State> {
  let loaded: MiddlewareFn<State> | null = null;
  return async (ctx) => {
    if (loaded) return loaded(ctx);
    const result = await (fn as (c: typeof ctx) => Promise<Response | MiddlewareFn<State>>)(ctx);
    if (typeof result !== "function") return result;
    loaded = result;
    return loaded(ctx);
  };
}

/** Runs a loader at most once; a failed load is tried again on the next call. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () =>
    result ??= load().catch((error) => {
      result = null;
      throw error;
    });
}
