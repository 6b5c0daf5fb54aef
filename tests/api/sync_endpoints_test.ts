import assert from "node:assert/strict";
import { startTestApp } from "@/tests/support/app.ts";

Deno.test("sync trigger and retry", async (t) => {
  const app = await startTestApp();
  const { sql } = app.database;
  const cookie = await app.signInOperator();
  const post = async (path: string, headers: Record<string, string> = {}) => {
    const response = await app.request("admin", path, { method: "POST", cookie, headers });
    return {
      status: response.status,
      body: await response.json(),
      replayed: response.headers.get("idempotent-replay"),
    };
  };

  await t.step("200: the wish is stored, with the stated message", async () => {
    const { status, body } = await post("/api/admin/sync/trigger");
    assert.deepEqual([status, body], [200, {
      message: "Sync trigger notification sent to worker",
    }]);
    const [row] =
      await sql`select value->>'source' as source from platform_state where key = 'sync:pending-trigger'`;
    assert.equal(row.source, "api");
  });

  await t.step("the same Idempotency-Key is answered from memory", async () => {
    const key = { "idempotency-key": crypto.randomUUID() };
    await post("/api/admin/sync/trigger", key);
    assert.equal((await post("/api/admin/sync/trigger", key)).replayed, "true");
  });

  await t.step(
    "404: no such run; 409: a run that did not fail; 400: an id that is none",
    async () => {
      const [{ id }] =
        await sql`insert into sync_runs (trigger, replica, status) values ('t', 'r', 'completed') returning id`;
      assert.equal((await post("/api/admin/sync/999999/retry")).status, 404);
      assert.equal((await post(`/api/admin/sync/${id}/retry`)).status, 409);
      assert.equal((await post("/api/admin/sync/abc/retry")).status, 400);
    },
  );

  await t.step("200: a failed run is asked for again, by its id", async () => {
    const [{ id }] =
      await sql`insert into sync_runs (trigger, replica, status) values ('t', 'r', 'failed') returning id`;
    assert.equal((await post(`/api/admin/sync/${id}/retry`)).status, 200);
    const [row] =
      await sql`select (value->>'retryOfId')::int as id from platform_state where key = 'sync:pending-trigger'`;
    assert.equal(row.id, id);
  });

  await app.stop();
});

Deno.test("the API document lists every operation and its answers", async () => {
  const app = await startTestApp();
  const response = await app.request("admin", "/api/openapi.json");
  const document = await response.json();
  assert.equal(document.openapi, "3.1.0");
  assert.ok(document.paths["/api/health"].get.responses["503"]);
  assert.ok(document.paths["/api/ocpp/meter-values"].post.requestBody);
  assert.equal((await app.request("admin", "/docs")).status, 200);
  await app.stop();
});

Deno.test("an address of the other host is 404 there, whatever the method", async () => {
  const app = await startTestApp();
  const status = async (host: "admin" | "app", method: string) =>
    (await app.request(host, "/api/admin/sync/trigger", { method })).status;
  assert.deepEqual([
    await status("app", "GET"),
    await status("app", "POST"),
    await status("admin", "GET"),
  ], [404, 404, 405]);
  await app.stop();
});
