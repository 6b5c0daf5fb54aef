import assert from "node:assert/strict";
import { App } from "./app.ts";
import { HttpError } from "./error.ts";

const ask = (app: App<unknown>, path: string) =>
  app.handler()(new Request(`http://site.test${path}`));

/** Collects what is logged as an error while `run` runs. */
async function loggedErrors(run: () => Promise<void>): Promise<unknown[]> {
  const logged: unknown[] = [];
  const original = console.error;
  console.error = (...args) => logged.push(...args);
  try {
    await run();
  } finally {
    console.error = original;
  }
  return logged;
}

Deno.test("without an error page an HttpError answers with its status and message", async () => {
  const app = new App().get("/", () => {
    throw new HttpError(402, "Pay first");
  });
  const response = await ask(app, "/");
  assert.equal(response.status, 402);
  assert.equal(await response.text(), "Pay first");
});

Deno.test("an unknown error answers 500, is logged and tells the client nothing", async () => {
  const app = new App().get("/", () => {
    throw new Error("password is hunter2");
  });
  const logged = await loggedErrors(async () => {
    const response = await ask(app, "/");
    assert.equal(response.status, 500);
    assert.equal(await response.text(), "Internal Server Error");
  });
  assert.match(String(logged[0]), /hunter2/);
});

Deno.test("the innermost error page answers; when it fails the next one does", async () => {
  const fail = () => {
    throw new Error("fail");
  };
  const app = new App()
    .onError("*", (ctx) => ctx.text(`outer: ${ctx.error}`, { status: 500 }))
    .onError("/foo", (ctx) => ctx.text("inner", { status: 500 }))
    .onError("/foo/broken", () => {
      throw new Error("broken page");
    })
    .get("/foo/x", fail)
    .get("/foo/broken/x", fail)
    .get("/bar", fail);
  assert.equal(await (await ask(app, "/foo/x")).text(), "inner");
  assert.equal(await (await ask(app, "/foo/broken/x")).text(), "inner");
  assert.equal(await (await ask(app, "/bar")).text(), "outer: Error: fail");
});

Deno.test("an error page with a component has the status of the error", async () => {
  const app = new App()
    .onError("*", { component: ({ error }) => String(error) })
    .get("/teapot", () => {
      throw new HttpError(418, "short and stout");
    });
  const response = await ask(app, "/teapot");
  assert.equal(response.status, 418);
  assert.match(await response.text(), /short and stout/);
  assert.equal((await ask(app, "/nowhere")).status, 404);
});

Deno.test("every 404 goes to the not-found page, all else to the error page", async () => {
  const app = new App()
    .notFound((ctx) => ctx.text("nothing here", { status: 404 }))
    .onError("*", (ctx) => ctx.text("error", { status: 500 }))
    .get("/thrown", () => {
      throw new HttpError(404);
    })
    .get("/other", () => {
      throw new HttpError(410);
    });
  assert.equal(await (await ask(app, "/unknown")).text(), "nothing here");
  assert.equal(await (await ask(app, "/thrown")).text(), "nothing here");
  assert.equal(await (await ask(app, "/other")).text(), "error");
});

Deno.test("an error page also answers for a middleware that was registered before it", async () => {
  const app = new App()
    .use((ctx) => {
      if (ctx.url.searchParams.has("fail")) throw new HttpError(401);
      return ctx.next();
    })
    .onError("*", (ctx) => ctx.text(`page: ${ctx.error}`, { status: 401 }))
    .get("/", (ctx) => ctx.text("fine"));
  assert.match(await (await ask(app, "/?fail")).text(), /^page: HttpError/);
  assert.match(
    await (await ask(app, "/unknown?fail")).text(),
    /^page: HttpError/,
  );
});

Deno.test("a middleware registered before the error page sees its finished response", async () => {
  const app = new App()
    .use(async (ctx) => {
      const response = await ctx.next();
      response.headers.set("x-status", String(response.status));
      return response;
    })
    .onError("*", (ctx) => ctx.text("oops", { status: 500 }))
    .get("/", () => {
      throw new Error("fail");
    });
  assert.equal((await ask(app, "/")).headers.get("x-status"), "500");
});

Deno.test("a middleware can catch what is thrown behind it", async () => {
  const app = new App()
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        return ctx.json({ error: (error as Error).message }, { status: 400 });
      }
    })
    .get("/", () => {
      throw new Error("domain rule");
    });
  assert.deepEqual(await (await ask(app, "/")).json(), {
    error: "domain rule",
  });
});

Deno.test("an error page that fails leaves a plain 500", async () => {
  const app = new App().onError("*", () => {
    throw new Error("page broke");
  }).get("/", () => {
    throw new HttpError(400);
  });
  const logged = await loggedErrors(async () => assert.equal((await ask(app, "/")).status, 500));
  assert.match(String(logged[0]), /page broke/);
});

Deno.test("an error page without a path answers everywhere", async () => {
  const app = new App().onError((ctx) => ctx.text("caught", { status: 500 }))
    .get("/deep/x", () => {
      throw new Error("fail");
    });
  assert.equal(await (await ask(app, "/deep/x")).text(), "caught");
});

Deno.test("a layout that fails does not take the error page with it", async () => {
  const app = new App()
    .layout("*", () => {
      throw new Error("layout broke");
    })
    .onError("*", { component: ({ error }) => String(error) })
    .get("/", (ctx) => ctx.render("never"));
  const response = await ask(app, "/");
  assert.equal(response.status, 500);
  assert.match(await response.text(), /layout broke/);
});

Deno.test("a middleware before the error page can tell what went wrong", async () => {
  const failure = new Error("fail");
  const seen: unknown[] = [];
  const app = new App()
    .use(async (ctx) => {
      const response = await ctx.next();
      seen.push(ctx.error);
      return response;
    })
    .onError("*", (ctx) => ctx.text("oops", { status: 500 }))
    .get("/", () => {
      throw failure;
    });
  await ask(app, "/");
  assert.deepEqual(seen, [failure]);
});
