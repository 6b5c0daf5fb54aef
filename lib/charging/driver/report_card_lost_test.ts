import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { authAudit, notifications, userMappings } from "@/db/schema/mod.ts";
import { CAR } from "@/lib/sandbox/stations/test_network.ts";
import { reportCardLost } from "./report_card_lost.ts";
import { CARD, DRIVER, type DriverWorld, MINUTE, withDriver } from "./test_driver_world.ts";
import { until } from "@/tests/support/until.ts";

const report = ({ ctx, steve, cardId }: DriverWorld, over: { waitMs?: number } = {}) =>
  reportCardLost(ctx, { userId: DRIVER, steve, id: cardId, reason: "Left on the train", ...over });
const stored = async ({ database: { db }, cardId }: DriverWorld) => {
  const [row] = await db.select().from(userMappings).where(eq(userMappings.id, cardId));
  return [row.isActive, row.stevePushedActive];
};

Deno.test("a lost card is inactive, blocked in SteVe, its session is stopped, operators know why", () =>
  withDriver({}, async (world) => {
    const { station, steve, database: { db } } = world;
    await station.plugIn(1, { car: CAR, idTag: CARD });
    await world.pass(MINUTE);
    await world.readTransactions();
    const lost = await report(world);
    assert.deepEqual(lost, {
      id: world.cardId,
      isActive: false,
      isRepeat: false,
      isBlocked: true,
      stopping: 1,
    });
    assert.deepEqual(await stored(world), [false, false]);
    assert.equal((await steve.findTag(CARD))?.blocked, true);
    await world.pass(2_000);
    assert.equal(world.sandbox.control.transaction(1)?.stop_reason, "Remote");
    const [notice] = await db.select().from(notifications);
    assert.match(notice.body!, /CARD… lost\. Reason: Left on the train/);
    const audit = await db.select().from(authAudit);
    assert.ok(audit.some((row) => row.event === "customer.card.reported_lost"));
    assert.equal(JSON.stringify([audit, notice]).includes(CARD), false);
  }));

Deno.test("a repeat is answered the same and tells nobody twice", () =>
  withDriver({}, async (world) => {
    const both = await Promise.all([report(world), report(world)]);
    assert.deepEqual(both.map((one) => one.isRepeat).toSorted(), [false, true]);
    assert.equal((await report(world)).isRepeat, true);
    const notices = await world.database.db.select().from(notifications);
    assert.deepEqual(notices.map((row) => [row.audience, row.occurrences]).toSorted(), [
      ["admin", 1],
      ["customer", 1],
    ]);
    assert.equal((await world.database.db.select().from(authAudit)).length, 1);
  }));

Deno.test("SteVe away: the card is out of use here and stays due; the repeat blocks it", () =>
  withDriver({}, async (world) => {
    world.sandbox.control.faults.set([{ kind: "drop_before", times: 3 }]);
    assert.equal((await report(world)).isBlocked, false);
    assert.deepEqual(await stored(world), [false, null]);
    const again = await report(world);
    assert.deepEqual([again.isRepeat, again.isBlocked], [true, true]);
    assert.deepEqual(await stored(world), [false, false]);
  }));

Deno.test("a slow SteVe does not hold the driver up, and is told all the same", () =>
  withDriver({}, async (world) => {
    world.sandbox.control.faults.set([{ kind: "latency", ms: 100, times: 1 }]);
    assert.equal((await report(world, { waitMs: 10 })).isBlocked, false);
    await until("SteVe to be told", async () => (await stored(world))[1] === false);
  }));

Deno.test("cards below it go with it, those of other drivers do not; somebody else's is missing", () =>
  withDriver({}, async (world) => {
    const { ctx, database: { db } } = world;
    const child = await world.card(DRIVER, "CHILD001", { parentIdTag: CARD.toLowerCase() });
    const grandchild = await world.card(DRIVER, "CHILD002", { parentIdTag: "CHILD001" });
    const other = await world.card("DRVR2346", "OTHER1", { parentIdTag: CARD });
    await assert.rejects(
      reportCardLost(ctx, { userId: DRIVER, steve: null, id: other }),
      { message: "Card not found" },
    );
    await report(world);
    const rows = await db.select().from(userMappings);
    const active = rows.filter((row) => row.isActive).map((row) => row.id);
    assert.deepEqual(active, [other]);
    assert.equal(rows.find((row) => row.id === grandchild)?.stevePushedActive, false);
    assert.equal(rows.find((row) => row.id === child)?.isActive, false);
  }));
