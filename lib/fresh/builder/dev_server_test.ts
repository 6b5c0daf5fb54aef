import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { App } from "../app.ts";
import { staticFiles } from "../middlewares/static_files.ts";
import { PROJECT } from "../testing/build.ts";
import { Builder } from "./builder.ts";

/** Reads server-sent events until one has this name. */
async function nextEvent(reader: ReadableStreamDefaultReader<string>, name: string) {
  for (let text = ""; !text.includes(`event: ${name}\n`);) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The stream ended before ${name}`);
    text += value;
  }
}

Deno.test("development serves changed files at once and tells open pages to reload", async () => {
  // Beside the test project, so that its islands find the same packages.
  const root = await mkdtemp(new URL("../dev-", PROJECT).pathname);
  const controller = new AbortController();
  try {
    await cp(PROJECT.pathname, root, { recursive: true });
    const app = new App().use(staticFiles()).fsRoutes();
    const listening = Promise.withResolvers<number>();
    const finished = new Builder({ root }).listen(
      () => Promise.resolve({ app }),
      {
        port: 0,
        hostname: "127.0.0.1",
        signal: controller.signal,
        onListen: ({ port }) => listening.resolve(port),
      },
    );
    const origin = `http://127.0.0.1:${await listening.promise}`;

    const html = await (await fetch(`${origin}/other`)).text();
    assert.match(html, /"isLive":true/);
    const events = await fetch(`${origin}/_fresh/live`);
    const reader = events.body!.pipeThrough(new TextDecoderStream())
      .getReader();
    await nextEvent(reader, "id");

    await writeFile(join(root, "static/styles.css"), "body { color: red }");
    await nextEvent(reader, "reload");
    const css = await fetch(`${origin}/styles.css?__frsh_c=1`);
    assert.equal(await css.text(), "body { color: red }");
    assert.equal(css.headers.get("cache-control"), "no-cache");

    await reader.cancel();
    controller.abort();
    await finished;
  } finally {
    controller.abort();
    await rm(root, { recursive: true });
  }
});
