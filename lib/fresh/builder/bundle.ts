import * as esbuild from "esbuild";
import { fileURLToPath } from "node:url";
import { readImportMap, resolvePlugin } from "./resolve.ts";
import type { ResolvedBuildConfig } from "./config.ts";

/** Bundled client code: file contents by name, and what each entry needs at once. */
export interface Bundle {
  files: Map<string, Uint8Array<ArrayBuffer>>;
  /** Files an entry imports statically, itself included. */
  preloads: Map<string, string[]>;
}

/** Name of the entry that hydrates a page. */
export const BOOT_FILE = "boot.js";

const bootPath = fileURLToPath(new URL("../client/boot.ts", import.meta.url));
const runtimePath = fileURLToPath(new URL("../runtime.ts", import.meta.url));
// esbuild's service is one child process for all builds; it ends with the last of them.
let running = 0;

/**
 * Bundles the boot script and all islands with shared chunks.
 * @param entries Source path of each island file by output name (without extension).
 * @throws {Error} with esbuild's messages when the code does not bundle.
 */
export async function bundleIslands(
  entries: Record<string, string>,
  config: ResolvedBuildConfig,
): Promise<Bundle> {
  const isProduction = config.mode === "production";
  running++;
  try {
    const result = await esbuild.build({
      entryPoints: { boot: bootPath, ...entries },
      entryNames: "[name]",
      chunkNames: "chunk-[hash]",
      outdir: "/",
      absWorkingDir: config.root,
      write: false,
      metafile: true,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      target: config.target,
      minify: isProduction,
      sourcemap: isProduction ? config.sourceMap?.kind ?? false : "linked",
      sourceRoot: config.sourceMap?.sourceRoot,
      sourcesContent: config.sourceMap?.sourcesContent,
      jsx: "automatic",
      jsxImportSource: "preact",
      legalComments: "none",
      logLevel: "silent",
      define: defines(config.mode),
      plugins: [
        resolvePlugin(
          await readImportMap(config.root),
          config.root,
          runtimePath,
        ),
      ],
    });
    return toBundle(result.outputFiles, result.metafile);
  } finally {
    running--;
    if (running === 0) await esbuild.stop();
  }
}

function defines(mode: string): Record<string, string> {
  const names = Object.entries(Deno.env.toObject()).filter(([k]) => k.startsWith("FRESH_PUBLIC_"));
  return {
    "process.env.NODE_ENV": JSON.stringify(mode),
    ...Object.fromEntries(
      names.map(([k, v]) => [`process.env.${k}`, JSON.stringify(v)]),
    ),
  };
}

function toBundle(outputs: esbuild.OutputFile[], metafile: esbuild.Metafile): Bundle {
  const files = new Map(
    outputs.map((o) => [baseName(o.path), new Uint8Array(o.contents)]),
  );
  const imports = new Map<string, string[]>();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const needed = output.imports.filter((i) => i.kind === "import-statement" && !i.external);
    imports.set(baseName(path), needed.map((i) => baseName(i.path)));
  }
  const preloads = new Map<string, string[]>();
  for (const name of imports.keys()) {
    preloads.set(name, [...reach(name, imports)]);
  }
  return { files, preloads };
}

function reach(name: string, imports: Map<string, string[]>, seen = new Set<string>()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of imports.get(name) ?? []) reach(next, imports, seen);
  return seen;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
