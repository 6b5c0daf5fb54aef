import type { ComponentChildren, JSX } from "preact";

/** How `<Partial>` content takes its place: see `Partial`. */
export type PartialMode = "replace" | "prepend" | "append";

/** What the shared runtime leaves to its surroundings: the server's renderer or the browser. */
export interface Renderer {
  asset(path: string): string;
  assetSrcSet(srcset: string): string;
  Head(children: ComponentChildren): JSX.Element | null;
  Partial(name: string, mode: PartialMode, children: ComponentChildren): JSX.Element;
}

let renderer: Renderer | null = null;

/** Called once by the server's renderer or by the browser's boot script. */
export function setRenderer(value: Renderer): void {
  renderer = value;
}

/** The renderer in charge; null in a unit test that imports a component alone. */
export function currentRenderer(): Renderer | null {
  return renderer;
}
