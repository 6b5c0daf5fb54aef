import assert from "node:assert/strict";
import { configure, type LogRecord, reset } from "@logtape/logtape";
import { createTestDatabase } from "@/tests/support/database.ts";
import { createTestApp, endpoint } from "./testing/test_app.ts";

const database = await createTestDatabase();
const records: LogRecord[] = [];
await configure({
  reset: true,
  sinks: { memory: (record) => void records.push(record) },
  loggers: [
    { category: ["polaris"], sinks: ["memory"], lowestLevel: "debug" },
    { category: ["logtape", "meta"], sinks: [], lowestLevel: "error" },
  ],
});
const responses = { 200: { description: "Done" } };
const { call } = createTestApp(database, [
  endpoint({
    method: "GET",
    path: "/api/admin/seen-things/{id}",
    hosts: "admin",
    auth: "operator",
    summary: "A",
    responses,
  }, () => ({ a: 1 })),
  endpoint({
    method: "GET",
    path: "/api/boom",
    hosts: "any",
    auth: "public",
    summary: "B",
    responses,
  }, () => {
    throw new Error("secret cause");
  }),
]);
const of = (part: string) => records.filter((record) => record.category[1] === part);

Deno.test({ name: "access log", sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await t.step(
    "one line per request: template instead of path, status, bytes, actor, no query",
    async () => {
      records.length = 0;
      await call("/api/admin/seen-things/4711?token=abc", { as: "reader" });
      assert.equal(of("access").length, 1);
      const { ms, requestId, ...facts } = of("access")[0].properties;
      assert.deepEqual(facts, {
        method: "GET",
        route: "/api/admin/seen-things/{id}",
        status: 200,
        bytes: 7,
        surface: "admin",
        actor: "user",
      });
      assert.ok(typeof ms === "number" && typeof requestId === "string");
      assert.doesNotMatch(JSON.stringify(records), /4711|abc/);
    },
  );

  await t.step("what was not foreseen is logged once, with its stack and request id", async () => {
    records.length = 0;
    const response = await call("/api/boom");
    const errors = records.filter((record) => record.level === "error");
    assert.equal(errors.length, 1);
    const { requestId, error } = errors[0].properties;
    assert.equal(requestId, response.headers.get("x-request-id"));
    assert.match(String((error as Error).stack), /secret cause[\s\S]*access_log_test/);
  });

  await reset();
  await database.drop();
});
