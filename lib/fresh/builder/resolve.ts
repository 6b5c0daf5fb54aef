import type { Plugin } from "esbuild";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** Specifiers of a project's import map. */
export type ImportMap = Record<string, string>;

/** Reads the imports of the project's deno.json; a project without one has none. */
export async function readImportMap(root: string): Promise<ImportMap> {
  try {
    const config: unknown = JSON.parse(
      await readFile(join(root, "deno.json"), "utf8"),
    );
    return isRecord(config) && isRecord(config.imports) ? config.imports as ImportMap : {};
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || isMissing(error)) return {};
    throw error;
  }
}

/**
 * Resolves bare specifiers as Deno does: paths of the import map lead to files, npm packages to
 * `node_modules`, where esbuild finds them.
 */
export function resolvePlugin(imports: ImportMap, root: string, runtimePath: string): Plugin {
  return {
    name: "import-map",
    setup(build) {
      build.onResolve(
        { filter: /^fresh\/runtime$/ },
        () => ({ path: runtimePath }),
      );
      build.onResolve({ filter: /^[^./]|^\.[^./]/ }, async (args) => {
        if (args.pluginData === DONE || args.kind === "entry-point") return;
        const target = lookUp(args.path, imports);
        if (target?.startsWith("./") || target?.startsWith("/")) {
          return { path: resolve(root, target) };
        }
        const specifier = toPackage(target ?? args.path);
        if (!specifier) return;
        const options = {
          kind: args.kind,
          resolveDir: args.resolveDir,
          pluginData: DONE,
        };
        const found = await build.resolve(specifier, options);
        if (found.errors.length === 0) return found;
        // A file outside of the project, such as this library's own, shares the project's packages.
        return await build.resolve(specifier, { ...options, resolveDir: root });
      });
    },
  };
}

const DONE = Symbol("resolved by esbuild");

/** Finds a specifier in an import map: exactly, by a `prefix/`, or below a package. */
export function lookUp(specifier: string, imports: ImportMap): string | null {
  if (imports[specifier]) return imports[specifier];
  const prefixes = Object.keys(imports).filter((key) =>
    specifier.startsWith(key.endsWith("/") ? key : key + "/")
  );
  const longest = prefixes.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? null : imports[longest] + specifier.slice(longest.length);
}

/** `npm:@scope/name@1.2.3/sub` becomes `@scope/name/sub`; null for other schemes than npm. */
export function toPackage(specifier: string): string | null {
  if (!/^[a-z]+:/.test(specifier)) return specifier;
  const match = /^npm:\/?(@[^/]+\/[^@/]+|[^@/]+)(?:@[^/]+)?(\/.*)?$/.exec(specifier);
  return match ? match[1] + (match[2] ?? "") : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
