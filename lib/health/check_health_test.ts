import assert from "node:assert/strict";
import { createServer } from "node:net";
import { openDatabase } from "@/db/client.ts";
import { systemClock } from "@/lib/platform/clock.ts";
import { createTestDatabase, testConfig } from "@/tests/support/database.ts";
import { checkHealth } from "./check_health.ts";

const configured = {
  STEVE_API_URL: "http://s",
  STEVE_API_KEY: "k",
  LAGO_API_URL: "http://l",
  LAGO_API_KEY: "k",
};

Deno.test("health follows the contract", async (t) => {
  const database = await createTestDatabase();
  const check = (over = {}) =>
    checkHealth({ sql: database.sql, config: testConfig(over), clock: systemClock });

  await t.step("all well: ok, and lastRun is absent before the first run", async () => {
    const health = await check(configured);
    assert.equal(health.status, "ok");
    assert.deepEqual(Object.keys(health.checks), ["database", "steve", "lago", "sync"]);
    assert.deepEqual(health.checks.sync, { status: "ok" });
    assert.equal(typeof health.checks.database.latencyMs, "number");
    assert.equal(new Date(health.timestamp).toISOString(), health.timestamp);
  });

  await t.step("SteVe or Lago unset: degraded, with the variable named", async () => {
    const health = await check({ ...configured, STEVE_API_KEY: undefined });
    assert.equal(health.status, "degraded");
    assert.deepEqual(health.checks.steve, { status: "degraded", error: "STEVE_API_KEY not set" });
    assert.equal(health.checks.lago.status, "ok");
  });

  await t.step(
    "a run that runs for more than 30 minutes: degraded, with the stated sentence",
    async () => {
      await database
        .sql`insert into sync_runs (trigger, replica, started_at) values ('test', 'r', now() - interval '31 minutes')`;
      const { status, checks } = await check(configured);
      assert.equal(status, "degraded");
      assert.equal(checks.sync.error, "1 sync(s) running > 30 minutes");
      assert.ok(checks.sync.lastRun);
    },
  );

  await t.step("a finished run: ok with lastRun", async () => {
    await database.sql`update sync_runs set status = 'completed'`;
    assert.equal((await check(configured)).checks.sync.status, "ok");
  });

  await t.step("a failing query: unhealthy, and the database's own words stay inside", async () => {
    await database.sql`alter table sync_runs rename to sync_runs_away`;
    const health = await check(configured);
    assert.equal(health.status, "unhealthy");
    assert.deepEqual(health.checks.sync, { status: "unhealthy", error: "query failed" });
    assert.equal(health.checks.database.status, "ok");
  });
  await database.drop();
});

Deno.test("a database that accepts and never answers: unhealthy within two seconds", async () => {
  const sockets = new Set<{ destroy(): void }>();
  const silent = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as { port: number };
  const database = openDatabase(`postgres://u:p@127.0.0.1:${port}/x`, { max: 1 });
  const startedAt = performance.now();
  const health = await checkHealth({
    sql: database.sql,
    config: testConfig(configured),
    clock: systemClock,
  });
  assert.ok(performance.now() - startedAt < 2_000);
  assert.equal(health.checks.database.error, "no answer within 1.5 s");
  assert.equal(health.status, "unhealthy");
  for (const socket of sockets) socket.destroy();
  await database.close(0);
  await new Promise((resolve) => silent.close(resolve));
});
