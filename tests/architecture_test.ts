import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["routes", "islands", "components", "lib", "db"];
const TOP_FILES = ["main.ts", "services.ts", "define.ts", "fresh.config.ts", "upkeep.ts", "dev.ts"];
/** House rule 5: nothing hand-written over 300 lines; tests may be longer. */
const MAX_LINES = 300;

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(join(ROOT, folder))) {
    const path = join(folder, name);
    if (statSync(join(ROOT, path)).isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(name)) yield path;
  }
}

const files = [...FOLDERS.flatMap((folder) => [...sources(folder)]), ...TOP_FILES];
/** Tests, and worlds that tests of one module share. */
const code = files.filter((file) =>
  !/(_test\.tsx?|\/test_[^/]+\.ts)$/.test(file) && !file.includes("/testing/")
);

function importsOf(file: string, { withTypes = true } = {}): string[] {
  const whole = readFileSync(join(ROOT, file), "utf8");
  const text = withTypes ? whole : whole.replace(/^(?:im|ex)port type [^;]*;/gm, "");
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*"((?:@\/|\.{1,2}\/)[^"]+)"/g)].map((
    match,
  ) => match[1]);
  return found.filter((target) => /\.tsx?$/.test(target)).map((target) =>
    target.startsWith("@/") ? target.slice(2) : normalize(join(dirname(file), target))
  );
}

/** Floor of a path: imports go to a floor at or below their own (architecture.md section 1). */
function floor(path: string): number {
  if (!path.includes("/")) return 5;
  if (path.startsWith("routes/")) return 4;
  // Components place the general islands, which draw with components: one floor that knows no service.
  if (/^(components|islands\/(ui|chart))\//.test(path)) return 1;
  if (path.startsWith("islands/")) return 4;
  if (/^lib\/(web|auth|audit)\//.test(path)) return 2;
  if (path.startsWith("lib/platform/") || path.startsWith("db/") || path.startsWith("lib/fresh/")) {
    return 1;
  }
  return 3;
}

const moduleOf = (path: string) =>
  path.startsWith("lib/") ? path.split("/").slice(0, 2).join("/") : path.split("/")[0];

Deno.test("imports point down: routes, services, web and auth, platform and database", () => {
  const wrong = code.filter((file) => !file.startsWith("lib/sandbox/")).flatMap((file) =>
    importsOf(file).filter((target) =>
      floor(target) > floor(file) &&
      !(floor(file) === 4 && /^(define|services|fresh\.config)\.ts$/.test(target))
    )
      .map((target) => `${file} imports ${target}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("a module is used through its mod.ts", () => {
  const open = new Set(["lib/platform", "db", "components", "islands", "routes", "lib/fresh"]);
  const wrong = code.filter((file) => !file.startsWith("lib/sandbox/")).flatMap((file) =>
    importsOf(file).filter((target) => {
      const module = moduleOf(target);
      return target.includes("/") && module !== moduleOf(file) && !open.has(module) &&
        target !== `${module}/mod.ts` &&
        target !== "lib/web/tailwind.ts";
    }).map((target) => `${file} imports ${target}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("no circle among modules", () => {
  const edges = new Map<string, Set<string>>();
  for (const file of code.filter((f) => f.startsWith("lib/"))) {
    for (const target of importsOf(file)) {
      const [from, to] = [moduleOf(file), moduleOf(target)];
      if (from !== to && to.startsWith("lib/")) {
        edges.set(from, (edges.get(from) ?? new Set()).add(to));
      }
    }
  }
  const visit = (node: string, path: string[]): void => {
    assert.ok(!path.includes(node), `circle: ${[...path, node].join(" → ")}`);
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
  };
  for (const node of edges.keys()) visit(node, []);
});

Deno.test("nothing but the sandbox and tests knows the sandbox", () => {
  const wrong = code.filter((file) => !file.startsWith("lib/sandbox/"))
    .filter((file) => importsOf(file).some((target) => target.startsWith("lib/sandbox/")));
  assert.deepEqual(wrong, []);
});

Deno.test("only lib/steve and lib/lago reach outside, and routes hold no SQL", () => {
  const fetching = code.filter((file) =>
    /^(routes|lib\/(charging|billing|sync|notifications|audit|health))\//.test(file) &&
    /\bfetch\(/.test(readFileSync(join(ROOT, file), "utf8"))
  );
  const sql = code.filter((file) =>
    file.startsWith("routes/") &&
    /drizzle-orm|sql`|@\/db\/schema/.test(readFileSync(join(ROOT, file), "utf8"))
  );
  assert.deepEqual({ fetching, sql }, { fetching: [], sql: [] });
});

Deno.test(`no hand-written file is longer than ${MAX_LINES} lines`, () => {
  const long = code.map((file) =>
    [file, readFileSync(join(ROOT, file), "utf8").split("\n").length] as const
  )
    .filter(([, lines]) => lines > MAX_LINES).map(([file, lines]) =>
      `${relative(".", file)}: ${lines}`
    );
  assert.deepEqual(long, []);
});

Deno.test("no folder or file hides behind a name that says nothing", () => {
  assert.deepEqual(
    files.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.|_)/.test(file)),
    [],
  );
});

/** Files that import nothing: words are marked by a function that does nothing; clocks are Intl's. */
const FOR_BOTH_SIDES = new Set([
  "@/lib/platform/i18n/say.ts",
  "@/lib/platform/remembered.ts",
  "@/lib/platform/zoned_time.ts",
]);

Deno.test("what both sides use imports nothing of the server", () => {
  for (const file of FOR_BOTH_SIDES) {
    const others = importsOf(file.slice(2), { withTypes: false })
      .filter((target) => !FOR_BOTH_SIDES.has(`@/${target}`));
    assert.deepEqual(others, [], file);
  }
});

Deno.test("islands take only types from services: nothing of the server reaches the browser", () => {
  const wrong = code.filter((file) => file.startsWith("islands/")).flatMap((file) =>
    [
      ...readFileSync(join(ROOT, file), "utf8").matchAll(
        /^import (?!type )[^;]*?from "(@\/(?:lib|db)\/[^"]+)"/gms,
      ),
    ]
      .filter(([, target]) => !FOR_BOTH_SIDES.has(target))
      .map((match) => `${file} imports ${match[1]}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("no island reaches the catalogue of texts: a browser gets the words it shows", () => {
  const catalogue = /^lib\/platform\/i18n\/(translate\.ts|texts\/)/;
  const reached = (file: string, seen: Set<string>): string | null => {
    if (seen.has(file)) return null;
    seen.add(file);
    for (const target of importsOf(file, { withTypes: false })) {
      if (catalogue.test(target)) return `${file} imports ${target}`;
      const found = reached(target, seen);
      if (found) return found;
    }
    return null;
  };
  const wrong = code.filter((file) => file.startsWith("islands/"))
    .map((file) => reached(file, new Set())).filter((found) => found !== null);
  assert.deepEqual([...new Set(wrong)], []);
});
