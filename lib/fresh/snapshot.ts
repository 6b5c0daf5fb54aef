import type { Island } from "./types.ts";

/** An island as the server knows it and the browser loads it. */
export interface IslandInfo {
  /** Unique name, used in the page's state. */
  name: string;
  /** Bundle file below the asset path, for example `counter.js`. */
  file: string;
  exportName: string;
}

/** A static file that the server can answer with. */
export interface StaticFile {
  contentType: string;
  /** Strong validator, in quotes. */
  etag: string;
  /** True when the path changes with the content. */
  isImmutable: boolean;
  read(): Promise<ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>>;
}

/** A file below the routes folder. */
export interface RouteFile {
  /** Path below the routes folder, with forward slashes, for example `blog/[slug].tsx`. */
  path: string;
  /** Loads the module; the shape is checked where it is used. */
  load: () => Promise<Record<string, unknown>>;
  /** Set when the file replaces its URL pattern, which is read at build time. */
  routeOverride?: string;
}

/** The result of a build: all that an app needs besides its own code. */
export interface Snapshot {
  /** Changes whenever any asset changes; part of every asset URL. */
  buildId: string;
  mode: "development" | "production";
  islands: Map<Island, IslandInfo>;
  /** Bundle files to preload for an entry: the entry itself and the chunks it imports. */
  preloads(file: string): string[];
  routes: RouteFile[];
  /** Finds a static or bundled file by its path, for example `/styles.css`. */
  findFile(pathname: string): Promise<StaticFile | null>;
}

const snapshots = new WeakMap<object, Snapshot>();
let latestBuildId = "0";

/** Gives an app the build it serves. */
export function attachSnapshot(app: object, snapshot: Snapshot): void {
  snapshots.set(app, snapshot);
  latestBuildId = snapshot.buildId;
}

/** The build that was given to an app; null before. */
export function snapshotOf(app: object): Snapshot | null {
  return snapshots.get(app) ?? null;
}

/** Build id of the last attached build, for asset URLs made outside of a render. */
export function currentBuildId(): string {
  return latestBuildId;
}
