import assert from "node:assert/strict";
import { checkInvariants } from "@/lib/billing/mod.ts";
import { startSyncWorld } from "@/tests/support/sync_world.ts";

const HOUR = 3_600_000;

Deno.test("the worker brings SteVe's sessions to Lago", async (t) => {
  const world = await startSyncWorld();
  const { steve, clock, database } = world;
  const anna = await world.driver("anna");
  const past = (over: Partial<Parameters<typeof steve.control.insertTransaction>[0]> = {}) =>
    steve.control.insertTransaction({
      chargeBoxId: "CP1",
      connectorId: 1,
      idTag: anna.idTag,
      startMs: clock.nowMs() - 3 * HOUR,
      startValue: "1000",
      stopMs: clock.nowMs() - 2 * HOUR,
      stopValue: "6000",
      ...over,
    });
  const eventsOf = (transactionId: number) =>
    database
      .sql`select lago_event_transaction_id as id, wh_delta as wh, status, held_reason as held, is_final as final
      from synced_transaction_events where steve_transaction_id = ${transactionId} order by id`;

  await t.step(
    "the first full run reads everything, bills it and fills the read models",
    async () => {
      past();
      past({ startValue: "6000", stopValue: "6000" });
      const result = await world.sync();
      assert.deepEqual(result.errors, []);
      assert.equal(world.billedWh(anna.subscription), 5_000);
      assert.equal((await database.sql`select 1 from lago_subscriptions`).length, 1);
      assert.equal((await database.sql`select 1 from lago_plans`).length, 1);
      const [run] = await database.sql`select * from sync_runs`;
      assert.deepEqual([
        run.status,
        run.transactions_processed,
        run.events_created,
        run.events_sent,
      ], ["completed", 2, 2, 1]);
      const segments = await database
        .sql`select segment, status from sync_run_segments order by position`;
      assert.ok(segments.every((s) => s.status === "completed"), JSON.stringify(segments));
    },
  );

  await t.step("a second run finds nothing to do", async () => {
    const result = await world.sync();
    assert.deepEqual([result.counters.transactionsProcessed, result.counters.eventsCreated], [
      0,
      0,
    ]);
  });

  await t.step("a transactions run without news leaves no record", async () => {
    const before = (await database.sql`select count(*)::int as n from sync_runs`)[0].n;
    assert.equal((await world.sync("transactions")).runId, null);
    assert.equal((await database.sql`select count(*)::int as n from sync_runs`)[0].n, before);
  });

  await t.step(
    "a running session is billed step by step from polled readings and closed by its stop",
    async () => {
      const id = past({ startValue: "10000", stopMs: undefined, stopValue: undefined });
      steve.control.appendMeterValue(id, { atMs: clock.nowMs() - HOUR, value: "12", unit: "kWh" });
      await world.sync("transactions");
      clock.advance(60_000);
      await world.sync("transactions");
      assert.deepEqual((await eventsOf(id)).map((e) => [e.id, e.wh]), [[
        `steve:${id}:12000`,
        2_000,
      ]]);
      steve.control.stopTransaction(id, {
        stopMs: clock.nowMs(),
        stopValue: "15500",
        reason: "Local",
      });
      await world.sync("transactions");
      assert.deepEqual((await eventsOf(id)).map((e) => [e.wh, e.final]), [[2_000, false], [
        3_500,
        true,
      ]]);
    },
  );

  await t.step(
    "a transaction that a station delivers days late, with its old times, is billed by its id",
    async () => {
      const id = past({
        startMs: clock.nowMs() - 20 * 24 * HOUR,
        stopMs: clock.nowMs() - 20 * 24 * HOUR + HOUR,
        stopValue: "1700",
      });
      await world.sync("transactions");
      assert.equal((await eventsOf(id))[0].status, "sent");
    },
  );

  await t.step("a manual stop that the station replaces becomes a correction", async () => {
    const id = past({ startValue: "0", stopValue: "4000", actor: "manual" });
    await world.sync();
    steve.control.replaceManualStop(id, { stopMs: clock.nowMs(), stopValue: "4600" });
    await world.sync();
    assert.deepEqual((await eventsOf(id)).map((e) => [e.id, e.wh]), [[`steve:${id}:4000`, 4_000], [
      `steve:${id}:4600:adj:1`,
      600,
    ]]);
  });

  await t.step(
    "an unmapped card is held; linking it while the car still charges bills it from the first Wh",
    async () => {
      const stranger = await world.driver("stranger", { mapped: false });
      const closed = past({ idTag: stranger.idTag });
      const open = past({
        idTag: stranger.idTag,
        connectorId: 2,
        stopMs: undefined,
        stopValue: undefined,
      });
      steve.control.appendMeterValue(open, {
        atMs: clock.nowMs() - HOUR,
        value: "3000",
        unit: "Wh",
      });
      await world.sync();
      clock.advance(60_000);
      await world.sync();
      assert.equal((await eventsOf(closed))[0].held, "unmapped_card");
      assert.equal((await eventsOf(open))[0].held, "unmapped_card");
      await database
        .sql`insert into users (id, public_id, role) values ('late', 'LATE2222', 'customer')`;
      await database
        .sql`insert into user_mappings (user_id, steve_ocpp_id_tag, lago_customer_external_id, lago_subscription_external_id)
      values ('late', ${stranger.idTag}, 'LATE2222', ${stranger.subscription})`;
      await world.sync();
      steve.control.stopTransaction(open, { stopMs: clock.nowMs(), stopValue: "5000" });
      await world.sync();
      assert.deepEqual((await eventsOf(open)).map((e) => [e.wh, e.status]), [[2_000, "sent"], [
        2_000,
        "sent",
      ]]);
      assert.equal((await eventsOf(closed))[0].status, "held");
    },
  );

  await t.step(
    "a deactivated card is blocked in SteVe, and what it charged before stays billed",
    async () => {
      await database.sql`update user_mappings set is_active = false where id = ${anna.mappingId}`;
      const result = await world.sync();
      assert.equal(result.counters.tagsDeactivated, 1);
      const [session] = await database
        .sql`select 1 from synced_transaction_events where status = 'held' and held_reason = 'inactive_card'`;
      assert.equal(session, undefined);
      const id = past();
      await world.sync();
      assert.equal((await eventsOf(id))[0].held, "inactive_card");
    },
  );

  await t.step("Lago down: usage waits and the run says so; up again: it leaves once", async () => {
    const ben = await world.driver("ben");
    past({ idTag: ben.idTag, stopValue: "2500" });
    world.lago.control.setFaults([{ match: { method: "POST" }, kind: "status", status: 503 }]);
    const failed = await world.sync();
    assert.ok(failed.errors.some((e) => e.segment === "usage_delivery"));
    assert.equal(world.billedWh(ben.subscription), 0);
    world.lago.control.clearFaults();
    clock.advance(HOUR);
    await world.sync();
    assert.equal(world.billedWh(ben.subscription), 1_500);
  });

  await t.step("Lago accepts and cuts the line: sent again, counted once", async () => {
    const cleo = await world.driver("cleo");
    const id = past({ idTag: cleo.idTag, stopValue: "9000" });
    world.lago.control.setFaults([{
      match: { method: "POST", pathPrefix: "/api/v1/events" },
      kind: "drop_after",
      times: 1,
    }]);
    await world.sync();
    clock.advance(HOUR);
    await world.sync();
    assert.equal(world.billedWh(cleo.subscription), 8_000);
    assert.equal((await eventsOf(id))[0].status, "sent");
  });

  await t.step("SteVe down: the run records it and the rest goes on", async () => {
    steve.control.faults.set([{ kind: "status", status: 500 }]);
    const result = await world.sync();
    assert.ok(result.errors.some((e) => e.segment === "transaction_sync"));
    assert.ok(!result.errors.some((e) => e.segment === "lago_customers"));
    steve.control.faults.clear();
    world.reconnect();
  });

  await t.step("a malformed row is refused with its reason and the run completes", async () => {
    const id = past({ startValue: "not a number" });
    const result = await world.sync();
    assert.deepEqual(result.errors, []);
    assert.ok(result.counters.rowsRefused > 0);
    assert.equal(
      (await database.sql`select 1 from sync_rejects where steve_transaction_id = ${id}`).length,
      1,
    );
  });

  await t.step("every invariant holds and nothing is due", async () => {
    assert.deepEqual(await checkInvariants(world.ctx), []);
    const [{ n }] = await database
      .sql`select count(*)::int as n from synced_transaction_events where status = 'pending'`;
    assert.equal(n, 0);
  });
  await world.stop();
});
