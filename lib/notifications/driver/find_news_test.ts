import assert from "node:assert/strict";
import { chargerWatches, reservations } from "@/db/schema/mod.ts";
import { findNews, type NewsCount } from "./find_news.ts";
import { at, NOW, withWorld, type World } from "./test_world.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };
/** Numbers stand before their units with spaces that do not break. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const none = () => Promise.resolve([]);
const look = (
  world: World,
  freeChargers = none as () => Promise<{ chargeBoxId: string; name: string }[]>,
) => findNews(world.ctx, { freeChargers });
const told = async (world: World, freeChargers?: Parameters<typeof look>[1]) =>
  Object.entries(await look(world, freeChargers)).filter(([, n]) => n > 0).map(([event, n]) =>
    `${event} ${n}`
  ).sort();

Deno.test(
  "starts and ends are told once, however often it is looked",
  keep,
  () =>
    withWorld(async (world) => {
      const mapping = await world.driver("ada");
      await world.session(mapping);
      await world.session(mapping, {
        startedAt: at(-90),
        stoppedAt: at(-5),
        energyWh: 12_340,
        costCents: 518,
        currency: "EUR",
      });
      assert.deepEqual(await told(world), ["charging_finished 1", "charging_started 1"]);
      assert.deepEqual(await told(world), []);
      const rows = await world.database.sql`select title, body, link, user_id from notifications
      order by title`;
      assert.deepEqual(rows.map(({ title, link }) => [title, link]), [
        ["Charging has finished", "/sessions/1002"],
        ["Charging has started", "/sessions/1001"],
      ]);
      assert.equal(plain(rows[0].body), "12.3 kWh in 1 h 25 min at Bay 1, €5.18.");
    }),
);

Deno.test(
  "a card that was turned away has not finished a charge",
  keep,
  () =>
    withWorld(async (world) => {
      const mapping = await world.driver("ada");
      const turnedAway = { startedAt: at(-5), stoppedAt: at(-5), energyWh: 0 };
      await world.session(mapping, turnedAway);
      assert.deepEqual(await told(world), []);
      await world.session(mapping, { ...turnedAway, stoppedAt: at(-4) });
      assert.deepEqual(await told(world), ["charging_finished 1"]);
    }),
);

Deno.test("passes side by side tell once", keep, () =>
  withWorld(async (world) => {
    const mapping = await world.driver("ada");
    for (let n = 0; n < 5; n++) await world.session(mapping);
    const counts: NewsCount[] = await Promise.all([1, 2, 3, 4].map(() => look(world)));
    assert.equal(counts.reduce((sum, one) => sum + one.charging_started, 0), 5);
    const [{ n }] = await world.database.sql`select count(*)::int as n from notifications`;
    assert.equal(n, 5);
  }));

Deno.test(
  "nobody is told of old sessions, of cards nobody owns, or after leaving",
  keep,
  () =>
    withWorld(async (world) => {
      const ada = await world.driver("ada");
      const gone = await world.driver("gone", { disabledAt: at(-1) });
      const erased = await world.driver("erased", { anonymisedAt: at(-1) });
      await world.session(ada, { startedAt: at(-121) });
      await world.session(ada, { startedAt: at(-500), stoppedAt: at(-361) });
      for (const mapping of [null, gone, erased]) await world.session(mapping);
      assert.deepEqual(await told(world), []);
    }),
);

Deno.test(
  "a session that began and ended unseen is told as finished only",
  keep,
  () =>
    withWorld(async (world) => {
      await world.session(await world.driver("ada"), { startedAt: at(-3), stoppedAt: at(-1) });
      assert.deepEqual(await told(world), ["charging_finished 1"]);
    }),
);

Deno.test(
  "idle: the register stood still for ten minutes after energy flowed",
  keep,
  () =>
    withWorld(async (world) => {
      const mapping = await world.driver("ada");
      const live = {
        lastMeterAt: at(-1),
        lastMeterWh: 9_000,
        energyWh: 8_000,
        startedAt: at(-180),
      };
      await world.session(mapping, live); // 1001: full
      await world.session(mapping, live); // 1002: charges
      await world.session(mapping, { ...live, energyWh: 0, lastMeterWh: 1_000 }); // 1003: not begun
      await world.session(mapping, { ...live, lastMeterAt: at(-20) }); // 1004: silent meter
      await world.session(mapping, live); // 1005: only fresh readings
      await world.readings(1_001, [[-30, 8_500], [-12, 8_990], [-1, 9_000]]);
      await world.readings(1_002, [[-30, 4_000], [-12, 7_000], [-1, 9_000]]);
      await world.readings(1_003, [[-30, 1_000], [-12, 1_000], [-1, 1_000]]);
      await world.readings(1_004, [[-60, 9_000], [-20, 9_000]]);
      await world.readings(1_005, [[-8, 9_000], [-1, 9_000]]);
      assert.deepEqual(await told(world), ["charging_idle 1"]);
      const [row] = await world.database.sql`select subject, payload->>'body' as body
      from driver_messages where event = 'charging_idle'`;
      assert.equal(
        plain(row.body),
        "8.0 kWh at Bay 1, connector 1. Please make room when you can.",
      );
      assert.deepEqual(await told(world), []);
    }),
);

Deno.test(
  "idle: the station says suspended for ten minutes, not for nine",
  keep,
  () =>
    withWorld(async (world) => {
      const mapping = await world.driver("ada");
      await world.session(mapping, { energyWh: 5_000, startedAt: at(-180), connectorId: 2 });
      await world.connector(2, "SuspendedEV", -9);
      assert.deepEqual(await told(world), []);
      world.clock.advance(60_000);
      assert.deepEqual(await told(world), ["charging_idle 1"]);
    }),
);

Deno.test(
  "a wait ends with its notice; the next wait is told anew",
  keep,
  () =>
    withWorld(async (world) => {
      await world.driver("ada");
      const free = () => Promise.resolve([{ chargeBoxId: "CP-1", name: "Bay 1" }]);
      const wait = (minutes: number, expires = 600) =>
        world.database.db.insert(chargerWatches).values({
          userId: "ada",
          chargeBoxId: "CP-1",
          createdAt: at(minutes),
          expiresAt: at(expires),
        });
      await wait(-5);
      assert.deepEqual(await told(world), [], "nothing is free");
      assert.deepEqual(await told(world, free), ["charger_free 1"]);
      assert.deepEqual(await told(world, free), [], "the wait is over");
      await wait(-1);
      assert.deepEqual(await told(world, free), ["charger_free 1"]);
      await wait(-1, -0.5);
      assert.deepEqual(await told(world, free), [], "a wait that ran out");
    }),
);

Deno.test(
  "a reservation is announced a quarter of an hour before, in the time of its site",
  keep,
  () =>
    withWorld(async (world) => {
      const mappingId = await world.driver("ada", { language: "en" });
      const reserve = (over: Partial<typeof reservations.$inferInsert>) =>
        world.database.db.insert(reservations).values({
          chargeBoxId: "CP-1",
          connectorId: 1,
          mappingId,
          startAt: at(15),
          endAt: at(75),
          status: "confirmed",
          createdAt: at(-100),
          ...over,
        });
      await reserve({ status: "cancelled" });
      await reserve({ startAt: at(20), endAt: at(21), connectorId: 2 });
      await reserve({ createdAt: at(0), connectorId: 3 });
      assert.deepEqual(await told(world), []);
      await reserve({});
      assert.deepEqual(await told(world), ["reservation_soon 1"]);
      assert.deepEqual(await told(world), []);
      const [row] = await world.database.sql`select title from notifications`;
      assert.equal(row.title, "Your reservation begins at 13:15");
      await world.database.sql`update reservations set start_at = ${at(10).toISOString()}
      where status = 'confirmed' and connector_id = 1`;
      assert.deepEqual(await told(world), ["reservation_soon 1"], "it was moved");
      world.clock.set(NOW);
    }),
);
