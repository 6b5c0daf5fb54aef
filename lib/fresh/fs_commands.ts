import { type Command, once } from "./commands.ts";
import { type PlacedFile, placeRouteFiles } from "./fs_routes.ts";
import type { Wrapper } from "./render_page.ts";
import { joinPath } from "./router.ts";
import type { Snapshot } from "./snapshot.ts";
import type {
  LayoutConfig,
  Middleware,
  MiddlewareFn,
  Route,
  RouteComponent,
  RouteConfig,
  RouteHandler,
} from "./types.ts";
import type { Context } from "./context.ts";

/** What a file in the routes folder may export. */
interface RouteModule<State> {
  // deno-lint-ignore no-explicit-any -- a module's data type is known only inside of it
  default?: RouteComponent<any, State> | Middleware<State>;
  // deno-lint-ignore no-explicit-any -- see above
  handler?: RouteHandler<any, State>;
  // deno-lint-ignore no-explicit-any -- see above
  handlers?: RouteHandler<any, State>;
  config?: RouteConfig & LayoutConfig;
}

/** Turns the routes folder into the commands that would have registered it by hand. */
export function expandFsRoutes<State>(
  at: { path: string; scopes: readonly unknown[] },
  snapshot: Snapshot | null,
): Command<State>[] {
  if (!snapshot) return [];
  return placeRouteFiles(snapshot).map((placed) => toCommand<State>(placed, at));
}

function toCommand<State>(
  placed: PlacedFile,
  at: { path: string; scopes: readonly unknown[] },
): Command<State> {
  // The module's shape is what the routing conventions promise; it is checked where it is used.
  const load = once(() => placed.file.load() as Promise<RouteModule<State>>);
  const path = joinPath(at.path, placed.pattern);
  const scopes = [...at.scopes, ...placed.folders];
  switch (placed.kind) {
    case "middleware":
      return {
        kind: "use",
        path,
        scopes,
        fn: middlewareOf(load, placed.file.path),
      };
    case "error":
      return {
        kind: "error",
        path,
        scopes,
        load: once(async () => toRoute(await load())),
      };
    case "route":
      return {
        kind: "route",
        path,
        scopes,
        load: once(async () => toRoute(await load())),
      };
    case "app":
    case "layout": {
      const wrapper = async () => {
        const module = await load();
        if (typeof module.default !== "function") {
          throw new TypeError(
            `${placed.file.path} has no component as its default export`,
          );
        }
        const component = module.default as Wrapper["component"];
        return { component, config: module.config };
      };
      return { kind: placed.kind, path, scopes, load: once(wrapper) };
    }
  }
}

function toRoute<State>(module: RouteModule<State>): Route<unknown, State> {
  return {
    component: module.default as RouteComponent<unknown, State> | undefined,
    handler: module.handlers ?? module.handler,
    config: module.config,
  };
}

function middlewareOf<State>(
  load: () => Promise<RouteModule<State>>,
  file: string,
): MiddlewareFn<State> {
  return async (ctx) => {
    const module = await load();
    const exported = (module.default ?? module.handler ?? module.handlers) as
      | Middleware<State>
      | undefined;
    if (!exported) throw new TypeError(`${file} exports no middleware`);
    return runList(ctx, [exported].flat(), ctx.next, 0);
  };
}

async function runList<State>(
  ctx: Context<State>,
  list: MiddlewareFn<State>[],
  rest: () => Promise<Response>,
  index: number,
): Promise<Response> {
  if (index >= list.length) return await rest();
  const outer = ctx.next;
  ctx.next = () => runList(ctx, list, rest, index + 1);
  try {
    return await list[index](ctx);
  } finally {
    ctx.next = outer;
  }
}
