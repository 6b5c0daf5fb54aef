import { createHash } from "node:crypto";
import { join } from "node:path";
import type { StaticFile } from "../snapshot.ts";
import type { ResolvedBuildConfig } from "./config.ts";
import { contentTypeOf } from "./content_type.ts";
import type { Transforms } from "./transform.ts";
import { listFiles } from "./walk.ts";

/** Short hash of some content, for URLs and validators. */
export function hashOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

/** A file that is held in memory. */
export function memoryFile(
  path: string,
  content: Uint8Array<ArrayBuffer>,
  isImmutable = false,
): StaticFile {
  return {
    contentType: contentTypeOf(path),
    etag: `"${hashOf(content)}"`,
    isImmutable,
    read: () => Promise.resolve(content),
  };
}

/** All static files by URL path, for example `/styles.css`; transformed ones held in memory. */
export async function loadStaticFiles(
  config: ResolvedBuildConfig,
  transforms: Transforms,
): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  await Promise.all(
    [...await listStaticFiles(config)].map(async ([urlPath, path]) => {
      const content = await transforms.run(path, config);
      const file = memoryFile(path, content);
      const isOnDisk = !transforms.has(path);
      files.set(
        urlPath,
        isOnDisk ? { ...file, read: () => readStream(path) } : file,
      );
    }),
  );
  return files;
}

/** Path on disk of all static files by URL path; earlier folders win. */
export async function listStaticFiles(config: ResolvedBuildConfig): Promise<Map<string, string>> {
  const paths = new Map<string, string>();
  for (const folder of config.staticDir) {
    for (const path of await listFiles(folder, config.ignore)) {
      if (!paths.has("/" + path)) paths.set("/" + path, join(folder, path));
    }
  }
  return paths;
}

async function readStream(path: string): Promise<ReadableStream<Uint8Array>> {
  return (await Deno.open(path)).readable;
}
