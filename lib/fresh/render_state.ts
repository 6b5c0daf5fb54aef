import type { ComponentChildren, VNode } from "preact";
import type { IslandInfo, Snapshot } from "./snapshot.ts";
import type { Island } from "./types.ts";

/** What a page is rendered for. */
export interface RenderTarget {
  url: URL;
  basePath: string;
  nonce: string | null;
  isPartial: boolean;
  snapshot: Snapshot | null;
}

/** JSX that the server handed to an island. */
export interface Slot {
  children: ComponentChildren;
  isRendered: boolean;
}

/** What one render collects on its way. */
export class RenderState {
  /** Name and props of each island, in the order of their markers. */
  readonly islands: [name: string, props: Record<string, unknown>][] = [];
  readonly usedIslands = new Map<string, IslandInfo>();
  readonly slots: Slot[] = [];
  /** Children of all `<Head>` components, in render order. */
  readonly head: VNode[] = [];
  /** Children of the `<head>` element. */
  baseHead: VNode[] = [];
  hasPartial = false;

  /** First id scope: content that comes to a page later must not repeat the ids of that page. */
  readonly idBase: number;

  constructor(readonly target: RenderTarget) {
    this.idBase = target.isPartial ? crypto.getRandomValues(new Uint32Array(1))[0] : 1;
  }

  /** Scope for the `useId` of an island. */
  idScope(index: number): number {
    return this.idBase + index;
  }

  /** True when the page needs the client runtime. */
  get needsClient(): boolean {
    return this.islands.length > 0 || this.hasPartial;
  }

  /** The build's record of a component, when it is an island. */
  islandInfo(component: Island): IslandInfo | undefined {
    return this.target.snapshot?.islands.get(component);
  }

  /** Bundle file and export of every island on the page. */
  islandFiles(): Record<string, [file: string, exportName: string]> {
    const entries = [...this.usedIslands.values()];
    return Object.fromEntries(
      entries.map((i) => [i.name, [i.file, i.exportName]]),
    );
  }
}
