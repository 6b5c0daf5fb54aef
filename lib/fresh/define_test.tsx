import assert from "node:assert/strict";
import { createDefine, page } from "./define.ts";
import { App } from "./app.ts";
import { HttpError } from "./error.ts";

interface State {
  user?: { name: string };
}
const define = createDefine<State>();

// What the compiler must refuse is marked; the markers fail the type check when it does not.

Deno.test("a page sees the data of all handlers of its route, and nothing else", async () => {
  const handlers = define.handlers({
    async GET(ctx) {
      if (!ctx.state.user) throw new HttpError(401);
      if (ctx.url.searchParams.has("away")) return ctx.redirect("/");
      return await Promise.resolve(
        page({ name: ctx.state.user.name, total: 1 }),
      );
    },
    POST: () => page({ name: "posted", total: 2 }, { status: 201 }),
  });
  const Page = define.page<typeof handlers>(({ data, state }) => {
    const total: number = data.total;
    // @ts-expect-error -- the handlers return no such field
    void data.missing;
    // @ts-expect-error -- the state has no such field
    void state.missing;
    return <p>{data.name} {total}</p>;
  });
  const app = new App<State>()
    .use(define.middleware((ctx) => {
      ctx.state.user = { name: "Ada" };
      return ctx.next();
    }))
    .route("/", { handler: handlers, component: Page });
  const handler = app.handler();
  const got = await handler(new Request("http://site.test/"));
  assert.match(await got.text(), /<p>Ada 1<\/p>/);
  const posted = await handler(
    new Request("http://site.test/", { method: "POST" }),
  );
  assert.equal(posted.status, 201);
  const away = await handler(new Request("http://site.test/?away"));
  assert.equal(away.status, 302);
});

Deno.test("a handler function without methods gives its data too", async () => {
  const handler = define.handlers((ctx) => page({ path: ctx.url.pathname }));
  const Page = define.page<typeof handler>(({ data }) => <i>{data.path.toUpperCase()}</i>);
  const app = new App<State>().route("/a", { handler, component: Page });
  const response = await app.handler()(
    new Request("http://site.test/a", { method: "PUT" }),
  );
  assert.match(await response.text(), /<i>\/A<\/i>/);
});

Deno.test("page() without arguments renders the page without data", async () => {
  const handlers = define.handlers({ GET: () => page() });
  const Page = define.page<typeof handlers>(({ data }) => <i>{String(data)}</i>);
  const app = new App<State>().route("/", {
    handler: handlers,
    component: Page,
  });
  const response = await app.handler()(new Request("http://site.test/"));
  assert.match(await response.text(), /<i>undefined<\/i>/);
});
