import { parse } from "devalue";
import { type ComponentType, type ContainerNode, h, hydrate, render, type VNode } from "preact";
import { scopeIds } from "../id_scope.ts";
import { eachRegion, nodesBetween } from "./markers.ts";
import { reviverOf } from "./revive.ts";
import { rootFragment } from "./root_fragment.ts";
import { ClientSlot, readSlots, toChildren, type Tree } from "./tree.ts";

/** What the server says about the islands of a page. */
export interface PageState {
  build: string;
  islands: Record<string, [file: string, exportName: string]>;
  props: string;
  idBase: number;
  isLive: boolean;
}

/** Reads the state of a document; null when it has none. */
export function readPageState(doc: Document): PageState | null {
  const json = doc.querySelector("script#__FRSH_STATE")?.textContent;
  return json ? JSON.parse(json) : null;
}

const mounted = new Map<Comment, ContainerNode>();

/**
 * Loads the islands of a page and makes them live.
 * @param root Element the islands are in; with `until`, the node a region starts with.
 * @param until Node that ends the region.
 * @param doc Document that has the templates of hidden slots.
 */
export async function reviveIslands(
  root: Node,
  until: Node | null,
  doc: Document,
  state: PageState,
): Promise<void> {
  const tree = await loadTree(doc, state);
  mountRegion(until ? nodesBetween(root, until) : [root], tree);
}

/** Loads the components and props of a page's islands. */
export async function loadTree(doc: Document, state: PageState): Promise<Tree> {
  const components = new Map<string, ComponentType>();
  await Promise.all(
    Object.entries(state.islands).map(async ([name, [file, exportName]]) => {
      try {
        const module = await import(new URL(file, import.meta.url).href);
        components.set(name, module[exportName]);
      } catch (error) {
        console.error(`Island ${name} did not load`, error);
      }
    }),
  );
  const tree: Tree = { slots: new Map(), island: () => null };
  const revivers = reviverOf((id) => h(ClientSlot, { id, tree }));
  const islands: [string, Record<string, unknown>][] = parse(state.props, revivers);
  tree.island = (index) => {
    const [name, props] = islands[index];
    const component = components.get(name);
    return component ? scopeIds(h(component, props), state.idBase + index) : null;
  };
  for (
    const template of doc.querySelectorAll<HTMLTemplateElement>(
      "template[data-fresh-slot]",
    )
  ) {
    const { childNodes } = template.content;
    readSlots(childNodes, tree);
    tree.slots.set(
      Number(template.dataset.freshSlot),
      toChildren(childNodes, tree),
    );
    template.remove();
  }
  return tree;
}

/** Hydrates every island among some nodes that is not part of another island. */
export function mountRegion(nodes: Iterable<Node>, tree: Tree): void {
  const found: { start: Comment; vnode: VNode; container: ContainerNode }[] = [];
  eachRegion(nodes, (marker, start, end) => {
    if (marker.kind !== "island") return false;
    const inner = nodesBetween(start, end);
    // Slots are read before hydration, which removes their markers.
    readSlots(inner, tree);
    const vnode = tree.island(Number(marker.value));
    if (vnode) {
      found.push({ start, vnode, container: rootFragment(start, end, inner) });
    }
    return true;
  });
  for (const { start, vnode, container } of found) {
    mounted.set(start, container);
    hydrate(vnode, container);
  }
}

/** Unmounts the islands that lie in a region which is about to be replaced. */
export function unmountBetween(start: Node, end: Node): void {
  for (const [marker, container] of mounted) {
    const isAfter = start.compareDocumentPosition(marker) &
      Node.DOCUMENT_POSITION_FOLLOWING;
    const isBefore = end.compareDocumentPosition(marker) &
      Node.DOCUMENT_POSITION_PRECEDING;
    if (!marker.isConnected || (isAfter && isBefore)) {
      render(null, container);
      mounted.delete(marker);
    }
  }
}
