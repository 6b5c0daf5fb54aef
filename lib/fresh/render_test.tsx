import assert from "node:assert/strict";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { App } from "./app.ts";
import { page } from "./define.ts";
import { csp } from "./middlewares/csp.ts";
import { asset, Head, Partial } from "./runtime.ts";
import type { PageProps } from "./types.ts";

const ask = (app: App<unknown>, path = "/") =>
  app.handler()(new Request(`http://site.test${path}`));
const htmlOf = async (app: App<unknown>, path = "/") => (await ask(app, path)).text();

function Shell({ Component }: PageProps) {
  return (
    <html lang="en">
      <head>
        <title>Base</title> <meta name="description" content="base" />
      </head>{" "}
      <body>
        <Component />
      </body>
    </html>
  );
}

function Frame(name: string) {
  return ({ Component }: PageProps) => (
    <div class={name}>
      <Component />
    </div>
  );
}

Deno.test("layouts nest from outer to inner inside the app wrapper", async () => {
  const app = new App()
    .appWrapper(Shell)
    .layout("*", Frame("outer"))
    .layout("/admin/*", Frame("inner"))
    .get("/", (ctx) => ctx.render(<h1>home</h1>))
    .get("/admin/x", (ctx) => ctx.render(<h1>admin</h1>));
  assert.match(
    await htmlOf(app),
    /<body><div class="outer"><h1>home<\/h1><\/div><\/body>/,
  );
  assert.match(
    await htmlOf(app, "/admin/x"),
    /<div class="outer"><div class="inner"><h1>admin<\/h1><\/div><\/div>/,
  );
});

Deno.test("a layout can drop the layouts around it and the app wrapper", async () => {
  const app = new App()
    .appWrapper(Shell)
    .layout("*", Frame("outer"))
    .layout("/alone", Frame("alone"), { skipInheritedLayouts: true })
    .layout("/embed", Frame("embed"), { skipAppWrapper: true })
    .get("/alone", (ctx) => ctx.render(<b />))
    .get("/embed", (ctx) => ctx.render(<b />));
  const alone = await htmlOf(app, "/alone");
  assert.match(alone, /<body><div class="alone">/);
  assert.equal(
    await htmlOf(app, "/embed"),
    '<!DOCTYPE html><div class="outer"><div class="embed"><b></b></div></div>',
  );
});

Deno.test("a handler's data, status and headers reach the page", async () => {
  const app = new App().route<{ name: string }>("/", {
    handler: {
      GET: () => page({ name: "Ada" }, { status: 203, headers: { "x-a": "b" } }),
    },
    component: ({ data }) => <h1>{data.name}</h1>,
  });
  const response = await ask(app);
  assert.equal(response.status, 203);
  assert.equal(response.headers.get("x-a"), "b");
  assert.match(await response.text(), /<h1>Ada<\/h1>/);
});

Deno.test("async pages and layouts are awaited, hooks work in the others", async () => {
  const app = new App()
    .layout("*", async ({ Component }) => {
      const year = await Promise.resolve(2026);
      return (
        <div>
          <Component />
          <i>{year}</i>
        </div>
      );
    })
    .route("/", {
      component: function Page() {
        const count = useSignal(5);
        return <b>{count}</b>;
      },
    });
  assert.match(await htmlOf(app), /<div><b>5<\/b><i>2026<\/i><\/div>/);
});

Deno.test("a later head element replaces the earlier one of the same identity", async () => {
  const Deep = ({ children }: { children?: ComponentChildren }) => (
    <Head>
      <title>Deep</title>
      <meta name="description" content="deep" />
      <meta property="og:url" content="x" />
      {children}
    </Head>
  );
  const app = new App().appWrapper(Shell).get("/", (ctx) =>
    ctx.render(
      <main>
        <Deep>
          <link key="icon" rel="icon" href="/a.svg" />
        </Deep>{" "}
        <Head>
          <link key="icon" rel="icon" href="/b.svg" />
        </Head>
      </main>,
    ));
  const head = /<head>(.*)<\/head>/.exec(await htmlOf(app))?.[1];
  assert.equal(
    head,
    '<title>Deep</title><meta name="description" content="deep"/>' +
      '<meta property="og:url" content="x"/><link rel="icon" href="/b.svg"/>',
  );
});

Deno.test("links say whether they lead to this page or an ancestor", async () => {
  const app = new App().get("/docs/intro", (ctx) =>
    ctx.render(
      <nav>
        <a href="/docs/intro">a</a>
        <a href="/docs">b</a>
        <a href="/docs/intro?x=1">c</a>
        <a href="/doc">d</a>
        <a href="/">e</a>
        <a href="/docs" aria-current="step">f</a>
        <a href="https://other.test/docs/intro">g</a>
      </nav>,
    ));
  const html = await htmlOf(app, "/docs/intro");
  const states = [...html.matchAll(/<a [^>]*?(?:aria-current="(\w+)")?>(\w)/g)];
  assert.deepEqual(Object.fromEntries(states.map((m) => [m[2], m[1]])), {
    a: "page",
    b: "true",
    c: "true",
    d: undefined,
    e: undefined,
    f: "step",
    g: undefined,
  });
});

// Hoisted JSX is one object for all requests.
const NAV = <a href="/one">one</a>;

Deno.test("JSX that lives in a module constant keeps nothing of an earlier request", async () => {
  const app = new App().get("/one", (ctx) => ctx.render(NAV)).get(
    "/two",
    (ctx) => ctx.render(NAV),
  );
  assert.match(await htmlOf(app, "/one"), /aria-current="page"/);
  assert.doesNotMatch(await htmlOf(app, "/two"), /aria-current/);
});

Deno.test("navigation switches are written out, also when they are false", async () => {
  const app = new App().get("/", (ctx) =>
    ctx.render(
      <body f-client-nav>
        <div f-client-nav={false} f-view-transition={ctx.isPartial}>x</div>
        <a href="/q" f-client-nav={false}>y</a>
      </body>,
    ));
  const html = await htmlOf(app);
  assert.match(html, /<body f-client-nav="true">/);
  assert.match(html, /<div f-client-nav="false" f-view-transition="false" ?>/);
  assert.match(html, /<a href="\/q" f-client-nav="false">/);
});

Deno.test("with csp({ useNonce }) inline scripts and styles carry the header's nonce", async () => {
  const app = new App()
    .use(csp({ useNonce: true, csp: ["img-src https:"] }))
    .get("/", (ctx) =>
      ctx.render(
        <html>
          <head>
            <style>{"a { color: red }"}</style>
            <script src="/a.js"></script>
          </head>
          <body>
            <script>1</script>
          </body>
        </html>,
      ))
    .get("/json", (ctx) => ctx.json({}));
  const nonces = new Set<string>();
  for (const _ of [1, 2]) {
    const response = await ask(app);
    const header = response.headers.get("content-security-policy") ?? "";
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(header)?.[1] ?? "";
    nonces.add(nonce);
    const html = await response.text();
    assert.ok(html.includes(`<style nonce="${nonce}">`));
    assert.ok(html.includes(`<script nonce="${nonce}">`));
    assert.ok(html.includes('<script src="/a.js">'));
    assert.match(header, /img-src https:/);
  }
  assert.equal(nonces.size, 2);
  const plain = (await ask(app, "/json")).headers.get("content-security-policy");
  assert.match(plain ?? "", /script-src 'self' 'unsafe-inline'/);
});

Deno.test("images get a cache key, other sites' and opted-out ones do not", async () => {
  const app = new App().get("/", (ctx) =>
    ctx.render(
      <p data-href={asset("/a.pdf#p2")}>
        <img src="/a.png" srcset="/a.png 1x, https://cdn.test/b.png 2x" />
        <img src="https://cdn.test/a.png" />
        <img src="/c.png" data-fresh-disable-lock />
      </p>,
    ));
  const html = await htmlOf(app);
  assert.match(html, /src="\/a\.png\?__frsh_c=\w+"/);
  assert.match(html, /srcset="\/a\.png\?__frsh_c=\w+ 1x, https:\/\/cdn\.test\/b\.png 2x"/);
  assert.match(html, /src="https:\/\/cdn\.test\/a\.png"/);
  assert.match(html, /src="\/c\.png"/);
  assert.match(html, /data-href="\/a\.pdf\?__frsh_c=\w+#p2"/);
});

Deno.test("text is escaped, a partial leaves its children alone", async () => {
  const app = new App().get("/", (ctx) =>
    ctx.render(
      <Partial name="a--b">
        <p title='"<&'>{"<script>"}</p>
      </Partial>,
    ));
  assert.match(
    await htmlOf(app),
    /<!--fresh:partial:replace:a--b--><p title="&quot;&lt;&amp;" ?>&lt;script&gt;<\/p><!--\/fresh-->/,
  );
});
