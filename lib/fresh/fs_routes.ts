import type { RouteFile, Snapshot } from "./snapshot.ts";

/** What a file in the routes folder is for. */
export type RouteFileKind = "route" | "app" | "layout" | "middleware" | "error";

/** A routes file with its place in the URL space. */
export interface PlacedFile {
  kind: RouteFileKind;
  file: RouteFile;
  pattern: string;
  /** Folders it lies in, outermost first, groups included; the root folder is the empty string. */
  folders: string[];
}

const KINDS: Record<string, RouteFileKind> = {
  _app: "app",
  _layout: "layout",
  _middleware: "middleware",
  _error: "error",
};

/**
 * Places all route files: wrappers and middlewares first, outer folders before inner ones, then
 * the routes, literal paths before parameters before catch-alls.
 */
export function placeRouteFiles(snapshot: Snapshot): PlacedFile[] {
  const placed = snapshot.routes.flatMap((file) => placeFile(file) ?? []);
  const order: RouteFileKind[] = [
    "app",
    "error",
    "middleware",
    "layout",
    "route",
  ];
  return placed.sort((a, b) => {
    if (a.kind === "route" || b.kind === "route") {
      return Number(a.kind === "route") - Number(b.kind === "route") ||
        compareSpecificity(a.pattern, b.pattern);
    }
    return a.folders.length - b.folders.length ||
      order.indexOf(a.kind) - order.indexOf(b.kind);
  });
}

function placeFile(file: RouteFile): PlacedFile | null {
  const segments = file.path.replace(/\.[^./]+$/, "").split("/");
  const name = segments.at(-1) ?? "";
  const parents = segments.slice(0, -1);
  const isLocal = parents.some((s) => s === "(_islands)" || s === "(_components)");
  // Folders named (_anything) hold no routes.
  if (isLocal || parents.some((s) => s.startsWith("(_"))) return null;

  const folders = [
    "",
    ...parents.map((_, i) => parents.slice(0, i + 1).join("/")),
  ];
  const kind = KINDS[name];
  if (kind) return { kind, file, pattern: toPattern(parents), folders };
  if (name.startsWith("_")) return null;
  return {
    kind: "route",
    file,
    pattern: file.routeOverride ?? toPattern(segments),
    folders,
  };
}

/** Maps path segments of a routes file to a URL pattern, for example `blog/[slug]` to `/blog/:slug`. */
export function toPattern(segments: string[]): string {
  const meaningful = segments.filter((s, i) =>
    !(s.startsWith("(") && s.endsWith(")")) &&
    !(s === "index" && i === segments.length - 1)
  );
  let pattern = "";
  for (const [i, segment] of meaningful.entries()) {
    const optional = /^\[\[(\w+)\]\]$/.exec(segment);
    const rest = /^\[\.\.\.(\w+)\]$/.exec(segment);
    // Alone at the root the slash belongs to the path, elsewhere it comes and goes with the segment.
    const isWholePath = meaningful.length === 1 && i === 0;
    if (optional) {
      pattern += isWholePath ? `/{:${optional[1]}}?` : `{/:${optional[1]}}?`;
    } else if (rest) pattern += `/:${rest[1]}*`;
    else pattern += "/" + segment.replace(/\[(\w+)\]/g, ":$1");
  }
  return pattern || "/";
}

function compareSpecificity(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = rank(left[i]) - rank(right[i]);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
}

function rank(segment: string | undefined): number {
  if (segment === undefined) return 2;
  if (segment.endsWith("*")) return 5;
  if (segment.includes("{")) return 4;
  if (segment.startsWith(":")) return 3;
  return segment.includes(":") ? 1 : 0;
}
