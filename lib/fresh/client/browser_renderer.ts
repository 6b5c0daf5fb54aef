import { type ComponentChildren, type ComponentType, Fragment, h, type JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { lockAsset, lockSrcSet } from "../asset_urls.ts";
import { setRenderer } from "../renderer.ts";
import { applyHead } from "./head.ts";
import type { Update } from "./partials.ts";

let build = "0";

/** Tells `asset()` which build the page came from. */
export function markBuild(id: string): void {
  build = id;
}

/** The build that the page came from. */
export function pageBuild(): string {
  return build;
}

// Partials that islands render are kept up to date by Preact, not by replacing nodes.
const liveRegions = new Map<string, (update: Update) => void>();

/** The partial of this name that an island rendered, if any. */
export function liveRegion(name: string): ((update: Update) => void) | undefined {
  return liveRegions.get(name);
}

function LivePartial(
  props: { name: string; children?: ComponentChildren },
): JSX.Element {
  const [content, setContent] = useState<ComponentChildren | null>(null);
  const generation = useRef(0);
  useEffect(() => {
    liveRegions.set(props.name, ({ mode, children }) => {
      const added = h(Fragment, { key: ++generation.current }, children);
      setContent((now) => {
        const before = now ?? props.children;
        if (mode === "append") return [before, added];
        return mode === "prepend" ? [added, before] : added;
      });
    });
    return () => void liveRegions.delete(props.name);
  }, [props.name]);
  return h(Fragment, null, content ?? props.children);
}

function LiveHead(props: { children?: ComponentChildren }): null {
  useEffect(() => applyHead(props.children));
  return null;
}

setRenderer({
  asset: (path) => lockAsset(path, build),
  assetSrcSet: (srcset) => lockSrcSet(srcset, build),
  Head: (children) => h(LiveHead as ComponentType, null, children),
  Partial: (name, _mode, children) => h(LivePartial, { name }, children),
});
