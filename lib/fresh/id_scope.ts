import type { VNode } from "preact";

/**
 * Gives an element a number space of its own for `useId`. Islands are rendered within one page on
 * the server and each by itself in the browser: ids agree only when both count from the island.
 */
export function scopeIds<V extends VNode>(vnode: V, scope: number): V {
  // Preact's mask of ids; not in its types, but fixed for version 10 by its list of names.
  (vnode as V & { __m?: [number, number] }).__m = [scope, 0];
  return vnode;
}
