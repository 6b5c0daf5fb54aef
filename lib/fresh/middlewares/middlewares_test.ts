import assert from "node:assert/strict";
import { App } from "../app.ts";
import type { MiddlewareFn } from "../types.ts";
import { cors } from "./cors.ts";
import { csp } from "./csp.ts";
import { csrf } from "./csrf.ts";
import { trailingSlashes } from "./trailing_slashes.ts";

function through(middleware: MiddlewareFn<unknown>, path = "/", init?: RequestInit) {
  const app = new App().use(middleware).all("/*", (ctx) => ctx.text("passed"));
  return app.handler()(new Request(`https://site.test${path}`, init));
}

Deno.test("csrf lets through what the site itself or no browser sent", async () => {
  const cases: Record<string, string>[] = [
    {},
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
    { origin: "https://site.test" },
    { origin: "https://site.test", "sec-fetch-site": "same-origin" },
  ];
  for (const headers of cases) {
    const response = await through(csrf(), "/", { method: "POST", headers });
    assert.equal(response.status, 200, JSON.stringify(headers));
  }
  const read = await through(csrf(), "/", {
    headers: { "sec-fetch-site": "cross-site" },
  });
  assert.equal(read.status, 200);
});

Deno.test("csrf refuses other sites, also sibling hosts and a null origin", async () => {
  const cases: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site", origin: "https://evil.site.test" },
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: "http://site.test" },
  ];
  for (const headers of cases) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const response = await through(csrf(), "/", { method, headers });
      assert.equal(
        response.status,
        403,
        `${method} ${JSON.stringify(headers)}`,
      );
    }
  }
});

Deno.test("csrf trusts the origins it is told to", async () => {
  const init = {
    method: "POST",
    headers: { origin: "https://pay.test", "sec-fetch-site": "cross-site" },
  };
  for (
    const origin of [
      "https://pay.test",
      ["https://pay.test"],
      (o: string) => /pay/.test(o),
    ]
  ) {
    assert.equal((await through(csrf({ origin }), "/", init)).status, 200);
  }
  assert.equal(
    (await through(csrf({ origin: "https://x.test" }), "/", init)).status,
    403,
  );
});

Deno.test("cors answers preflights and marks responses for the allowed origin", async () => {
  const middleware = cors({
    origin: ["https://a.test"],
    allowHeaders: ["X-A"],
    allowMethods: ["GET"],
    exposeHeaders: ["X-B"],
    maxAge: 600,
    credentials: true,
  });
  const preflight = await through(middleware, "/", {
    method: "OPTIONS",
    headers: {
      origin: "https://a.test",
      "access-control-request-method": "GET",
    },
  });
  assert.equal(preflight.status, 204);
  const get = (name: string) => preflight.headers.get(`access-control-${name}`);
  assert.equal(get("allow-origin"), "https://a.test");
  assert.equal(get("allow-methods"), "GET");
  assert.equal(get("allow-headers"), "X-A");
  assert.equal(get("max-age"), "600");
  assert.equal(get("allow-credentials"), "true");

  const other = await through(middleware, "/", {
    headers: { origin: "https://b.test" },
  });
  assert.equal(other.status, 200);
  assert.equal(other.headers.get("access-control-allow-origin"), null);
  assert.equal(other.headers.get("vary"), "Origin");
});

Deno.test("cors allows every origin by default", async () => {
  const response = await through(cors(), "/", {
    headers: { origin: "https://b.test" },
  });
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
});

Deno.test("csp directives replace the default of their name", async () => {
  const response = await through(
    csp({ csp: ["img-src 'self' https:", "worker-src 'none'"] }),
  );
  const header = response.headers.get("content-security-policy") ?? "";
  assert.match(header, /(^|; )img-src 'self' https:(;|$)/);
  assert.match(header, /worker-src 'none'/);
  assert.equal(header.match(/img-src/g)?.length, 1);
  assert.match(header, /default-src 'self'/);
});

Deno.test("csp can report instead of preventing", async () => {
  const response = await through(
    csp({ reportOnly: true, reportTo: "/reports" }),
  );
  assert.equal(response.headers.get("content-security-policy"), null);
  const header = response.headers.get("content-security-policy-report-only") ??
    "";
  assert.match(header, /report-uri \/reports/);
  assert.match(
    response.headers.get("reporting-endpoints") ?? "",
    /="\/reports"/,
  );
});

Deno.test("headers are added to read-only responses and not to WebSocket upgrades", async () => {
  for (const middleware of [csp(), cors()]) {
    const app = new App().use(middleware)
      .get("/redirect", () => Response.redirect("https://site.test/there"))
      .ws("/ws", { open: (socket) => socket.close() });
    const response = await app.handler()(
      new Request("https://site.test/redirect"),
    );
    assert.equal(response.status, 302);
    assert.ok(
      response.headers.has("content-security-policy") ||
        response.headers.has("access-control-allow-origin"),
    );
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {} },
      app.handler(),
    );
    const socket = new WebSocket(`ws://127.0.0.1:${server.addr.port}/ws`);
    const { type } = await new Promise<Event>((resolve) => {
      socket.onclose = socket.onerror = resolve;
    });
    assert.equal(type, "close");
    await server.shutdown();
  }
});

Deno.test("trailing slashes are added or removed by a redirect that keeps the query", async () => {
  const target = async (mode: "always" | "never", path: string) =>
    (await through(trailingSlashes(mode), path)).headers.get("location");
  assert.equal(await target("never", "/a/?b=1"), "/a?b=1");
  assert.equal(await target("never", "/a"), null);
  assert.equal(await target("never", "/"), null);
  assert.equal(await target("never", "//evil.test/"), "/evil.test");
  assert.equal(await target("always", "/a?b=1"), "/a/?b=1");
  assert.equal(await target("always", "/a/"), null);
  assert.equal(await target("always", "/a.css"), null);
});
