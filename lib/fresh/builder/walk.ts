import { join } from "node:path";

/** All files below a folder as sorted paths relative to it, with forward slashes. */
export async function listFiles(folder: string, ignore: RegExp[]): Promise<string[]> {
  const found: string[] = [];
  const visit = async (relative: string) => {
    for await (const entry of readFolder(join(folder, relative))) {
      const path = relative ? `${relative}/${entry.name}` : entry.name;
      if (ignore.some((pattern) => pattern.test(path))) continue;
      if (entry.isDirectory) await visit(path);
      else if (entry.isFile) found.push(path);
    }
  };
  await visit("");
  return found.sort();
}

/** A missing folder reads as an empty one: a project need not have islands or static files. */
async function* readFolder(path: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
