import { type ComponentChildren, h, type JSX, type VNode } from "preact";
import type { Context } from "./context.ts";
import { nonceOf } from "./nonce.ts";
import { renderDocument } from "./ssr.ts";
import type { Snapshot } from "./snapshot.ts";
import type { LayoutConfig, PageProps, RouteComponent, RouteConfig } from "./types.ts";

/** A layout or app wrapper with its options. */
export interface Wrapper {
  // deno-lint-ignore no-explicit-any -- the shell wraps pages of every data and state type
  component: RouteComponent<any, any>;
  config?: LayoutConfig;
}

/** What surrounds the page of one route, outermost layout first. */
export interface PageShell {
  app: (() => Promise<Wrapper>) | null;
  layouts: (() => Promise<Wrapper>)[];
  snapshot: Snapshot | null;
}

/**
 * Renders a page inside its layouts and app wrapper.
 * Async components are awaited from the inside out, before anything is rendered.
 */
export async function renderPage<State>(
  ctx: Context<State>,
  shell: PageShell,
  // deno-lint-ignore no-explicit-any -- the data type was checked where the route was defined
  component: RouteComponent<any, any>,
  init: ResponseInit,
  config: RouteConfig,
): Promise<Response> {
  let content = await instantiate(ctx, component, null);
  let skipApp = config.skipAppWrapper ?? false;

  const layouts = config.skipInheritedLayouts
    ? []
    : await Promise.all(shell.layouts.map((load) => load()));
  for (const layout of layouts.toReversed()) {
    content = await instantiate(ctx, layout.component, content);
    skipApp ||= layout.config?.skipAppWrapper ?? false;
    if (layout.config?.skipInheritedLayouts) break;
  }
  if (shell.app && !skipApp) {
    content = await instantiate(ctx, (await shell.app()).component, content);
  }

  const html = renderDocument(content, {
    url: ctx.url,
    basePath: ctx.config.basePath,
    nonce: nonceOf(ctx),
    isPartial: ctx.isPartial,
    snapshot: shell.snapshot,
  });
  const headers = new Headers(init.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(html, { ...init, headers });
}

const AsyncFunction = (async () => {}).constructor;

async function instantiate<State>(
  ctx: Context<State>,
  component: RouteComponent<unknown, State>,
  child: ComponentChildren,
): Promise<JSX.Element> {
  const props: PageProps<unknown, State> = {
    data: ctx.data,
    url: ctx.url,
    req: ctx.req,
    params: ctx.params,
    state: ctx.state,
    config: ctx.config,
    route: ctx.route,
    info: ctx.info,
    error: ctx.error,
    isPartial: ctx.isPartial,
    Component: () => child as VNode,
  };
  // Only async functions are called here: others may use hooks and must run inside the renderer.
  if (component instanceof AsyncFunction) {
    const resolved = await component(props);
    return h(Passthrough, null, resolved);
  }
  return h(component as (props: PageProps<unknown, State>) => VNode, props);
}

function Passthrough(props: { children?: ComponentChildren }): VNode {
  return props.children as VNode;
}
