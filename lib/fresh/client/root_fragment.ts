import type { ContainerNode } from "preact";

/**
 * Lets Preact render between two sibling nodes instead of into an element of its own, so that
 * islands need no wrapper element.
 */
export function rootFragment(start: Node, end: Node, nodes: ChildNode[]): ContainerNode {
  const parent = start.parentNode as Element;
  const insert = (node: Node, before: Node | null) => parent.insertBefore(node, before ?? end);
  const fragment = {
    nodeType: 1,
    parentNode: parent,
    namespaceURI: parent.namespaceURI,
    firstChild: nodes[0] ?? null,
    childNodes: nodes,
    contains: (node: Node | null) => parent.contains(node),
    insertBefore: insert,
    appendChild: (node: Node) => insert(node, null),
    removeChild: (node: Node) => parent.removeChild(node),
  };
  // Exactly the part of a container that Preact touches, as its documentation of root fragments says.
  return fragment as unknown as ContainerNode;
}
