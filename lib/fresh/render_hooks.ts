import { type ComponentChildren, Fragment, h, options, type VNode } from "preact";
import { useContext } from "preact/hooks";
import { setRenderer } from "./renderer.ts";
import { linkCurrency } from "./active_links.ts";
import { childElements } from "./head.ts";
import { scopeIds } from "./id_scope.ts";
import type { RenderState } from "./render_state.ts";
import { InsideIsland, region, slotProps } from "./slots.ts";
import { currentBuildId } from "./snapshot.ts";
import type { Island } from "./types.ts";
import { lockAsset, lockSrcSet } from "./asset_urls.ts";

/** Stands where the children of `<head>` go once the whole page is known. */
export const HEAD_MARKER = "<!--fresh:head--><!--/fresh-->";

type Props = Record<string, unknown> & { children?: ComponentChildren };

// Rendering is synchronous, so one variable is enough to know for whom it runs.
let current: RenderState | null = null;

/** Runs a synchronous render with its state. */
export function withRenderState<T>(state: RenderState, render: () => T): T {
  const outer = current;
  current = state;
  try {
    return render();
  } finally {
    current = outer;
  }
}

// Elements may be module constants that are rendered for many requests, so what was patched is
// restored from here before it is patched again.
const originals = new WeakMap<VNode, { type: VNode["type"]; props: Props }>();

/** Preact's "before diff" hook: not in its types, but the one its devtools and signals stand on. */
interface DiffOptions {
  __b?: (vnode: VNode) => void;
  attr?: (name: string, value: unknown) => string | void;
}
const hooks = options as DiffOptions;
const previousDiff = hooks.__b;
hooks.__b = (vnode) => {
  if (current && vnode.type && !hosted.has(vnode)) patch(vnode, current);
  previousDiff?.(vnode);
};

const previousAttr = hooks.attr;
hooks.attr = (name, value) =>
  typeof value === "boolean" && isFreshSwitch(name)
    ? `${name}="${value}"`
    : previousAttr?.(name, value);

function isFreshSwitch(name: string): boolean {
  return name === "f-client-nav" || name === "f-view-transition";
}

function patch(vnode: VNode, state: RenderState): void {
  const original = originals.get(vnode);
  const { type, props } = original ??
    { type: vnode.type, props: vnode.props as Props };
  let newType = type;
  let newProps = props;
  if (typeof type === "string") {
    newProps = patchElement(type, props, state);
  } else if (type !== Fragment && state.islandInfo(type as Island)) {
    newType = IslandHost as VNode["type"];
    newProps = { island: type, props };
  }
  if (newProps === props && !original) return;
  originals.set(vnode, { type, props });
  vnode.type = newType;
  vnode.props = newProps as VNode["props"];
}

function patchElement(tag: string, props: Props, state: RenderState): Props {
  let result = props;
  for (const name of ["f-client-nav", "f-view-transition"]) {
    if (typeof props[name] === "boolean") {
      result = { ...result, [name]: String(props[name]) };
    }
  }
  switch (tag) {
    case "a": {
      const isCustom = props["aria-current"] !== undefined;
      const currency = !isCustom && typeof props.href === "string" &&
        linkCurrency(props.href, state.target.url);
      if (currency) result = { ...result, "aria-current": currency };
      break;
    }
    case "img":
    case "source":
      if (props["data-fresh-disable-lock"]) break;
      if (typeof props.src === "string") {
        result = { ...result, src: assetOf(props.src) };
      }
      if (typeof props.srcset === "string") {
        result = {
          ...result,
          srcset: lockSrcSet(props.srcset, buildId(), basePath()),
        };
      }
      break;
    case "script":
    case "style":
      if (state.target.nonce && props.nonce === undefined && !props.src) {
        result = { ...result, nonce: state.target.nonce };
      }
      break;
    case "head":
      state.baseHead = childElements(props.children);
      result = { ...result, children: region("head", null) };
      break;
  }
  return result;
}

function IslandHost(
  { island, props }: { island: Island; props: Props },
): VNode {
  const isNested = useContext(InsideIsland);
  const state = current;
  const info = state?.islandInfo(island);
  if (isNested || !state || !info) return unhosted(island, props);
  const slotted = slotProps(props, state);
  const index = state.islands.push([info.name, slotted]) - 1;
  state.usedIslands.set(info.name, info);
  return region(
    `island:${index}`,
    h(
      InsideIsland.Provider,
      { value: true },
      scopeIds(unhosted(island, slotted), state.idScope(index)),
    ),
  );
}

// Elements the host made itself, which must not be hosted again.
const hosted = new WeakSet<VNode>();
function unhosted(island: Island, props: Props): VNode {
  const vnode = h(island, props);
  hosted.add(vnode);
  return vnode;
}

function buildId(): string {
  return current?.target.snapshot?.buildId ?? currentBuildId();
}
function basePath(): string {
  return current?.target.basePath ?? "";
}
function assetOf(path: string): string {
  return lockAsset(path, buildId(), basePath());
}

setRenderer({
  asset: assetOf,
  assetSrcSet: (srcset) => lockSrcSet(srcset, buildId(), basePath()),
  Head(children) {
    current?.head.push(...childElements(children));
    return null;
  },
  Partial(name, mode, children) {
    if (!current) return h(Fragment, null, children);
    current.hasPartial = true;
    return region(`partial:${mode}:${encodeURIComponent(name)}`, children);
  },
});
