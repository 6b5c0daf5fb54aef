import { join } from "node:path";

const FOLDER = "tests/groups";
/** Long files, longest first: each starts early and alone, so that nothing waits for it at the end. */
const LONG = [
  "tests/e2e/driver_pages_test.ts",
  "tests/e2e/demo_driver_test.ts",
  "lib/platform/uncaught_test.ts",
  "tests/property/crash_everywhere_test.ts",
  "tests/property/sync_simulation_test.ts",
  "lib/sandbox/demo/world_test.ts",
  "tests/api/demo_test.ts",
];
/**
 * Files per group. What tests of the whole product start at their top is open from the start of their group,
 * and Postgres has only so many connections.
 */
const largest = (file: string) => file.startsWith("tests/") ? 5 : 10;

/**
 * Writes one module for every few test files that are run one after the other in one isolate, and returns
 * their paths. Loading the product once per file takes longer than most files test.
 */
export async function writeTestGroups(paths: string[]): Promise<string[]> {
  await Deno.mkdir(FOLDER, { recursive: true });
  const written: string[] = [];
  for (const [name, files] of groupTests(await listTestFiles(paths))) {
    const path = join(FOLDER, `${name}.ts`);
    // Awaited one by one: modules that wait while they load would else load at the same time.
    await Deno.writeTextFile(path, files.map((file) => `await import("@/${file}");\n`).join(""));
    written.push(path);
  }
  return written;
}

/** Removes what `writeTestGroups` wrote. */
export async function removeTestGroups(): Promise<void> {
  await Deno.remove(FOLDER, { recursive: true }).catch(() => {});
}

/** Groups of files of one module, named so that the long ones sort first. */
export function groupTests(files: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  LONG.filter((file) => files.includes(file)).forEach((file, i) =>
    groups.set(`0${i}_${nameOf(file)}`, [file])
  );
  for (const file of files.filter((file) => !LONG.includes(file)).sort()) {
    const name = `1_${nameOf(file.split("/").slice(0, -1).slice(0, 2).join("/"))}`;
    let part = 1;
    while ((groups.get(`${name}_${part}`)?.length ?? 0) >= largest(file)) part++;
    const key = `${name}_${part}`;
    groups.set(key, [...groups.get(key) ?? [], file]);
  }
  return groups;
}

const nameOf = (path: string) => path.replace(/_test\.tsx?$/, "").replaceAll(/\W+/g, "_");

async function listTestFiles(paths: string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const info = await Deno.stat(path).catch(() => null);
    if (info?.isFile) files.push(path);
    if (!info?.isDirectory) continue;
    for await (const entry of Deno.readDir(path)) {
      const child = `${path}/${entry.name}`;
      if (entry.isDirectory) files.push(...await listTestFiles([child]));
      else if (/_test\.tsx?$/.test(entry.name)) files.push(child);
    }
  }
  return files;
}
