import assert from "node:assert/strict";
import { startSyncWorld } from "@/tests/support/sync_world.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

Deno.test("what SteVe or a hook says later than usual is billed all the same", async (t) => {
  const world = await startSyncWorld();
  const { steve, clock, database } = world;
  const { idTag } = await world.driver("anna");
  const longAgo = clock.nowMs() - 40 * DAY;
  const past = (over: Partial<Parameters<typeof steve.control.insertTransaction>[0]> = {}) =>
    steve.control.insertTransaction({
      chargeBoxId: "CP1",
      connectorId: 1,
      idTag,
      startMs: longAgo,
      startValue: "1000",
      stopMs: longAgo + HOUR,
      stopValue: "6000",
      ...over,
    });
  const eventsOf = async (id: number) =>
    (await database.sql`select wh_delta as wh, status from synced_transaction_events
      where steve_transaction_id = ${id} order by id`).map((row) => [row.wh, row.status]);
  await world.sync();

  await t.step("readings that only hooks brought are billed while the car charges", async () => {
    const id = past({ startMs: clock.nowMs(), stopMs: null, stopValue: null });
    await world.sync("transactions");
    for (const energyWh of [1_400, 1_450, 2_000]) {
      clock.advance(20_000);
      await world.ingest.ingest({
        chargeBoxId: "CP1",
        connectorId: 1,
        transactionId: id,
        measuredAt: clock.now(),
        energyWh,
        source: "hook",
      });
      await world.sync("transactions");
    }
    assert.deepEqual(await eventsOf(id), [[400, "sent"], [600, "sent"]]);
    const before = await database.sql`select count(*)::int as n from sync_runs`;
    await world.sync("transactions");
    assert.deepEqual(await database.sql`select count(*)::int as n from sync_runs`, before);
  });

  await t.step("a manual stop of long ago that the station replaces is corrected", async () => {
    const id = past({ actor: "manual" });
    await world.sync();
    clock.advance(2 * DAY);
    await world.sync();
    steve.control.replaceManualStop(id, { stopMs: longAgo + HOUR, stopValue: "7500" });
    clock.advance(HOUR);
    await world.sync();
    assert.deepEqual(await eventsOf(id), [[5_000, "sent"], [1_500, "sent"]]);
  });

  await t.step("a stop below the start that was a lie of one moment is corrected", async () => {
    steve.control.faults.set([{
      match: { pathPrefix: "/api/v1/transactions" },
      kind: "garbage",
      corrupt: "negative_energy",
      times: 1,
    }]);
    const id = past();
    await world.sync("transactions");
    assert.deepEqual(await eventsOf(id), [[0, "zero"]]);
    clock.advance(HOUR);
    await world.sync();
    assert.deepEqual(await eventsOf(id), [[0, "zero"], [5_000, "sent"]]);
  });

  await t.step("a row that could not be read is taken once SteVe mends it", async () => {
    const id = past({ stopValue: "five" });
    const later = Array.from({ length: 80 }, () => past({ stopValue: "1000" }));
    await world.sync();
    assert.deepEqual(await eventsOf(id), []);
    assert.equal((await eventsOf(later.at(-1)!)).length, 1);
    steve.control.stopTransaction(id, { stopMs: longAgo + HOUR, stopValue: "3000" });
    clock.advance(HOUR);
    await world.sync();
    assert.deepEqual(await eventsOf(id), [[2_000, "sent"]]);
    assert.equal(
      (await database.sql`select 1 from sync_rejects where resolved_at is null`).length,
      0,
    );
  });
  await t.step("transactions beyond a wide gap of ids are found, however old", async () => {
    const beyond = past({ id: 20_000, startMs: clock.nowMs(), stopMs: clock.nowMs() });
    clock.advance(DAY);
    await world.sync();
    const next = past({ startMs: longAgo + HOUR, stopMs: longAgo + 2 * HOUR });
    clock.advance(HOUR);
    await world.sync();
    assert.deepEqual([await eventsOf(beyond), await eventsOf(next)], [[[5_000, "sent"]], [
      [5_000, "sent"],
    ]]);
  });
  await world.stop();
});
