import assert from "node:assert/strict";
import { chargers, connectors, evses, lagoPlans, lagoSubscriptions } from "@/db/schema/mod.ts";
import { at, withWorld, type World } from "../test_world.ts";
import { chargingPrice } from "./charging_price.ts";
import { pickPublic } from "./pick_public.ts";
import { PUBLIC_FEED_MS, publicChargers } from "./public_chargers.ts";
import { publicChargerSchema } from "./schemas.ts";

async function charger({ database }: World, box: string, type: string, status: string, kw = 22) {
  const [{ id }] = await database.db.insert(chargers)
    .values({
      chargeBoxId: box,
      publicId: `ID-${box}`,
      lastSeenAt: at(0),
      friendlyName: `At ${box}`,
    })
    .returning();
  const [evse] = await database.db.insert(evses)
    .values({ chargerId: id, evseId: 1, maxKw: kw }).returning();
  await database.db.insert(connectors).values({ evseId: evse.id, type, status });
}

Deno.test("the public feed tells states and nothing of people; a crowd costs one look", () =>
  withWorld(async (world) => {
    const { ctx, clock, session } = world;
    await charger(world, "A", "cType2", "Available");
    await charger(world, "B", "CCS", "Available", 150);
    await charger(world, "C", "CCS", "Faulted", 50);
    await session({ chargeBoxId: "B", connectorId: 1, idTag: "SECRETTAG" });
    const first = publicChargers(ctx);
    assert.equal(publicChargers(ctx), first, "one answer for all who ask now");
    const { chargers: found, isCut } = await first;
    assert.equal(isCut, false);
    assert.deepEqual(found.map(({ id, state, free }) => [id, state, free]), [
      ["ID-A", "free", 1],
      ["ID-B", "in_use", 0],
      ["ID-C", "offline", 0],
    ]);
    assert.deepEqual(found[0].connectors, [{ id: 1, type: "Type 2", maxKw: 22, state: "free" }]);
    for (const one of found) assert.deepEqual(publicChargerSchema.strict().parse(one), one);
    assert.doesNotMatch(JSON.stringify(found), /SECRET/);

    await charger(world, "D", "CCS", "Available");
    clock.advance(PUBLIC_FEED_MS - 1);
    assert.equal((await publicChargers(ctx)).chargers.length, 3);
    clock.advance(1);
    assert.equal((await publicChargers(ctx)).chargers.length, 4);
  }));

Deno.test("more chargers than a page are all in the feed; a silent one is offline to the last connector", () =>
  withWorld(async (world) => {
    for (let n = 0; n < 120; n++) await charger(world, `N${n}`, "CCS", "Available");
    world.clock.advance(3_600_000);
    const { chargers: found } = await publicChargers(world.ctx);
    assert.equal(new Set(found.map((one) => one.id)).size, 120);
    assert.ok(found.every((one) => one.state === "offline" && one.free === 0));
    assert.ok(found.every((one) => one.connectors.every((each) => each.state === "offline")));
  }));

Deno.test("picking: one connector has both the plug and the power; words match anywhere", () =>
  withWorld(async (world) => {
    await charger(world, "A", "Type 2", "Available", 22);
    await charger(world, "B", "CCS", "Available", 150);
    const { chargers: all } = await publicChargers(world.ctx);
    const ids = (filter: Parameters<typeof pickPublic>[1]) =>
      pickPublic(all, filter).map((one) => one.id);
    assert.deepEqual(ids({}), ["ID-A", "ID-B"]);
    assert.deepEqual(ids({ plug: "ccs" }), ["ID-B"]);
    assert.deepEqual(ids({ plug: "type2", minKw: 50 }), []);
    assert.deepEqual(ids({ minKw: 50 }), ["ID-B"]);
    assert.deepEqual(ids({ search: "AT a" }), ["ID-A"]);
    assert.deepEqual(ids({ search: "nowhere" }), []);
    const [first] = all;
    const here = [{ ...first, id: "JC6DYAF2", site: "Zürich" }];
    for (const search of ["jc6d yaf2", "JC6D-YAF2", "zurich"]) {
      assert.equal(pickPublic(here, { search }).length, 1, search);
    }
  }));

Deno.test("the price is the driver's own, else the public plan's, else unknown", () =>
  withWorld(async ({ ctx, database, card }) => {
    const plan = (code: string, amount: string) => ({
      code,
      lagoId: code,
      name: `Plan ${code}`,
      interval: "monthly",
      amountCents: 0,
      currency: "EUR",
      raw: {
        code,
        name: `Plan ${code}`,
        amount_currency: "EUR",
        charges: [{
          billable_metric_code: "ev_charging_kwh",
          charge_model: "standard",
          properties: { amount },
        }],
      },
    });
    await database.db.insert(lagoPlans).values([plan("own", "0.42"), plan("adhoc", "0.59")]);
    await card("ada", "A", { lagoSubscriptionExternalId: "sub" });
    await database.db.insert(lagoSubscriptions).values({
      externalId: "sub",
      lagoId: "sub",
      externalCustomerId: "ada",
      raw: {},
      planCode: "own",
      status: "active",
    });
    const of = async (userId: string | undefined, code?: string) => {
      const config = { ...ctx.config, PUBLIC_PLAN_CODE: code };
      const price = await chargingPrice({ ...ctx, config }, { userId });
      return [price.source, price.planName, price.firstKwh, price.currency, price.isStepped];
    };
    assert.deepEqual(await of("ada"), ["own", "Plan own", "0.42", "EUR", false]);
    assert.deepEqual(await of("ada", "adhoc"), ["own", "Plan own", "0.42", "EUR", false]);
    assert.deepEqual(await of(undefined, "adhoc"), ["public", "Plan adhoc", "0.59", "EUR", false]);
    assert.deepEqual(await of("bob", "adhoc"), ["public", "Plan adhoc", "0.59", "EUR", false]);
    for (const code of [undefined, "gone"]) {
      assert.deepEqual(await of(undefined, code), ["unknown", null, null, null, false]);
    }
  }));
