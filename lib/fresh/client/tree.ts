import { type ComponentChild, type ComponentChildren, h, type JSX } from "preact";
import { Partial } from "../runtime.ts";
import { eachRegion, endOf, nodesBetween, startOf } from "./markers.ts";

/** The islands of a page and the JSX that the server gave to them. */
export interface Tree {
  slots: Map<number, ComponentChildren>;
  /** An element for the island with this index; null when its code did not load. */
  island(index: number): JSX.Element | null;
}

/** Browser side of JSX that was passed to an island. */
export function ClientSlot(
  { id, tree }: { id: number; tree: Tree },
): JSX.Element {
  return tree.slots.get(id) as JSX.Element;
}

/** Reads server-rendered nodes back as elements that Preact can hydrate and move. */
export function toChildren(nodes: Iterable<Node>, tree: Tree): ComponentChild[] {
  const children: ComponentChild[] = [];
  let skipTo: Node | null = null;
  for (const node of [...nodes]) {
    if (skipTo) {
      if (node === skipTo) skipTo = null;
      continue;
    }
    const marker = startOf(node);
    if (marker) {
      skipTo = endOf(node);
      const inner = nodesBetween(node, skipTo);
      if (marker.kind === "island") {
        children.push(tree.island(Number(marker.value)));
      } else if (marker.kind === "partial") {
        const name = decodeURIComponent(
          marker.value.slice(marker.value.indexOf(":") + 1),
        );
        children.push(h(Partial, { name }, toChildren(inner, tree)));
      } else {
        children.push(...toChildren(inner, tree));
      }
    } else if (node.nodeType === Node.TEXT_NODE) {
      children.push((node as Text).data);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      children.push(toElement(node as Element, tree));
    }
  }
  return children;
}

/** Reads all slots below some nodes, also those of islands inside of other slots. */
export function readSlots(nodes: Iterable<Node>, tree: Tree): void {
  eachRegion(nodes, (marker, start, end) => {
    if (marker.kind === "slot") {
      tree.slots.set(
        Number(marker.value),
        toChildren(nodesBetween(start, end), tree),
      );
    }
  });
}

function toElement(element: Element, tree: Tree): JSX.Element {
  const props: Record<string, unknown> = {};
  for (const { name, value } of element.attributes) {
    // A present attribute with an empty value is how HTML writes a true boolean property.
    const isSwitch = value === "" && Reflect.get(element, name) === true;
    props[name] = isSwitch ? true : value;
  }
  return h(
    element.localName as "div",
    props,
    toChildren(element.childNodes, tree),
  );
}
