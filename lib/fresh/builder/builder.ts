import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { App } from "../app.ts";
import { attachSnapshot, type RouteFile, type Snapshot, type StaticFile } from "../snapshot.ts";
import { type Bundle, bundleIslands } from "./bundle.ts";
import { type BuildOptions, resolveConfig, type ResolvedBuildConfig } from "./config.ts";
import { type DevApp, serveDevelopment } from "./dev_server.ts";
import { findIslands, loadIslands } from "./islands.ts";
import { hashOf, listStaticFiles, loadStaticFiles, memoryFile } from "./static_store.ts";
import { type OnTransformOptions, type TransformFn, Transforms } from "./transform.ts";
import { listFiles } from "./walk.ts";

/** Gives an app the result of a build; may be called for any number of apps. */
export type ApplySnapshot = <State>(app: App<State>) => void;

/**
 * Builds what the browser needs: island bundles and static files.
 *
 * @example
 * ```ts
 * const applySnapshot = await new Builder().build({ snapshot: "memory" });
 * const app = new App().use(staticFiles()).fsRoutes();
 * applySnapshot(app);
 * ```
 */
export class Builder {
  readonly config: ResolvedBuildConfig;
  #transforms = new Transforms();
  #islands: string[] = [];

  constructor(options: BuildOptions = {}) {
    this.config = resolveConfig(options);
  }

  /** Registers a file with islands that lies outside of the island folders. */
  registerIsland(pathOrUrl: string): void {
    this.#islands.push(pathOrUrl);
  }

  /** Registers a transform of static files, for example a CSS compiler. */
  onTransformStaticFile(options: OnTransformOptions, transform: TransformFn): void {
    this.#transforms.add(options, transform);
  }

  /**
   * Builds once. With `snapshot: "disk"` (the default) assets are written to `outDir` as well.
   * @throws {Error} when an island does not bundle or a transform fails.
   */
  async build(
    options: {
      mode?: "development" | "production";
      snapshot?: "disk" | "memory";
    } = {},
  ): Promise<ApplySnapshot> {
    const { snapshot, assets } = await this.#build(options.mode ?? "production");
    if (options.snapshot !== "memory") await this.#write(assets);
    return (app) => attachSnapshot(app, snapshot);
  }

  /**
   * Serves an app in development: rebuilds on changes and reloads the browser. Run it with
   * `deno run --watch` to have server modules reloaded too.
   */
  async listen(
    importApp: () => Promise<DevApp>,
    options: Deno.ServeTcpOptions = {},
  ): Promise<void> {
    await serveDevelopment({
      importApp,
      options,
      config: this.config,
      build: async () => (await this.#build("development")).snapshot,
    });
  }

  async #build(mode: "development" | "production") {
    const config = { ...this.config, mode };
    const entries = await findIslands(config, this.#islands);
    const [bundle, islands, statics, routes] = await Promise.all([
      bundleIslands(entries, config),
      loadIslands(entries),
      loadStaticFiles(config, this.#transforms),
      findRoutes(config),
    ]);
    const buildId = hashOf(
      [...bundle.files].map(([name, content]) => name + hashOf(content)).sort()
        .join() +
        [...statics].map(([path, file]) => path + file.etag).sort().join(),
    );
    const assets = new Map([...statics, ...bundleFiles(bundle, buildId)]);
    const snapshot: Snapshot = {
      buildId,
      mode,
      islands,
      routes,
      preloads: (file) => bundle.preloads.get(file) ?? [],
      findFile: (pathname) => {
        const path = decodePath(pathname);
        const isFresh = mode === "development" && statics.has(path);
        return isFresh ? this.#readAgain(path, config) : Promise.resolve(assets.get(path) ?? null);
      },
    };
    return { snapshot, assets };
  }

  /** In development a static file is transformed on each request, as its inputs may have changed. */
  async #readAgain(path: string, config: ResolvedBuildConfig): Promise<StaticFile | null> {
    const file = (await listStaticFiles(config)).get(path);
    return file ? memoryFile(file, await this.#transforms.run(file, config)) : null;
  }

  async #write(assets: Map<string, StaticFile>): Promise<void> {
    for (const [path, file] of assets) {
      const target = join(this.config.outDir, "static", path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, await file.read());
    }
  }
}

function bundleFiles(bundle: Bundle, buildId: string): [string, StaticFile][] {
  return [...bundle.files].map(([name, content]) => {
    const path = `/_fresh/js/${buildId}/${name}`;
    return [path, memoryFile(path, content, true)];
  });
}

async function findRoutes(config: ResolvedBuildConfig): Promise<RouteFile[]> {
  const paths = (await listFiles(config.routeDir, config.ignore))
    .filter((path) => /\.[jt]sx?$/.test(path) && !path.endsWith(".d.ts"));
  return await Promise.all(paths.map(async (path) => {
    const absolute = join(config.routeDir, path);
    const load = (): Promise<Record<string, unknown>> => import(pathToFileURL(absolute).href);
    const route: RouteFile = { path, load };
    // Only a route that names a pattern of its own has to be loaded to know its pattern.
    if (!/\brouteOverride\b/.test(await readFile(absolute, "utf8"))) {
      return route;
    }
    const override = (await load()).config;
    return {
      ...route,
      routeOverride: (override as { routeOverride?: string })?.routeOverride,
    };
  }));
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
