import assert from "node:assert/strict";
import { lagoPlans, lagoSubscriptions } from "@/db/schema/mod.ts";
import { openDatabase } from "@/db/client.ts";
import { testContext } from "@/tests/support/database.ts";
import { dashboardFigures } from "./dashboard.ts";
import { liveSessions, liveSnapshot } from "./live_sessions.ts";
import { getSession } from "./get_session.ts";
import { priceSessions } from "./price_sessions.ts";
import { sessionCosts } from "./session_costs.ts";
import { CURVE_POINTS, sessionCurve } from "./session_curve.ts";
import { sessionStats } from "./session_stats.ts";
import { at, withWorld, type World } from "./test_world.ts";

const subscribe = async ({ database }: World) => {
  const raw = {
    code: "home",
    name: "Home",
    amount_currency: "EUR",
    charges: [{
      billable_metric_code: "ev_charging_kwh",
      charge_model: "graduated",
      properties: {
        graduated_ranges: [
          { from_value: 0, to_value: 10, per_unit_amount: "0", flat_amount: "0" },
          { from_value: 11, to_value: null, per_unit_amount: "0.40", flat_amount: "0" },
        ],
      },
    }],
  };
  await database.db.insert(lagoPlans).values({
    code: "home",
    lagoId: "p",
    name: "Home",
    interval: "monthly",
    amountCents: 0,
    currency: "EUR",
    raw,
  });
  await database.db.insert(lagoSubscriptions).values({
    externalId: "sub",
    lagoId: "s",
    externalCustomerId: "cus",
    planCode: "home",
    status: "active",
    periodStartedAt: at(-14 * 1_440),
    raw: {},
  });
};

Deno.test("live sessions show energy, power, time by the meter's clock and cost so far", () =>
  withWorld(async (world) => {
    const { ctx, session, card } = world;
    await subscribe(world);
    const billing = { lagoCustomerExternalId: "cus", lagoSubscriptionExternalId: "sub" };
    const mine = await card("u1", "A", { ...billing, displayName: "Blue" });
    const theirs = await card("u2", "B");
    const own = { mappingId: mine, ...billing };
    const ended = { stoppedAt: at(-100), meterStopWh: 9_000 };
    await session({ ...own, ...ended, startedAt: at(-20 * 1_440), energyWh: 50_000 });
    await session({ ...own, ...ended, startedAt: at(-200), energyWh: 8_000 });
    const live = await session({
      ...own,
      startedAt: at(-30),
      energyWh: 5_000,
      lastMeterWh: 6_000,
      lastMeterAt: at(-10),
      lastPowerW: 11_000,
      lastSocPercent: 55,
    });
    const other = await session({ mappingId: theirs, startedAt: at(-40) });

    assert.deepEqual((await liveSessions(ctx)).map((one) => one.id), [live, other]);
    const [shown] = await liveSessions(ctx, { userId: "u1" });
    assert.deepEqual(
      {
        energyWh: shown.energyWh,
        powerW: shown.powerW,
        soc: shown.socPercent,
        elapsedMs: shown.elapsedMs,
        costCents: shown.costCents,
        coverage: shown.coverage,
        currency: shown.currency,
        cardName: shown.cardName,
        chargerName: shown.chargerName,
      },
      {
        energyWh: 5_000,
        powerW: 11_000,
        soc: 55,
        elapsedMs: 20 * 60_000,
        // 8 of 10 free kWh were used earlier in the period: 2 free, 3 at 0.40.
        costCents: 120,
        coverage: "billed",
        currency: "EUR",
        cardName: "Blue",
        chargerName: "CP-1",
      },
    );
    assert.deepEqual((await liveSessions(ctx, { chargeBoxId: "CP-9" })).length, 0);
    assert.equal((await liveSessions(ctx, { limit: 1 })).length, 1);
    const [foreign] = await liveSessions(ctx, { userId: "u2" });
    assert.deepEqual([foreign.costCents, foreign.coverage, foreign.elapsedMs], [
      null,
      "unknown",
      0,
    ]);
  }));

Deno.test("a snapshot shows what an event named, to those who may see it", () =>
  withWorld(async ({ ctx, session, card }) => {
    const mine = await card("u1", "A");
    const a = await session({ mappingId: mine });
    const b = await session({ stoppedAt: at(-1), meterStopWh: 2_000, lastPowerW: 7_000 });
    const all = await liveSnapshot(ctx, { sessionIds: [a, b, 999_999] });
    assert.deepEqual(all.map((one) => [one.id, one.isLive]).toSorted(), [[a, true], [b, false]]);
    assert.equal(all.find((one) => one.id === b)!.powerW, 0, "an ended session draws nothing");
    const own = await liveSnapshot(ctx, { sessionIds: [a, b], userId: "u1" });
    assert.deepEqual(own.map((one) => one.id), [a]);
    assert.deepEqual(await liveSnapshot(ctx, { sessionIds: [] }), []);
  }));

Deno.test("a session keeps the tariff that it has", () =>
  withWorld(async ({ ctx, session, database }) => {
    const id = await session({
      energyWh: 10_000,
      tariff: {
        planCode: "old",
        planName: "Old",
        currency: "CHF",
        model: "standard",
        properties: { amount: "0.50" },
      },
    });
    const row = await database.db.query.chargingSessions.findFirst();
    const costs = await sessionCosts(ctx, [row!]);
    assert.equal(costs.get(id)?.amountCents, 500);
    assert.equal(costs.get(id)?.currency, "CHF");
    assert.equal((await sessionCosts(ctx, [])).size, 0);
  }));

Deno.test("an ended session keeps the tariff that priced it, whatever the plan becomes", () =>
  withWorld(async (world) => {
    const { ctx, session, card, database, clock } = world;
    await subscribe(world);
    const billing = { lagoCustomerExternalId: "cus", lagoSubscriptionExternalId: "sub" };
    const mappingId = await card("u1", "A", billing);
    const ended = { mappingId, ...billing, stoppedAt: at(-1), meterStopWh: 13_500 };
    const done = await session({ ...ended, energyWh: 12_500 });
    const live = await session({ mappingId, ...billing, energyWh: 900 });
    const unmapped = await session({ stoppedAt: at(-1), meterStopWh: 2_000, energyWh: 1_000 });
    clock.advance(1_000);
    assert.equal(await priceSessions(ctx, [done, live, unmapped]), 1);
    assert.equal(await priceSessions(ctx, [done, live, unmapped]), 0, "a repeat is no change");
    assert.equal(await priceSessions(ctx, []), 0);
    const priced = async () => (await getSession(ctx, { by: { id: done } })).row;
    assert.deepEqual([(await priced()).costCents, (await priced()).currency], [100, "EUR"]);
    assert.equal((await priced()).tariff?.planCode, "home");
    assert.equal((await getSession(ctx, { by: { id: live } })).row.tariff, null);

    await database.sql`update lago_plans set raw = '{}'`;
    await database.sql`update charging_sessions set energy_wh = 15000 where id = ${done}`;
    assert.equal(await priceSessions(ctx, [done]), 1);
    assert.equal((await priced()).costCents, 200, "a corrected stop is priced as before");
  }));

Deno.test("a curve tells energy since the start and thins long sessions", () =>
  withWorld(async ({ ctx, database }) => {
    const key = { steveInstance: "steve", steveTransactionId: 5, meterStartWh: 1_000 };
    assert.deepEqual(await sessionCurve(ctx, key), []);
    await database
      .sql`insert into meter_values (transaction_id, measured_at, charge_box_id, connector_id,
        energy_wh, power_w, soc_percent, source)
      select 5, ${at(-120).toISOString()}::text::timestamptz + i * interval '1 second', 'CP-1', 1,
        1000 + i * 3, case when i % 2 = 0 then 10000 else 12000 end, i / 60.0, 'hook'
      from generate_series(0, 5999) as i`;
    const thin = await sessionCurve(ctx, key);
    assert.equal(thin.length, CURVE_POINTS);
    assert.equal(thin[0].energyWh, 27);
    assert.equal(thin[0].powerW, 11_000);
    assert.equal(thin.at(-1)!.energyWh, 5_999 * 3);
    assert.deepEqual(thin.at(-1)!.at, new Date(at(-120).getTime() + 5_999_000));
    for (let i = 1; i < thin.length; i++) {
      assert.ok(thin[i].at > thin[i - 1].at);
      assert.ok(thin[i].energyWh! >= thin[i - 1].energyWh!);
    }
    assert.equal((await sessionCurve(ctx, key, 10)).length, 10);
    assert.equal((await sessionCurve(ctx, { ...key, meterStartWh: null }, 10))[0].energyWh, 0);
    await database
      .sql`insert into meter_values (transaction_id, measured_at, charge_box_id, connector_id,
      power_w, source) values (6, now(), 'CP-1', 1, 500, 'hook')`;
    const [only] = await sessionCurve(ctx, { ...key, steveTransactionId: 6 });
    assert.deepEqual([only.energyWh, only.powerW, only.socPercent], [null, 500, null]);
  }));

Deno.test("figures count today, the week and what runs, for all or for one customer", () =>
  withWorld(async ({ ctx, session, card }) => {
    const mine = await card("u1", "A");
    const done = { stoppedAt: at(-1), meterStopWh: 1 };
    await session({ mappingId: mine, startedAt: at(-60), energyWh: 4_000 });
    await session({ startedAt: at(-11 * 60), energyWh: 2_000, ...done });
    await session({ startedAt: at(-13 * 60), energyWh: 1_000, ...done });
    await session({ mappingId: mine, startedAt: at(-8 * 1_440), energyWh: 9_000, ...done });
    assert.deepEqual(await sessionStats(ctx), {
      sessionsToday: 2,
      energyTodayWh: 6_000,
      energy7dWh: 7_000,
      sessions7d: 3,
      averageEnergy7dWh: 2_333,
      activeNow: 1,
    });
    // 12:00 UTC is 21:00 in Tokyo: its day began at 15:00 UTC yesterday.
    assert.equal((await sessionStats(ctx, { timeZone: "Asia/Tokyo" })).sessionsToday, 3);
    assert.deepEqual(await sessionStats(ctx, { userId: "u1" }), {
      sessionsToday: 1,
      energyTodayWh: 4_000,
      energy7dWh: 4_000,
      sessions7d: 1,
      averageEnergy7dWh: 4_000,
      activeNow: 1,
    });
    const nobody = await sessionStats(ctx, { userId: "stranger" });
    assert.equal(nobody.averageEnergy7dWh, null);
  }));

Deno.test("the dashboard's figures stand alone", () =>
  withWorld(async ({ ctx, session, database, clock }) => {
    assert.equal((await dashboardFigures(ctx)).isFirstRun, true);
    await session({ energyWh: 500 });
    const [start, end] = [at(-60).toISOString(), at(-30).toISOString()];
    await database
      .sql`insert into reservations (charge_box_id, connector_id, start_at, end_at, status)
      values ('CP-1', 1, ${start}, ${end}, 'pending'), ('CP-1', 2, ${start}, ${end}, 'completed')`;
    await database
      .sql`insert into sync_runs (status, trigger, replica, started_at, tags_activated) values
      ('completed', 'timer', 'a', ${start}, 2), ('failed', 'timer', 'a', ${start}, 0),
      ('running', 'timer', 'a', ${start}, 0), ('completed', 'timer', 'a', '2020-01-01', 50)`;
    const figures = await dashboardFigures(ctx);
    assert.equal(figures.sessions?.energyTodayWh, 500);
    assert.equal(figures.chargers?.total, 0);
    assert.equal(figures.pendingReservations, 1);
    assert.deepEqual(figures.sync7d, { completed: 1, failed: 1 });
    assert.equal(figures.cardsActivated7d, 2);
    assert.equal(figures.reservationsCompleted7d, 1);
    assert.equal(figures.isFirstRun, false);

    await database.sql`alter table reservations rename to gone`;
    const partial = await dashboardFigures(ctx);
    assert.equal(partial.pendingReservations, null);
    assert.equal(partial.sessions?.energyTodayWh, 500);

    const lost = openDatabase("postgres://nobody:none@127.0.0.1:1/none", { max: 1 });
    await lost.close(0);
    const nothing = await dashboardFigures(testContext(lost, { clock }));
    assert.ok(Object.values(nothing).every((figure) => figure === null));
  }));
