import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { authAudit, userMappings } from "@/db/schema/mod.ts";
import { getOwnCard } from "./get_own_card.ts";
import { listOwnCards } from "./list_own_cards.ts";
import { reportCardLost } from "./report_card_lost.ts";
import { renameCard } from "./rename_card.ts";
import { CARD, DRIVER, type DriverWorld, withDriver } from "./test_driver_world.ts";

const list = ({ ctx, steve }: DriverWorld, waitMs?: number) =>
  listOwnCards(ctx, { userId: DRIVER, steve, waitMs });

Deno.test("cards come with SteVe's word; one that was deleted there drops off, a new one stays", () =>
  withDriver({}, async (world) => {
    const { sandbox } = world;
    sandbox.control.addTag({ idTag: "BLOCKED1", maxActiveTransactionCount: 0 });
    await world.card(DRIVER, "BLOCKED1");
    await world.card(DRIVER, "DELETED1", { steveOcppTagPk: 4711 });
    await world.card(DRIVER, "NEWCARD1");
    await world.card(DRIVER, "UNLINKED", { isActive: false });
    await world.card("DRVR2346", "OTHER1");
    const { cards, isFresh } = await list(world);
    assert.equal(isFresh, true);
    assert.deepEqual(cards.map((card) => [card.name, card.state]), [
      ["•••• ARD1", "active"],
      ["•••• KED1", "blocked"],
      ["Ada's card", "active"],
      ["•••• NKED", "inactive"],
    ]);
  }));

Deno.test("SteVe away, slow or not configured: the stored list, not fresh, without the wait", () =>
  withDriver({}, async (world) => {
    await world.card(DRIVER, "DELETED1", { steveOcppTagPk: 4711 });
    const stored = async (answer: ReturnType<typeof list>) => {
      const { cards, isFresh } = await answer;
      assert.deepEqual([cards.length, isFresh], [2, false]);
    };
    await stored(listOwnCards(world.ctx, { userId: DRIVER, steve: null }));
    world.sandbox.control.faults.set([{ kind: "latency", ms: 200 }]);
    await stored(list(world, 20));
    await world.sandbox.stop();
    await stored(list(world));
  }));

Deno.test("more cards than are asked for one by one come with SteVe's list", () =>
  withDriver({}, async (world) => {
    for (let n = 1; n <= 9; n++) {
      world.sandbox.control.addTag({ idTag: `MANY${n}` });
      await world.card(DRIVER, `many${n}`);
    }
    const { cards, isFresh } = await list(world);
    assert.deepEqual([cards.length, isFresh], [10, true]);
    const asked = world.sandbox.control.requests.filter((one) => one.path.includes("ocppTags"));
    assert.equal(asked.length, 1);
  }));

Deno.test("a card's page has its figures and its own sessions; another driver's card is missing", () =>
  withDriver({}, async (world) => {
    const spare = await world.card(DRIVER, "CARD0002");
    const base = { mappingId: world.cardId, stoppedAt: world.clock.now(), currency: "EUR" };
    await world.session({ ...base, energyWh: 10_000, costCents: 420 });
    await world.session({ ...base, energyWh: 5_000, costCents: null, currency: null });
    await world.session({ ...base, energyWh: 1_000, stoppedAt: null, costCents: null });
    await world.session({ ...base, mappingId: spare, energyWh: 99_000 });
    const { ctx, steve } = world;
    const page = await getOwnCard(ctx, { userId: DRIVER, steve, id: world.cardId });
    assert.deepEqual(page.stats, {
      sessions: 3,
      energyWh: 16_000,
      costCents: 420,
      currency: "EUR",
      running: 1,
    });
    assert.deepEqual([page.recent.length, page.card.sessions, page.isFresh], [3, 3, true]);
    await world.session({ ...base, costCents: 100, currency: "CHF" });
    const mixed = await getOwnCard(ctx, { userId: DRIVER, steve: null, id: world.cardId });
    assert.deepEqual([mixed.stats.costCents, mixed.stats.currency], [null, null]);
    const never = await getOwnCard(ctx, { userId: DRIVER, steve: null, id: spare });
    assert.equal(never.card.lastUsedAt?.getTime(), page.card.lastUsedAt?.getTime());
    for (const id of [999_999, 1e20, world.cardId]) {
      await assert.rejects(getOwnCard(ctx, { userId: "DRVR2346", steve: null, id }), {
        message: "Card not found",
      });
    }
  }));

Deno.test("renaming keeps the operator's name, tidies, audits old and new, and repeats quietly", () =>
  withDriver({}, async (world) => {
    const { ctx, cardId, database: { db } } = world;
    const rename = (change: { label?: string | null; costCentre?: string | null }) =>
      renameCard(ctx, { userId: DRIVER, id: cardId, ...change });
    const card = await rename({ label: "  My   blue card ", costCentre: "Sales" });
    assert.deepEqual([card.name, card.costCentre], ["My blue card", "Sales"]);
    await rename({ label: "My blue card" });
    assert.equal((await rename({ label: " " })).name, "Ada's card");
    const [row] = await db.select().from(userMappings).where(eq(userMappings.id, cardId));
    assert.deepEqual([row.displayName, row.driverLabel, row.costCentre], [
      "Ada's card",
      null,
      "Sales",
    ]);
    const audit = await db.select().from(authAudit);
    assert.equal(audit.length, 2);
    assert.equal(JSON.stringify(audit).includes(CARD), false);
    await assert.rejects(rename({ label: "x".repeat(61) }), { kind: "invalid" });
    await assert.rejects(renameCard(ctx, { userId: "DRVR2346", id: cardId, label: "Mine" }), {
      message: "Card not found",
    });
  }));

Deno.test("a card says when it was reported lost; one that was switched off otherwise does not", () =>
  withDriver({}, async (world) => {
    const { ctx, cardId } = world;
    await world.card(DRIVER, "CHILD001", { parentIdTag: CARD });
    const off = await world.card(DRIVER, "OFF00001", { isActive: false });
    const spare = await world.card(DRIVER, "SPARE001");
    await reportCardLost(ctx, { userId: DRIVER, steve: null, id: cardId });
    const lost = async () => {
      const { cards } = await listOwnCards(ctx, { userId: DRIVER, steve: null });
      return cards.filter((card) => card.reportedLostAt !== null).map((card) => card.idTag);
    };
    assert.deepEqual((await lost()).toSorted(), [CARD, "CHILD001"]);
    const page = (id: number) => getOwnCard(ctx, { userId: DRIVER, steve: null, id });
    const [{ card: gone }, { card: idle }] = [await page(cardId), await page(off)];
    assert.deepEqual(gone.reportedLostAt, world.ctx.clock.now());
    assert.deepEqual([idle.state, idle.reportedLostAt], ["inactive", null]);
    assert.equal((await page(spare)).card.reportedLostAt, null);
    // An operator gives it back: it works, and the old report is history.
    await world.database.db.update(userMappings).set({ isActive: true })
      .where(eq(userMappings.id, cardId));
    assert.deepEqual(await lost(), ["CHILD001"]);
  }));
