/** A thing on a map, in pixels. */
export interface Dot {
  x: number;
  y: number;
}

/**
 * Puts dots that would cover each other into one group: a dot joins the first group whose first dot lies
 * within `reachPx`. The order of dots and groups stays, every dot is in exactly one group.
 */
export function groupDots<D extends Dot>(dots: readonly D[], reachPx: number): [D, ...D[]][] {
  const groups: [D, ...D[]][] = [];
  for (const dot of dots) {
    const near = groups.find(([first]) => Math.hypot(first.x - dot.x, first.y - dot.y) < reachPx);
    if (near) near.push(dot);
    else groups.push([dot]);
  }
  return groups;
}
