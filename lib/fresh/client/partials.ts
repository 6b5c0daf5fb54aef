import type { ComponentChildren } from "preact";
import { liveRegion, pageBuild } from "./browser_renderer.ts";
import { placeInHead } from "./head.ts";
import { loadTree, mountRegion, readPageState, unmountBetween } from "./islands.ts";
import { eachRegion, nodesBetween } from "./markers.ts";
import { readSlots, toChildren, type Tree } from "./tree.ts";

/** New content for a partial. */
export interface Update {
  mode: string;
  children: ComponentChildren;
}

interface Region {
  start: Comment;
  end: Node;
  mode: string;
}

/**
 * Takes the partials of a new page over into the current one.
 * @returns False when the two have no partial in common or come from different builds; nothing is
 * changed then.
 */
export async function applyPartials(html: string, isAnimated: boolean): Promise<boolean> {
  const doc = new DOMParser().parseFromString(withOwnNonce(html), "text/html");
  const incoming = findPartials(doc);
  const present = findPartials(document);
  const common = [...incoming].filter(([name]) => present.has(name) || liveRegion(name));
  if (common.length === 0) return false;

  const state = readPageState(doc);
  // After a new release the old page lacks the code of the new one.
  if (state && state.build !== pageBuild()) return false;
  const tree = state ? await loadTree(doc, state) : { slots: new Map(), island: () => null };
  const update = () => {
    for (
      const element of doc.head.querySelectorAll<HTMLElement>(
        "title,meta[name],link,style",
      )
    ) {
      if (element.localName !== "style" || element.id) placeInHead(element);
    }
    for (const [name, region] of common) {
      const target = present.get(name);
      if (target) replaceRegion(target, region, tree);
      else updateLive(name, region, tree);
    }
  };
  if (isAnimated && "startViewTransition" in document) {
    await document.startViewTransition(update).updateCallbackDone;
  } else {
    update();
  }
  return true;
}

/** Inline styles of the new page are allowed by the nonce of the page they come to. */
function withOwnNonce(html: string): string {
  const own = document.querySelector<HTMLElement>("[nonce]")?.nonce;
  const foreign = /id="__FRSH_STATE" nonce="([^"]+)"/.exec(html)?.[1];
  return own && foreign ? html.replaceAll(`nonce="${foreign}"`, `nonce="${own}"`) : html;
}

function findPartials(doc: Document): Map<string, Region> {
  const regions = new Map<string, Region>();
  eachRegion([doc.documentElement], (marker, start, end) => {
    if (marker.kind !== "partial") return;
    const [, mode, name] = /^(\w+):(.*)$/.exec(marker.value) ?? [];
    if (name) regions.set(decodeURIComponent(name), { start, end, mode });
  });
  return regions;
}

function replaceRegion(target: Region, source: Region, tree: Tree): void {
  // The region may lie inside another one that was replaced just before.
  if (!target.start.isConnected) return;
  const nodes = nodesBetween(source.start, source.end);
  if (source.mode === "replace") {
    unmountBetween(target.start, target.end);
    for (const node of nodesBetween(target.start, target.end)) node.remove();
  }
  const before = source.mode === "prepend" ? target.start.nextSibling : target.end;
  const adopted = nodes.map((node) => document.adoptNode(node));
  for (const node of adopted) {
    target.start.parentNode?.insertBefore(node, before);
  }
  mountRegion(adopted, tree);
}

function updateLive(name: string, source: Region, tree: Tree): void {
  const nodes = nodesBetween(source.start, source.end);
  readSlots(nodes, tree);
  liveRegion(name)?.({ mode: source.mode, children: toChildren(nodes, tree) });
}
