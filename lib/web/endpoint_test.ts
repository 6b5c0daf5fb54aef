import assert from "node:assert/strict";
import { z } from "zod";
import { conflict, notFound, unavailable } from "@/lib/platform/errors.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { reply } from "./reply.ts";
import { ADMIN, APP, createTestApp, endpoint } from "./testing/test_app.ts";

const database = await createTestDatabase();
const ok = { 200: { description: "Done" } };
const bodySchema = z.strictObject({ name: z.string().min(2), tags: z.array(z.string()).max(3) });
let stopped: Error = new Error("not set");

const { call, post, services } = createTestApp(database, [
  endpoint({
    method: "GET",
    path: "/api/admin/things/{id}",
    hosts: "admin",
    auth: "operator",
    summary: "One thing",
    request: {
      params: z.object({ id: z.coerce.number().int() }),
      query: z.object({ full: z.stringbool().default(false) }),
    },
    responses: {
      200: {
        description: "It",
        schema: z.object({ id: z.number(), full: z.boolean(), actor: z.string() }),
      },
    },
  }, ({ params, query, ctx }) => ({ id: params.id, full: query.full, actor: ctx.actor.kind })),
  endpoint({
    method: "POST",
    path: "/api/admin/things",
    hosts: "admin",
    auth: "operator",
    permission: "things:write",
    summary: "Make a thing",
    bodyLimitBytes: 1_000,
    request: { body: bodySchema },
    responses: { 201: { description: "Made" } },
  }, ({ body }) => reply(201, { name: body.name }, { location: "/x" })),
  endpoint({
    method: "POST",
    path: "/api/customer/card",
    hosts: "customer",
    auth: "customer",
    summary: "Write",
    responses: ok,
  }, () => ({ ok: true })),
  endpoint({
    method: "GET",
    path: "/api/customer/card",
    hosts: "customer",
    auth: "customer",
    summary: "Read",
    responses: ok,
  }, () => ({ ok: true })),
  endpoint({
    method: "POST",
    path: "/api/ocpp/x",
    hosts: "any",
    auth: "hook",
    raw: true,
    summary: "Hook",
    responses: ok,
  }, ({ rawBody, ctx }) => ({ bytes: rawBody.byteLength, actor: ctx.actor })),
  endpoint({
    method: "GET",
    path: "/api/devices/me",
    hosts: "admin",
    auth: "device",
    summary: "Device",
    responses: ok,
  }, ({ ctx }) => ({ actor: ctx.actor.kind })),
  endpoint({
    method: "POST",
    path: "/v1/things",
    hosts: "any",
    auth: "api_key",
    summary: "v1",
    request: { body: bodySchema },
    responses: ok,
  }, () => ({ ok: true })),
  endpoint({
    method: "GET",
    path: "/api/fail/{how}",
    hosts: "any",
    auth: "public",
    rate: "none",
    summary: "Fail",
    responses: { 200: { description: "Never", schema: z.object({ a: z.number() }) } },
  }, ({ params }) => {
    if (params.how === "missing") throw notFound("No such thing.");
    if (params.how === "conflict") throw conflict("Taken.", { code: "taken", details: { by: 1 } });
    if (params.how === "later") throw unavailable("Not now.", { retryAfterSec: 2.2 });
    if (params.how === "schema") return { a: "text" };
    if (params.how === "status") return reply(418, {});
    throw stopped;
  }),
  endpoint({
    method: "GET",
    path: "/api/v1/boom",
    hosts: "any",
    auth: "public",
    rate: "none",
    summary: "Monitoring dialect",
    responses: ok,
  }, () => {
    throw notFound("No.");
  }),
  endpoint({
    method: "DELETE",
    path: "/api/gone",
    hosts: "any",
    auth: "public",
    rate: "none",
    summary: "No content",
    responses: { 204: { description: "Gone" } },
  }, () => undefined),
  endpoint({
    method: "GET",
    path: "/api/limited",
    hosts: "any",
    auth: "public",
    rate: { points: 2, perSec: 60, keyBy: "ip" },
    summary: "Limited",
    responses: ok,
  }, () => ({ ok: true })),
]);
const json = async (response: Response) => ({
  status: response.status,
  body: await response.json(),
});

Deno.test({ name: "endpoint", sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await t.step("200: parameters and query arrive parsed, the actor is bound", async () => {
    const response = await call("/api/admin/things/7?full=true", { as: "reader" });
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.match(response.headers.get("x-request-id")!, /^[0-9a-f-]{36}$/);
    assert.deepEqual(await json(response), {
      status: 200,
      body: { id: 7, full: true, actor: "user" },
    });
  });

  await t.step("a sane request id is taken over, another is not", async () => {
    const id = async (given: string) =>
      (await call("/api/fail/missing", { headers: { "x-request-id": given } })).headers
        .get("x-request-id");
    assert.equal(await id("trace-12345678"), "trace-12345678");
    assert.notEqual(await id("bad id with spaces"), "bad id with spaces");
  });

  await t.step("201 with headers by reply(), 204 without a body", async () => {
    const made = await post("/api/admin/things", { name: "ab", tags: [] }, { as: "operator" });
    assert.deepEqual([made.status, made.headers.get("location")], [201, "/x"]);
    const gone = await post("/api/gone", undefined, { method: "DELETE" });
    assert.deepEqual([gone.status, await gone.text()], [204, ""]);
  });

  await t.step("400: field errors for the body and for the path", async () => {
    const bad = await json(
      await post("/api/admin/things", { name: "a", tags: ["x", 1], more: 1 }, { as: "operator" }),
    );
    assert.equal(bad.status, 400);
    assert.equal(bad.body.code, "validation_failed");
    assert.deepEqual(Object.keys(bad.body.details.fieldErrors).sort(), ["name", "tags[1]"]);
    assert.equal(bad.body.details.formErrors.length, 1);
    assert.equal(typeof bad.body.error, "string");
    assert.equal((await call("/api/admin/things/x", { as: "reader" })).status, 400);
  });

  await t.step("400: not JSON, and bytes that are not UTF-8", async () => {
    for (const body of ["{", new Uint8Array([0x22, 0xff, 0x22])]) {
      const response = await call("/api/admin/things", {
        as: "operator",
        method: "POST",
        body,
        headers: { origin: ADMIN, "content-type": "application/json" },
      });
      assert.deepEqual((await json(response)).body.code, "invalid_json");
    }
  });

  await t.step(
    "401 without a session, with a bearer token, with the other host's cookie",
    async () => {
      assert.equal((await call("/api/admin/things/1")).status, 401);
      const bearer = { authorization: "Bearer device-1" };
      assert.equal((await call("/api/admin/things/1", { headers: bearer })).status, 401);
      assert.equal((await call("/api/admin/things/1", { as: "customer" })).status, 401);
    },
  );

  await t.step("403: role, and the permission by name; an admin has all", async () => {
    const body = { name: "ab", tags: [] };
    const refused = await json(await post("/api/admin/things", body, { as: "reader" }));
    assert.equal(refused.status, 403);
    assert.match(refused.body.error, /things:write/);
    assert.equal((await post("/api/admin/things", body, { as: "admin" })).status, 201);
  });

  await t.step("403: a write from another origin, or from nowhere with a cookie", async () => {
    const body = { name: "ab", tags: [] };
    const status = async (headers: Record<string, string>) =>
      (await call("/api/admin/things", {
        as: "operator",
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", ...headers },
      })).status;
    assert.equal(await status({}), 403);
    assert.equal(await status({ origin: "https://evil.example" }), 403);
    assert.equal(await status({ origin: APP }), 403);
    assert.equal(await status({ origin: "null" }), 403);
    assert.equal(await status({ "sec-fetch-site": "cross-site" }), 403);
    assert.equal(await status({ "sec-fetch-site": "same-site", origin: ADMIN }), 403);
    assert.equal(
      await status({ "sec-fetch-site": "same-origin", origin: "https://evil.example" }),
      403,
    );
    assert.equal(await status({ "sec-fetch-site": "same-origin" }), 201);
    assert.equal(await status({ origin: ADMIN }), 201);
  });

  await t.step("403: while impersonating everything may be read and nothing written", async () => {
    assert.equal((await call(`${APP}/api/customer/card`, { as: "viewed" })).status, 200);
    const refused = await json(await post(`${APP}/api/customer/card`, {}, { as: "viewed" }));
    assert.deepEqual([refused.status, refused.body.code], [403, "impersonation_read_only"]);
    assert.equal((await post(`${APP}/api/customer/card`, {}, { as: "customer" })).status, 200);
  });

  await t.step("404 on the wrong host and on an unknown one, before anything else", async () => {
    for (const host of [APP, "http://other.example"]) {
      const { status, body } = await json(
        await call(`${host}/api/admin/things/1`, { as: "admin" }),
      );
      assert.deepEqual([status, body.code], [404, "not_found"]);
    }
  });

  await t.step("404 in JSON for API paths that nothing serves", async () => {
    const { status, body } = await json(await call("/api/nothing/here"));
    assert.deepEqual([status, body.code], [404, "not_found"]);
  });

  await t.step("405 with Allow; OPTIONS and HEAD", async () => {
    const wrong = await post("/api/admin/things/1", {}, { method: "PUT" });
    assert.deepEqual([wrong.status, wrong.headers.get("allow")], [405, "GET, HEAD, OPTIONS"]);
    assert.equal((await json(wrong)).body.code, "method_not_allowed");
    assert.equal(
      (await call("/api/gone", { method: "OPTIONS" })).headers.get("allow"),
      "DELETE, OPTIONS",
    );
    const head = await call("/api/admin/things/1", { method: "HEAD", as: "reader" });
    assert.deepEqual([head.status, await head.text()], [200, ""]);
  });

  await t.step("413 by Content-Length and while streaming", async () => {
    const send = (init: RequestInit) =>
      call("/api/admin/things", {
        as: "operator",
        method: "POST",
        ...init,
        headers: { origin: ADMIN, "content-type": "application/json", ...init.headers },
      });
    assert.equal((await send({ body: "{}", headers: { "content-length": "1001" } })).status, 413);
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(400));
      },
      cancel: () => void (cancelled = true),
    });
    assert.equal((await send({ body: endless })).status, 413);
    assert.ok(pulled < 10 && cancelled);
  });

  await t.step("415: a body that is not JSON", async () => {
    const response = await post("/api/admin/things", {}, {
      as: "operator",
      headers: { "content-type": "text/plain" },
    });
    assert.equal((await json(response)).status, 415);
  });

  await t.step("429 with the headers of the contract", async () => {
    for (let i = 0; i < 2; i++) assert.equal((await call("/api/limited")).status, 200);
    const response = await call("/api/limited");
    const { headers } = response;
    const { status, body } = await json(response);
    assert.deepEqual([status, body.code], [429, "rate_limited"]);
    assert.match(body.error, /Retry after \d+s/);
    assert.equal(headers.get("x-ratelimit-limit"), "2");
    assert.equal(headers.get("x-ratelimit-remaining"), "0");
    assert.ok(Number(headers.get("retry-after")) <= 60);
    assert.ok(Number(headers.get("x-ratelimit-reset")) > Date.now() / 1_000);
  });

  await t.step("hooks get the raw bytes, whatever their type and origin", async () => {
    const response = await call("/api/ocpp/x", {
      method: "POST",
      body: "abc",
      headers: {
        origin: "https://elsewhere.example",
        "content-type": "text/plain",
        "x-polaris-secret": "s",
      },
    });
    assert.deepEqual((await json(response)).body, {
      bytes: 3,
      actor: { kind: "webhook", source: "steve" },
    });
  });

  await t.step("device and API key tokens; an operator's session stands for a key", async () => {
    const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    assert.equal((await call("/api/devices/me", bearer("device-1"))).status, 200);
    assert.equal((await call("/api/devices/me", bearer("nope"))).status, 401);
    assert.equal((await call("/api/devices/me", { as: "admin" })).status, 401);
    const body = { name: "ab", tags: [] };
    assert.equal((await post("/v1/things", body, bearer("api_key-1"))).status, 200);
    assert.equal((await post("/v1/things", body, bearer("bad"))).status, 401);
    assert.equal((await post("/v1/things", body, { as: "reader" })).status, 200);
    assert.equal((await post(`${APP}/v1/things`, body, { as: "customer" })).status, 403);
  });

  await t.step("v1 answers 422 with a list, and the request id in the body", async () => {
    const response = await post("/v1/things", { name: "ab", tags: [1] }, { as: "reader" });
    const id = response.headers.get("x-request-id");
    const { status, body } = await json(response);
    assert.deepEqual([status, body.code, body.requestId], [422, "validation_error", id]);
    assert.equal(body.details[0].path, "tags[0]");
    assert.ok(body.error.startsWith("tags[0]: "));
  });

  await t.step("the monitoring dialect nests code and message", async () => {
    assert.deepEqual(await json(await call("/api/v1/boom")), {
      status: 404,
      body: { error: { code: "NOT_FOUND", message: "No." } },
    });
  });

  await t.step("foreseen failures keep their words, code, details and Retry-After", async () => {
    assert.deepEqual(await json(await call("/api/fail/conflict")), {
      status: 409,
      body: { error: "Taken.", code: "taken", details: { by: 1 } },
    });
    const later = await call("/api/fail/later");
    assert.deepEqual([later.status, later.headers.get("retry-after")], [503, "3"]);
  });

  await t.step("500 leaks nothing and names the request", async () => {
    stopped = new Error("secret detail at 10.0.0.1");
    const response = await call("/api/fail/x");
    const text = await response.text();
    assert.equal(response.status, 500);
    assert.doesNotMatch(text, /secret|10\.0|stack/);
    assert.equal(JSON.parse(text).requestId, response.headers.get("x-request-id"));
  });

  await t.step("503 with Retry-After while the database is away", async () => {
    const { openDatabase } = await import("@/db/client.ts");
    const dead = openDatabase("postgres://nobody@127.0.0.1:1/none", { max: 1 });
    stopped = await dead.sql`select 1`.then(() => new Error(), (error) => error);
    const raw = await call("/api/fail/x");
    assert.deepEqual([raw.status, raw.headers.get("retry-after")], [503, "5"]);
    const { sql } = await import("drizzle-orm");
    stopped = await dead.db.execute(sql`select 1`).then(() => new Error(), (error) => error);
    assert.equal((await call("/api/fail/x")).status, 503);
    await dead.close(0);
  });

  await t.step("an answer against its declaration fails outside production only", async () => {
    assert.equal((await call("/api/fail/schema")).status, 500);
    assert.equal((await call("/api/fail/status")).status, 500);
    services.config.isProduction = true;
    assert.equal((await call("/api/fail/schema")).status, 200);
    services.config.isProduction = false;
  });

  await t.step("public operations ask for no session, others once", async () => {
    services.auth.lookups = 0;
    await call("/api/fail/missing", { as: "admin" });
    assert.equal(services.auth.lookups, 0);
    await call("/api/admin/things/1", { as: "admin" });
    assert.equal(services.auth.lookups, 1);
  });

  await database.drop();
});
