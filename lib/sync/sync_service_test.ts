import assert from "node:assert/strict";
import { createLagoClient } from "@/lib/lago/mod.ts";
import { EventBus } from "@/lib/platform/events.ts";
import { createSteveClient } from "@/lib/steve/mod.ts";
import { startSyncWorld, type SyncWorld } from "@/tests/support/sync_world.ts";
import { SyncService } from "./sync_service.ts";
import { until } from "@/tests/support/until.ts";

/** A worker of the world that looks around every 20 ms, and how often it has. */
async function startWorker(world: SyncWorld) {
  const worker = { looks: 0, stop: () => service.stop() };
  const events = new EventBus(world.database.sql);
  const service = new SyncService({
    databaseUrl: world.database.url,
    sql: world.database.sql,
    steve: createSteveClient(world.config, { wait: () => Promise.resolve() }),
    lago: createLagoClient(world.config, { wait: () => Promise.resolve() }),
    ingest: world.ingest,
    replica: "test",
    leaderCheckMs: 20,
    context: () => {
      worker.looks++;
      return { ...world.ctx, events };
    },
  });
  await service.start();
  return worker;
}

const runs = ({ database: { sql } }: SyncWorld, trigger: string) =>
  sql`select * from sync_runs where trigger = ${trigger} and status <> 'running' order by id`;

Deno.test("the worker of a process", async (t) => {
  const world = await startSyncWorld();
  const { steve, clock, database } = world;
  const { idTag } = await world.driver("anna");
  let worker = await startWorker(world);
  const sentOf = (id: number) =>
    until(`usage of ${id}`, async () => {
      clock.advance(1_000);
      const rows = await database.sql`select wh_delta as wh from synced_transaction_events
        where steve_transaction_id = ${id} and status = 'sent' order by id`;
      return rows.length > 0 && rows.map((row) => row.wh);
    }, { everyMs: 20 });
  const begin = (over: { stopMs?: number; stopValue?: number } = {}) =>
    steve.control.insertTransaction({
      chargeBoxId: "CP1",
      connectorId: 1,
      idTag,
      startMs: clock.nowMs() - 3_600_000,
      startValue: 1_000,
      ...over,
    });

  await t.step("runs in full at its start", async () => {
    await until("the first run", async () => (await runs(world, "schedule")).length === 1);
  });

  await t.step("looks after cars that charge without being told, between full runs", async () => {
    const id = begin();
    await database.sql`select pg_notify('sync_trigger', 'hook')`;
    await until("the session", async () =>
      (await database
        .sql`select 1 from charging_sessions where steve_transaction_id = ${id}`).length > 0);
    steve.control.appendMeterValue(id, { atMs: clock.nowMs(), value: "3000", unit: "Wh" });
    await until("a second look", () => {
      clock.advance(1_000);
      return worker.looks > 100;
    });
    clock.advance(60_000);
    assert.deepEqual(await sentOf(id), [2_000]);
    assert.equal((await runs(world, "schedule")).length, 1, "no full run was needed");
    steve.control.stopTransaction(id, { stopMs: clock.nowMs(), stopValue: "3000" });
    await until("the stop", async () => {
      clock.advance(1_000);
      return (await database.sql`select 1 from charging_sessions where not is_finalized`).length ===
        0;
    });
  });

  await t.step("never puts the full run off for the looks in between", async () => {
    const next = async () =>
      (await database.sql`select value from platform_state where key = 'sync:schedule'`)[0].value
        .nextRunAtMs;
    const before = await next();
    begin({ stopMs: clock.nowMs(), stopValue: 1_500 });
    const looked = (await runs(world, "hook")).length;
    clock.advance(60_000);
    await database.sql`select pg_notify('sync_trigger', 'hook')`;
    await until("the look", async () => (await runs(world, "hook")).length > looked);
    const looks = worker.looks;
    await until("what follows the look", () => worker.looks > looks + 1);
    assert.ok((await next()) <= before);
  });

  await t.step("sends what Lago could not take as soon as Lago is back", async () => {
    // As often as the client tries; more would open its breaker, which waits in real time.
    world.lago.control.setFaults([{
      match: { method: "POST" },
      kind: "status",
      status: 503,
      times: 3,
    }]);
    const id = begin({ stopMs: clock.nowMs(), stopValue: 2_500 });
    await database.sql`select pg_notify('sync_trigger', 'hook')`;
    await until("a failure", async () =>
      (await database
        .sql`select 1 from synced_transaction_events where last_error is not null and status = 'pending'`)
        .length > 0);
    const fullRuns = (await runs(world, "schedule")).length;
    assert.deepEqual(await sentOf(id), [1_500]);
    assert.equal((await runs(world, "schedule")).length, fullRuns, "no full run was needed");
  });

  await t.step("keeps quiet while another replica leads, hook or no hook", async () => {
    const follower = await startWorker(world);
    await until("the follower", () => follower.looks > 2);
    await database.sql`select pg_notify('sync_trigger', 'hook')`;
    const [before, led] = [follower.looks, worker.looks];
    await until("some turns of the leader", () => worker.looks > led + 20);
    const turns = follower.looks - before;
    assert.ok(turns < 60, `the follower turned ${turns} times meanwhile`);
    await follower.stop();
  });

  await t.step("takes over what a killed worker had in hand, at once", async () => {
    await worker.stop();
    const id = begin({ stopMs: clock.nowMs(), stopValue: 4_000 });
    world.lago.control.setFaults([{ match: { method: "POST" }, kind: "status", status: 503 }]);
    await world.sync("transactions");
    world.lago.control.clearFaults();
    await database
      .sql`update synced_transaction_events set claimed_until = now() + interval '1 year',
      next_attempt_at = now() + interval '1 year' where status = 'pending'`;
    await database
      .sql`insert into sync_runs (trigger, replica, status) values ('schedule', 'dead', 'running')`;
    worker = await startWorker(world);
    assert.deepEqual(await sentOf(id), [3_000]);
    const [dead] = await database.sql`select status, errors from sync_runs where replica = 'dead'`;
    assert.equal(dead.status, "failed");
    assert.match(dead.errors[0].message, /process ended during this run/);
  });

  await worker.stop();
  await world.stop();
});
