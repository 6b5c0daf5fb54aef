import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { IslandInfo } from "../snapshot.ts";
import type { Island } from "../types.ts";
import type { ResolvedBuildConfig } from "./config.ts";
import { listFiles } from "./walk.ts";

const SOURCE = /\.[jt]sx?$/;

/** Source path of every island file by its output name. */
export async function findIslands(
  config: ResolvedBuildConfig,
  registered: string[],
): Promise<Record<string, string>> {
  const inFolder = await listFiles(config.islandDir, config.ignore);
  const inRoutes = await listFiles(config.routeDir, config.ignore);
  const paths = [
    ...inFolder.map((path) => join(config.islandDir, path)),
    ...inRoutes.filter((path) => /(^|\/)\(_islands\)\//.test(path))
      .map((path) => join(config.routeDir, path)),
    ...registered.map((path) =>
      path.startsWith("file:") ? fileURLToPath(path) : join(config.root, path)
    ),
  ].filter((path) => SOURCE.test(path));

  const byName: Record<string, string> = {};
  for (const path of paths) byName[uniqueName(path, byName)] = path;
  return byName;
}

function uniqueName(path: string, taken: Record<string, string>): string {
  const base = "island-" +
    basename(path).replace(SOURCE, "").replace(/[^\w-]/g, "_");
  let name = base;
  for (let i = 2; name in taken; i++) name = `${base}-${i}`;
  return name;
}

/** Imports the islands on the server: every exported function is an island. */
export async function loadIslands(
  entries: Record<string, string>,
): Promise<Map<Island, IslandInfo>> {
  const islands = new Map<Island, IslandInfo>();
  await Promise.all(
    Object.entries(entries).map(async ([name, path]) => {
      const module: Record<string, unknown> = await import(
        pathToFileURL(path).href
      );
      for (const [exportName, value] of Object.entries(module)) {
        if (typeof value !== "function") continue;
        const info = {
          name: `${name}:${exportName}`,
          file: `${name}.js`,
          exportName,
        };
        islands.set(value as Island, info);
      }
    }),
  );
  return islands;
}
