/**
 * Parts that pages and islands share; safe to import on the server and in the browser.
 * @module
 */
import { type ComponentChildren, Fragment, h, type JSX } from "preact";
import { currentRenderer, type PartialMode } from "./renderer.ts";

export { HttpError } from "./error.ts";

/** True in the browser, false on the server. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/** Adds a cache key to the URL of a static file; the file is then cached for one year. */
export function asset(path: string): string {
  return currentRenderer()?.asset(path) ?? path;
}

/** Applies `asset()` to every URL of a `srcset`. */
export function assetSrcSet(srcset: string): string {
  return currentRenderer()?.assetSrcSet(srcset) ?? srcset;
}

/** Puts its children into the document's `<head>`; a later title or keyed element wins. */
export function Head(
  { children }: { children?: ComponentChildren },
): JSX.Element | null {
  return currentRenderer()?.Head(children) ?? null;
}

/** Props of `<Partial>`. */
export interface PartialProps {
  /** Unique among the partials of a page. */
  name: string;
  /** Where new content goes; with `append` and `prepend` give a `key` too. Default: `replace`. */
  mode?: PartialMode;
  children?: ComponentChildren;
}

/** Marks a region that client-side navigation updates without loading the page anew. */
export function Partial(
  { name, mode = "replace", children }: PartialProps,
): JSX.Element {
  return currentRenderer()?.Partial(name, mode, children) ??
    h(Fragment, null, children);
}
