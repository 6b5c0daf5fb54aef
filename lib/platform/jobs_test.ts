import assert from "node:assert/strict";
import { createTestDatabase } from "@/tests/support/database.ts";
import { outliveLostConnections } from "@/tests/support/lost_connections.ts";
import { startTcpProxy } from "@/tests/support/tcp_proxy.ts";
import { until } from "@/tests/support/until.ts";
import { JobConnection } from "./job_connection.ts";
import { startJobs } from "./jobs.ts";

outliveLostConnections();

Deno.test("a job runs, is tried again after a failure, and its schedule is stored", async () => {
  const database = await createTestDatabase();
  let runs = 0;
  const done = Promise.withResolvers<void>();
  const jobs = await startJobs(database.url, [{
    name: "tidy",
    cron: "0 3 * * *",
    run: () => {
      if (++runs === 1) return Promise.reject(new Error("first try fails"));
      done.resolve();
      return Promise.resolve();
    },
    retryDelaySec: 0,
  }], { pollSeconds: 0.5 });
  await jobs.runNow("tidy");
  await done.promise;
  assert.equal(runs, 2);
  const schedules = await database.sql`select name, cron from jobs.schedule`;
  assert.deepEqual(schedules.map((row) => [row.name, row.cron]), [["tidy", "0 3 * * *"]]);
  await jobs.stop();
  await database.drop();
});

/** A way to the database that can be closed, and opened again at the same address. */
function gate(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const target = Number(url.port);
  let proxy = startTcpProxy(target);
  const { port } = proxy;
  url.port = String(port);
  return {
    url: url.href,
    close: () => proxy.stop(),
    open: () => void (proxy = startTcpProxy(target, port)),
  };
}

Deno.test("jobs run again after the database was away for many looks", async () => {
  const database = await createTestDatabase();
  const way = gate(database.url);
  let runs = 0;
  const jobs = await startJobs(way.url, [{
    name: "tidy",
    cron: "0 3 * * *",
    run: () => Promise.resolve(void runs++),
  }], { pollSeconds: 0.5 });
  try {
    way.close();
    for (let attempt = 0; attempt < 4; attempt++) await assert.rejects(jobs.runNow("tidy"));
    way.open();
    await until("the queue to take a job", () => jobs.runNow("tidy").then(() => true, () => false));
    await until("the job to run", () => runs > 0);
  } finally {
    await jobs.stop();
    way.close();
    await database.drop();
  }
});

Deno.test("a failed transaction leaves the queue's connection usable until it is closed", async () => {
  const database = await createTestDatabase();
  const connection = new JobConnection(database.url);
  const broken = connection.executeSql("begin; create table t (n int); select 1/0; commit");
  const next = connection.executeSql("select $1::int as n, to_regclass('t') as t", [7]);
  await assert.rejects(broken, /division by zero/);
  assert.deepEqual((await next).rows, [{ n: 7, t: null }]);
  const { rows } = await connection.executeSql("begin; select 1 as n; select 2 as n; commit");
  assert.deepEqual(rows, [{ n: 1 }, { n: 2 }]);
  await connection.close();
  await assert.rejects(connection.executeSql("select 1"), /closed/);
  await database.drop();
});

Deno.test("a database that says nothing does not hold the queue for ever", async () => {
  const database = await createTestDatabase();
  const connection = new JobConnection(database.url, { answerMs: 3_000 });
  await assert.rejects(connection.executeSql("select pg_sleep(30)"), /does not answer/);
  assert.deepEqual((await connection.executeSql("select 1 as n")).rows, [{ n: 1 }]);
  await connection.close();
  await database.drop();
});
