import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Options of `new Builder()`. Relative paths are resolved against `root`. */
export interface BuildOptions {
  /** Browsers the bundles have to run in, as esbuild's `target`. Default: `es2022`. */
  target?: string | string[];
  /** Project folder, as a path or file URL. Default: the working directory. */
  root?: string;
  /** Module that exports `app`. Default: `main.ts`. */
  serverEntry?: string;
  /** Where a build with a snapshot on disk writes to. Default: `_fresh`. */
  outDir?: string;
  /** Folder or folders of static files; the first that has a file wins. Default: `static`. */
  staticDir?: string | string[];
  /** Default: `islands`. */
  islandDir?: string;
  /** Default: `routes`. */
  routeDir?: string;
  /** Files whose path matches are left out. */
  ignore?: RegExp[];
  /** Source maps of production bundles. Default: none. */
  sourceMap?: {
    kind?: boolean | "linked" | "inline" | "external" | "both";
    sourceRoot?: string;
    sourcesContent?: boolean;
  };
}

/** Options with defaults filled in and all paths absolute. */
export interface ResolvedBuildConfig {
  target: string | string[];
  root: string;
  serverEntry: string;
  outDir: string;
  staticDir: string[];
  islandDir: string;
  routeDir: string;
  ignore: RegExp[];
  sourceMap?: BuildOptions["sourceMap"];
  mode: "development" | "production";
}

/** Fills in defaults. */
export function resolveConfig(options: BuildOptions): ResolvedBuildConfig {
  const given = options.root ?? Deno.cwd();
  const root = resolve(
    given.startsWith("file:") ? fileURLToPath(given) : given,
  );
  const at = (path: string) => isAbsolute(path) ? path : join(root, path);
  return {
    target: options.target ?? "es2022",
    root,
    serverEntry: at(options.serverEntry ?? "main.ts"),
    outDir: at(options.outDir ?? "_fresh"),
    staticDir: [options.staticDir ?? "static"].flat().map(at),
    islandDir: at(options.islandDir ?? "islands"),
    routeDir: at(options.routeDir ?? "routes"),
    ignore: [/[._]test\.[jt]sx?$/, ...options.ignore ?? []],
    sourceMap: options.sourceMap,
    mode: "production",
  };
}
