/** What a marker comment opens. */
export interface Marker {
  kind: "island" | "slot" | "partial" | "head";
  value: string;
}

/** Reads a node as the start of a region, for example `<!--fresh:island:0-->`. */
export function startOf(node: Node): Marker | null {
  if (node.nodeType !== Node.COMMENT_NODE) return null;
  const match = /^fresh:(\w+):?(.*)$/.exec((node as Comment).data);
  return match && { kind: match[1] as Marker["kind"], value: match[2] };
}

/** The comment that closes a region; it is a sibling of the one that opened it. */
export function endOf(start: Node): Node {
  let depth = 0;
  for (let node = start.nextSibling; node; node = node.nextSibling) {
    if (startOf(node)) depth++;
    else if (
      node.nodeType === Node.COMMENT_NODE && (node as Comment).data === "/fresh"
    ) {
      if (depth-- === 0) return node;
    }
  }
  throw new Error(`Unclosed region ${(start as Comment).data}`);
}

/** The nodes between two siblings. */
export function nodesBetween(start: Node, end: Node): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (
    let node = start.nextSibling;
    node && node !== end;
    node = node.nextSibling
  ) nodes.push(node);
  return nodes;
}

/** Calls `visit` for each region below some nodes; a region is entered unless `visit` returns true. */
export function eachRegion(
  nodes: Iterable<Node>,
  visit: (marker: Marker, start: Comment, end: Node) => boolean | void,
): void {
  let skipTo: Node | null = null;
  for (const node of [...nodes]) {
    if (skipTo) {
      if (node === skipTo) skipTo = null;
      continue;
    }
    const marker = startOf(node);
    if (marker) {
      const end = endOf(node);
      if (visit(marker, node as Comment, end)) skipTo = end;
    } else {
      eachRegion(node.childNodes, visit);
    }
  }
}
