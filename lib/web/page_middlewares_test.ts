import assert from "node:assert/strict";
import { csp, HttpError } from "fresh";
import { notFound } from "@/lib/platform/errors.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { csrfForPages } from "./csrf_for_pages.ts";
import { pageFailures } from "./page_failures.ts";
import { pageBodyLimit } from "./page_body_limit.ts";
import { requireCustomer, requireOperator } from "./page_guards.ts";
import { templateOf } from "./request_context.ts";
import { contentSecurityPolicy, CSP_DIRECTIVES } from "./security_headers.ts";
import { ADMIN, APP, createTestApp, type TestApp } from "./testing/test_app.ts";

const database = await createTestDatabase();

function pages(test: TestApp): TestApp {
  const html = { headers: { "content-type": "text/html; charset=utf-8" } };
  test.app.onError("*", (ctx) => {
    const status = ctx.error instanceof HttpError ? ctx.error.status : 500;
    return new Response(`error ${status}`, { status, ...html });
  });
  test.app.use("/admin", requireOperator());
  test.app.use("/app", requireCustomer());
  for (const path of ["/admin/login", "/admin/x", "/app/x"]) {
    test.app.route(path, {
      handler: {
        GET: (ctx) =>
          new Response(`${ctx.state.session?.userId ?? "nobody"} ${ctx.state.theme}`, html),
        POST: async (ctx) => new Response(await ctx.req.text()),
      },
    });
  }
  test.app.get("/data", () => Response.json({ a: 1 }));
  return test;
}
const make = (options: Parameters<typeof createTestApp>[2] = {}) =>
  pages(createTestApp(database, [], { use: [csrfForPages(), pageBodyLimit(100)], ...options }));
const { call, services } = make();

Deno.test({ name: "page middlewares", sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await t.step("without a session: 303 to sign-in with the path as people see it", async () => {
    const to = async (path: string, init: RequestInit = {}) => {
      const response = await call(path, init);
      return [response.status, response.headers.get("location")];
    };
    assert.deepEqual(await to("/admin/x?a=1&b=2"), [303, "/login?next=%2Fx%3Fa%3D1%26b%3D2"]);
    assert.deepEqual(await to(`${APP}/app/x`), [303, "/login?next=%2Fx"]);
    assert.deepEqual(await to("/admin"), [303, "/login"]);
    assert.deepEqual(await to("/admin//evil.example"), [303, "/login?next=%2Fevil.example"]);
    const post = { method: "POST", headers: { origin: ADMIN } };
    assert.deepEqual(await to("/admin/x", post), [303, "/login"]);
  });

  await t.step(
    "the sign-in page needs no session; the right role passes, another is 403",
    async () => {
      assert.equal((await call("/admin/login")).status, 200);
      assert.equal(await (await call("/admin/x", { as: "reader" })).text(), "reader dark");
      assert.equal((await call("/app/x", { as: "reader" })).status, 403);
      assert.equal((await call(`${APP}/app/x`, { as: "customer" })).status, 200);
      assert.equal((await call(`${APP}/admin/x`, { as: "customer" })).status, 403);
    },
  );

  await t.step("a page asks for its session once, a request without a cookie never", async () => {
    services.auth.lookups = 0;
    await call("/admin/x", { as: "reader" });
    assert.equal(services.auth.lookups, 1);
    await call("/admin/x");
    assert.equal(services.auth.lookups, 1);
  });

  await t.step("form posts of other origins and of impersonators are 403", async () => {
    const status = async (as: string, headers: Record<string, string>, host = ADMIN) =>
      (await call(`${host}/${host === APP ? "app" : "admin"}/x`, {
        as,
        method: "POST",
        body: "a=1",
        headers,
      }))
        .status;
    assert.equal(await status("reader", { origin: ADMIN }), 200);
    assert.equal(await status("reader", { "sec-fetch-site": "same-origin", origin: ADMIN }), 200);
    assert.equal(await status("reader", { origin: APP }), 403);
    assert.equal(await status("reader", { "sec-fetch-site": "cross-site" }), 403);
    assert.equal(await status("reader", {}), 403);
    assert.equal(await status("customer", { origin: APP }, APP), 200);
    assert.equal(await status("viewed", { origin: APP }, APP), 403);
  });

  await t.step("forms are bounded, announced or not", async () => {
    const send = (body: BodyInit, headers: Record<string, string> = {}) =>
      call("/admin/login", { method: "POST", body, headers: { origin: ADMIN, ...headers } });
    assert.equal(await (await send("x".repeat(100))).text(), "x".repeat(100));
    assert.equal((await send("x", { "content-length": "101" })).status, 413);
    assert.equal((await send("x".repeat(101))).status, 413);
  });

  await t.step("a refused form is a page with the headers of all pages", async () => {
    const response = await call("/admin/x", { as: "reader", method: "POST", body: "a=1" });
    assert.equal(response.status, 403);
    assert.match(response.headers.get("content-security-policy")!, /nonce-/);
    assert.match(response.headers.get("x-request-id")!, /.{8}/);
    assert.match(await response.text(), /nothing was changed/);
  });

  await t.step("without a database open pages work and guarded ones are 503", async () => {
    services.auth.failure = Object.assign(new Error("away"), { code: "CONNECT_TIMEOUT" });
    assert.equal((await call("/admin/login", { as: "reader" })).status, 200);
    const guarded = await call("/admin/x", { as: "reader" });
    assert.equal(guarded.status, 503);
    assert.ok(guarded.headers.get("content-security-policy"));
    services.auth.failure = null;
  });

  await t.step("failures of services keep their status on pages", async () => {
    const test = make();
    test.app.use(pageFailures());
    test.app.get("/none", () => {
      throw notFound("No such charger.");
    });
    test.app.get("/bug", () => {
      throw new Error("bug");
    });
    assert.equal((await test.call("/none")).status, 404);
    assert.equal((await test.call("/bug")).status, 500);
  });

  await t.step("pages carry a policy with a nonce, data one that allows nothing", async () => {
    const page = await call("/admin/login");
    const policy = page.headers.get("content-security-policy")!;
    assert.match(policy, /script-src 'self' 'nonce-[\w-]{20,}'/);
    assert.doesNotMatch(policy, /unsafe/);
    for (const part of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]) {
      assert.ok(policy.includes(part));
    }
    const again = await call("/admin/login");
    assert.notEqual(again.headers.get("content-security-policy"), policy);
    const data = await call("/data");
    assert.match(data.headers.get("content-security-policy")!, /^default-src 'none'/);
    for (const { headers } of [page, data]) {
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
      assert.ok(headers.get("permissions-policy"));
      assert.equal(headers.get("strict-transport-security"), null);
      assert.match(headers.get("x-request-id")!, /.{8}/);
    }
    assert.equal(contentSecurityPolicy("abc").split("'nonce-abc'").length, 2);
  });

  await t.step("a policy that csp() set stays; production over https has HSTS", async () => {
    const test = make({
      config: { isProduction: true, scheme: "https" },
      use: [csp({ useNonce: true, csp: CSP_DIRECTIVES })],
    });
    const { headers } = await test.call("/admin/login");
    assert.match(headers.get("content-security-policy")!, /base-uri 'none'/);
    assert.match(headers.get("strict-transport-security")!, /^max-age=\d{8}/);
  });

  await t.step("an error below /api is JSON with a request id, whoever threw it", async () => {
    const response = await call("/api/unknown");
    assert.equal(response.status, 404);
    assert.equal((await response.json()).code, "not_found");
    assert.match(response.headers.get("x-request-id")!, /.{8}/);
  });

  await t.step("templates are those of the declarations", () => {
    assert.equal(templateOf("/api/x/:id/y/:rest*"), "/api/x/{id}/y/{rest}");
    assert.equal(templateOf(null), "(none)");
  });

  await database.drop();
});
