import assert from "node:assert/strict";
import { MeterIngest } from "./meter_ingest.ts";
import { at, NOW, reading, transaction, withWorld } from "./test_world.ts";
import { upsertSessions } from "./upsert_sessions.ts";

Deno.test("SteVe's transactions become sessions, repeats write nothing, changes are told apart", () =>
  withWorld(async ({ ctx, clock, database, card }) => {
    const mapping = await card("u1", "Tag1", { lagoSubscriptionExternalId: "S" });
    const many = Array.from(
      { length: 1_200 },
      (_, i) => transaction({ transactionId: i + 1, idTag: "tAG1" }),
    );
    const first = await upsertSessions(ctx, many);
    assert.deepEqual(
      [first.inserted, first.updated, first.unchanged, first.refused.length],
      [1_200, 0, 0, 0],
    );
    assert.equal(first.changedSessionIds.length, 1_200);
    assert.equal(first.sessionIds.size, 1_200);
    const [tied] = await database.sql`select count(*) as n from charging_sessions
      where mapping_id = ${mapping} and lago_subscription_external_id = 'S'`;
    assert.equal(tied.n, 1_200, "tags are compared without case");

    clock.advance(60_000);
    many[700] = { ...many[700], stoppedAt: at(0), meterStopWh: 3_000, stopActor: "station" };
    const second = await upsertSessions(ctx, many);
    assert.deepEqual([second.inserted, second.updated, second.unchanged], [0, 1, 1_199]);
    assert.deepEqual(second.changedSessionIds, [first.sessionIds.get(701)]);
    const rows = await database
      .sql`select steve_transaction_id as t, energy_wh, meter_stop_wh, stop_actor,
      updated_at from charging_sessions where steve_transaction_id in (700, 701) order by 1`;
    assert.equal(new Date(rows[0].updated_at).getTime(), NOW);
    assert.equal(new Date(rows[1].updated_at).getTime(), NOW + 60_000);
    assert.deepEqual([rows[1].energy_wh, rows[1].meter_stop_wh, rows[1].stop_actor], [
      2_000,
      3_000,
      "station",
    ]);
  }));

Deno.test("contradictions and nonsense are refused, the rest of the chunk is taken", () =>
  withWorld(async ({ ctx, database }) => {
    await upsertSessions(ctx, [transaction()]);
    const result = await upsertSessions(ctx, [
      transaction({ chargeBoxId: "CP-2" }),
      transaction({ transactionId: 2, meterStartWh: -5 }),
      transaction({ transactionId: Number.NaN }),
      transaction({ transactionId: 3 }),
    ]);
    assert.equal(result.inserted, 1);
    assert.deepEqual(result.refused.map((r) => r.reason).toSorted(), [
      "identity_conflict",
      "invalid",
      "invalid",
    ]);
    const [row] = await database.sql`select charge_box_id, flags from charging_sessions
      where steve_transaction_id = 1`;
    assert.equal(row.charge_box_id, "CP-1");
    assert.deepEqual(row.flags, ["identity_conflict", "unmapped_card"]);
    const again = await upsertSessions(ctx, [transaction({ chargeBoxId: "CP-2" })]);
    assert.deepEqual(again.changedSessionIds, [], "the same conflict is not news");
  }));

Deno.test("a transaction told twice in one answer counts once, with its later word", () =>
  withWorld(async ({ ctx, database }) => {
    const result = await upsertSessions(ctx, [
      transaction(),
      transaction({ stoppedAt: at(0), meterStopWh: 4_000 }),
    ]);
    assert.equal(result.inserted, 1);
    const [row] = await database.sql`select energy_wh from charging_sessions`;
    assert.equal(row.energy_wh, 3_000);
    assert.deepEqual(await upsertSessions(ctx, []), {
      inserted: 0,
      updated: 0,
      unchanged: 0,
      refused: [],
      changedSessionIds: [],
      sessionIds: new Map(),
    });
  }));

Deno.test("the sync and the hook may meet on new transactions", () =>
  withWorld(async ({ ctx, database }) => {
    const ids = Array.from({ length: 60 }, (_, i) => i + 1);
    const ingest = new MeterIngest(ctx, database.sql);
    const readings = ids.map((id) =>
      ingest.ingest(reading({ transactionId: id, chargeBoxId: "CP-1", energyWh: 6_000 }))
    );
    const [ours, theirs] = await Promise.all([
      upsertSessions(ctx, ids.map((id) => transaction({ transactionId: id }))),
      upsertSessions(ctx, ids.toReversed().map((id) => transaction({ transactionId: id }))),
    ]);
    const outcomes = await Promise.all(readings);
    assert.ok(outcomes.every((outcome) => outcome.outcome === "stored"));
    assert.equal(ours.sessionIds.size, 60);
    assert.equal(theirs.sessionIds.size, 60);
    assert.equal(ours.refused.length + theirs.refused.length, 0);
    await upsertSessions(ctx, ids.map((id) => transaction({ transactionId: id })));
    const rows = await database
      .sql`select id_tag, started_at, last_meter_wh, energy_wh from charging_sessions`;
    assert.equal(rows.length, 60);
    for (const row of rows) {
      assert.equal(row.id_tag, "TAG1");
      assert.equal(new Date(row.started_at).getTime(), at(-60).getTime());
      assert.equal(row.last_meter_wh, 6_000);
      assert.equal(row.energy_wh, 5_000);
    }
  }));
