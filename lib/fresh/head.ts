import { type ComponentChildren, Fragment, toChildArray, type VNode } from "preact";
import { isElement } from "./element.ts";

/** The elements among some children, with fragments opened. */
export function childElements(children: ComponentChildren): VNode[] {
  return toChildArray(children).flatMap((child) => {
    if (!isElement(child)) return [];
    const props = child.props as {
      children?: ComponentChildren;
      tpl?: unknown;
      exprs?: unknown;
    };
    // Precompiled JSX keeps elements of <head> as elements, inside a template of dynamic parts.
    if (child.type === Fragment && Array.isArray(props.tpl)) {
      const isBlank = props.tpl.every((text: string) => text.trim() === "");
      return isBlank ? childElements(props.exprs as ComponentChildren) : [child];
    }
    return child.type === Fragment ? childElements(props.children) : [child];
  });
}

/**
 * Merges head elements: a later one replaces an earlier one with the same identity (the title,
 * a `key`, an `id`, the `name` of a meta, the `rel` of a link), all others are appended.
 */
export function mergeHead(base: VNode[], additions: VNode[]): VNode[] {
  const merged = [...base];
  for (const vnode of additions) {
    const index = merged.findIndex((other) => isSame(vnode, other));
    if (index < 0) merged.push(vnode);
    else merged[index] = vnode;
  }
  return merged;
}

function isSame(a: VNode, b: VNode): boolean {
  if (a.type !== b.type) return false;
  if (a.type === "title") return true;
  if (a.key != null) return a.key === b.key;
  const left = a.props as Record<string, unknown>;
  const right = b.props as Record<string, unknown>;
  if (left.id != null) return left.id === right.id;
  if (a.type === "meta" && left.name != null) return left.name === right.name;
  // Several stylesheets or icons are usual, so links also have to agree on what they load.
  return a.type === "link" && left.rel != null && left.rel === right.rel &&
    (left.rel !== "stylesheet" || left.href === right.href);
}
