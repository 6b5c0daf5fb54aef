import assert from "node:assert/strict";
import { App } from "./app.ts";
import type { Context } from "./context.ts";
import { HttpError } from "./error.ts";

const ask = (
  app: App<never> | App<unknown> | App<{ trail: string[] }>,
  path: string,
  init?: RequestInit,
) => app.handler()(new Request(`http://site.test${path}`, init));
const textOf = async (...args: Parameters<typeof ask>) => (await ask(...args)).text();

Deno.test("a literal path wins over a parameter that was registered earlier", async () => {
  const app = new App()
    .get("/posts/:id", (ctx) => ctx.text(`post ${ctx.params.id}`))
    .get("/posts/featured", (ctx) => ctx.text("featured"));
  assert.equal(await textOf(app, "/posts/featured"), "featured");
  assert.equal(await textOf(app, "/posts/7"), "post 7");
});

Deno.test("of two patterns that match, the one registered first answers", async () => {
  const app = new App()
    .get("/:a/x", (ctx) => ctx.text("first"))
    .get("/:b/:c", (ctx) => ctx.text("second"));
  assert.equal(await textOf(app, "/1/x"), "first");
  assert.equal(await textOf(app, "/1/y"), "second");
});

Deno.test("parameters are decoded and the route is known", async () => {
  const app = new App().get(
    "/u/:name",
    (ctx) => ctx.json([ctx.params, ctx.route]),
  );
  assert.deepEqual(await (await ask(app, "/u/J%C3%BCrg%2F1")).json(), [
    { name: "Jürg/1" },
    "/u/:name",
  ]);
  assert.equal((await ask(app, "/u/%E0%A4%A")).status, 200);
});

Deno.test("a middleware applies to what is registered after it and below its path", async () => {
  const add = (name: string) => (ctx: Context<{ trail: string[] }>) => {
    (ctx.state.trail ??= []).push(name);
    return ctx.next();
  };
  const show = (ctx: Context<{ trail: string[] }>) => ctx.json(ctx.state.trail);
  const app = new App<{ trail: string[] }>()
    .use(add("all"), add("more"))
    .get("/early", show)
    .use("/admin/*", add("admin"))
    .use("/admin/keys", add("keys"))
    .get("/admin", show)
    .get("/administrator", show)
    .get("/admin/keys/:id", show);
  assert.equal(await textOf(app, "/early"), '["all","more"]');
  assert.equal(await textOf(app, "/admin"), '["all","more","admin"]');
  assert.equal(await textOf(app, "/administrator"), '["all","more"]');
  assert.equal(
    await textOf(app, "/admin/keys/1"),
    '["all","more","admin","keys"]',
  );
});

Deno.test("middlewares see the response of what they wrap", async () => {
  const app = new App()
    .use(async (ctx) => {
      const response = await ctx.next();
      response.headers.set(
        "x-outer",
        `${response.headers.get("x-inner")}+outer`,
      );
      return response;
    })
    .get("/", (ctx) => ctx.text("ok", { headers: { "x-inner": "inner" } }));
  assert.equal((await ask(app, "/")).headers.get("x-outer"), "inner+outer");
});

Deno.test("each method has its handler, HEAD falls back to GET, others are 405", async () => {
  const app = new App()
    .get("/a", (ctx) => ctx.text("got"))
    .post("/a", (ctx) => ctx.text("posted", { status: 201 }))
    .all("/any", (ctx) => ctx.text(ctx.req.method));
  assert.equal(await textOf(app, "/a"), "got");
  assert.equal((await ask(app, "/a", { method: "POST" })).status, 201);
  const head = await ask(app, "/a", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), "");
  assert.equal((await ask(app, "/a", { method: "DELETE" })).status, 405);
  assert.equal(await textOf(app, "/any", { method: "PATCH" }), "PATCH");
});

Deno.test("a route can name middlewares of its own and load them on first use", async () => {
  let loads = 0;
  const app = new App().get(
    "/",
    (ctx) => ctx.url.searchParams.has("stop") ? ctx.text("stopped") : ctx.next(),
    () => {
      loads++;
      return Promise.resolve((ctx: Context<unknown>) => ctx.text("lazy"));
    },
  );
  const handler = app.handler();
  for (const _ of [1, 2]) {
    assert.equal(
      await (await handler(new Request("http://site.test/"))).text(),
      "lazy",
    );
  }
  assert.equal(await textOf(app, "/?stop"), "stopped");
  assert.equal(loads, 1);
});

Deno.test("the middlewares of a mounted app stay inside of it", async () => {
  const inner = new App()
    .use((ctx) => Promise.resolve(ctx.text("inner middleware")))
    .get("/x", (ctx) => ctx.text("never"));
  const app = new App().mountApp("/in", inner).get(
    "/in2",
    (ctx) => ctx.text("outer"),
  )
    .mountApp(
      "/",
      new App().use(() => {
        throw new HttpError(418);
      }).get("/tea", (c) => c.text("")),
    )
    .get("/coffee", (ctx) => ctx.text("coffee"));
  assert.equal(await textOf(app, "/in/x"), "inner middleware");
  assert.equal(await textOf(app, "/in2"), "outer");
  assert.equal((await ask(app, "/tea")).status, 418);
  assert.equal(await textOf(app, "/coffee"), "coffee");
});

Deno.test("an app with a base path answers only below it", async () => {
  const app = new App({ basePath: "/app" })
    .get("/", (ctx) => ctx.text(`root of ${ctx.config.basePath}`))
    .get("/about", (ctx) => ctx.text("about"));
  assert.equal(await textOf(app, "/app"), "root of /app");
  assert.equal(await textOf(app, "/app/about"), "about");
  assert.equal((await ask(app, "/about")).status, 404);
  assert.equal((await ask(app, "/application")).status, 404);
});

Deno.test("forwarded headers count only when the proxy is trusted", async () => {
  const init = {
    headers: { "x-forwarded-proto": "https", "x-forwarded-host": "shop.test" },
  };
  const show = (ctx: Context<unknown>) => ctx.text(ctx.url.origin);
  assert.equal(
    await textOf(new App().get("/", show), "/", init),
    "http://site.test",
  );
  const trusting = new App({ trustProxy: true }).get("/", show);
  assert.equal(await textOf(trusting, "/", init), "https://shop.test");
});

Deno.test("a redirect stays on the site when it is given a path", async () => {
  const app = new App().get(
    "/",
    (ctx) => ctx.redirect(ctx.url.searchParams.get("to") ?? "/", 303),
  );
  const response = await ask(app, "/?to=//evil.test/x");
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/evil.test/x");
  assert.equal((await ask(app, "/?to=/a")).headers.get("location"), "/a");
});

Deno.test("responses have the type of their content", async () => {
  const app = new App()
    .get("/text", (ctx) => ctx.text("a"))
    .get("/html", (ctx) => ctx.html("<p>"))
    .get("/json", (ctx) => ctx.json({}))
    .get("/stream", (ctx) =>
      ctx.stream(function* () {
        yield "one ";
        yield new TextEncoder().encode("two");
      }));
  const typeOf = async (path: string) => (await ask(app, path)).headers.get("content-type");
  assert.equal(await typeOf("/text"), "text/plain; charset=utf-8");
  assert.equal(await typeOf("/html"), "text/html; charset=utf-8");
  assert.equal(await typeOf("/json"), "application/json");
  assert.equal(await textOf(app, "/stream"), "one two");
});

Deno.test("a WebSocket route echoes, and is 400 for an ordinary request", async () => {
  const app = new App().ws("/ws", {
    message: (socket, event) => socket.send(`got ${event.data}`),
  });
  assert.equal((await ask(app, "/ws")).status, 400);
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    app.handler(),
  );
  const socket = new WebSocket(`ws://127.0.0.1:${server.addr.port}/ws`);
  const reply = await new Promise((resolve) => {
    socket.onopen = () => socket.send("hi");
    socket.onmessage = (event) => resolve(event.data);
  });
  assert.equal(reply, "got hi");
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
  await server.shutdown();
});
