import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { App } from "../app.ts";
import { staticFiles } from "../middlewares/static_files.ts";
import { PROJECT, projectApp } from "../testing/build.ts";
import { Builder } from "./builder.ts";

/** Runs with a temporary project of these files. */
async function withProject(
  files: Record<string, string>,
  run: (root: string) => Promise<void>,
) {
  const root = await mkdtemp(join(tmpdir(), "fresh-"));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    await run(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

const ask = (app: App<unknown>, path: string, init?: RequestInit) =>
  app.handler()(new Request(`http://site.test${path}`, init));

Deno.test("bundles have content-hashed, immutable URLs that the page preloads", async () => {
  const app = await projectApp();
  const html = await (await ask(app, "/")).text();
  const urls = [...html.matchAll(/(?:href|src)="(\/_fresh\/js\/\w+\/[^"]+)"/g)]
    .map((m) => m[1]);
  assert.ok(urls.length >= 4);
  for (const url of urls) {
    const response = await ask(app, url);
    assert.equal(response.status, 200, url);
    assert.equal(
      response.headers.get("content-type"),
      "text/javascript; charset=utf-8",
    );
    assert.equal(
      response.headers.get("cache-control"),
      "public, max-age=31536000, immutable",
    );
    await response.body?.cancel();
  }
  assert.equal(
    (await ask(app, "/_fresh/js/0000000000000000/boot.js")).status,
    404,
  );
});

Deno.test("a page with islands costs less than 16 kB of compressed code", async () => {
  const app = await projectApp();
  const html = await (await ask(app, "/")).text();
  const urls = new Set(
    [...html.matchAll(/modulepreload" href="([^"]+)"/g)].map((m) => m[1]),
  );
  let total = 0;
  for (const url of urls) {
    const { body } = await ask(app, url);
    assert.ok(body);
    const packed = body.pipeThrough(new CompressionStream("gzip"));
    total += (await new Response(packed).arrayBuffer()).byteLength;
  }
  assert.ok(total < 16_000, `${total} bytes`);
});

Deno.test("a page without islands and partials carries no script", async () => {
  assert.doesNotMatch(
    await (await ask(await projectApp(), "/bare")).text(),
    /<script|<link/,
  );
});

Deno.test("static files have a type and a validator, and are revalidated", async () => {
  const app = await projectApp();
  const first = await ask(app, "/styles.css");
  assert.equal(first.headers.get("content-type"), "text/css; charset=utf-8");
  assert.equal(first.headers.get("cache-control"), "no-cache");
  assert.match(await first.text(), /color: black/);
  const etag = first.headers.get("etag") ?? "";
  for (const value of [etag, `W/${etag}`, `"x", ${etag}`]) {
    const again = await ask(app, "/styles.css", {
      headers: { "if-none-match": value },
    });
    assert.equal(again.status, 304);
  }
  const locked = await ask(app, "/styles.css?__frsh_c=abc");
  assert.match(locked.headers.get("cache-control") ?? "", /immutable/);
  await locked.body?.cancel();
  const head = await ask(app, "/styles.css", { method: "HEAD" });
  assert.equal(head.headers.get("etag"), etag);
  assert.equal(await head.text(), "");
});

Deno.test("static paths cannot leave the static folder", async () => {
  const app = await projectApp();
  for (
    const path of [
      "/../define.ts",
      "/%2e%2e/define.ts",
      "/..%2fdefine.ts",
      "/%00",
      "/%E0",
    ]
  ) {
    assert.equal((await ask(app, path)).status, 404, path);
  }
});

Deno.test("a transform replaces the content and changes the validator", async () => {
  const builder = new Builder({ root: PROJECT.pathname });
  let runs = 0;
  builder.onTransformStaticFile(
    { pluginName: "upper", filter: /\.css$/g },
    ({ text, mode }) => {
      runs++;
      return { content: `/* ${mode} */ ${text.toUpperCase()}` };
    },
  );
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const app = new App().use(staticFiles());
  applySnapshot(app);
  const response = await ask(app, "/styles.css");
  assert.match(await response.text(), /^\/\* production \*\/ BODY/);
  await (await ask(app, "/styles.css")).body?.cancel();
  assert.equal(runs, 1);
  const plain = await ask(await projectApp(), "/styles.css");
  assert.notEqual(plain.headers.get("etag"), response.headers.get("etag"));
  await plain.body?.cancel();
});

Deno.test("a failing transform names its plugin and file", async () => {
  const builder = new Builder({ root: PROJECT.pathname });
  builder.onTransformStaticFile(
    { pluginName: "css compiler", filter: /css/ },
    () => {
      throw new Error("bad token");
    },
  );
  await assert.rejects(
    builder.build({ snapshot: "memory" }),
    /css compiler failed on .*styles\.css/,
  );
});

Deno.test("two apps share one build and keep their own routes", async () => {
  const first = (await projectApp()).get("/mine", (ctx) => ctx.text("first"));
  const second = await projectApp();
  assert.equal(await (await ask(first, "/mine")).text(), "first");
  assert.equal((await ask(second, "/mine")).status, 404);
  const of = async (app: App<unknown>) =>
    /_fresh\/js\/(\w+)/.exec(await (await ask(app, "/")).text())?.[1];
  assert.equal(await of(first), await of(second));
});

Deno.test("an island that does not compile fails the build", async () => {
  await withProject(
    { "islands/Bad.ts": "export default function ( {" },
    async (root) => {
      await assert.rejects(new Builder({ root }).build({ snapshot: "memory" }));
    },
  );
});

Deno.test("a project without islands, routes and static files builds", async () => {
  await withProject({}, async (root) => {
    const app = new App().use(staticFiles()).fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    assert.equal((await ask(app, "/")).status, 404);
  });
});

Deno.test("a build on disk writes what it serves; the first static folder wins", async () => {
  const files = {
    "one/a.txt": "first",
    "two/a.txt": "second",
    "two/b.txt": "b",
  };
  await withProject(files, async (root) => {
    const builder = new Builder({ root, staticDir: ["one", "two"] });
    const app = new App().use(staticFiles());
    (await builder.build())(app);
    assert.equal(await (await ask(app, "/a.txt")).text(), "first");
    assert.equal(
      await Deno.readTextFile(join(root, "_fresh/static/a.txt")),
      "first",
    );
    assert.equal(
      await Deno.readTextFile(join(root, "_fresh/static/b.txt")),
      "b",
    );
  });
});
