import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { chargers, favouriteChargers, users } from "@/db/schema/mod.ts";
import { listTapTargets } from "../list_tap_targets.ts";
import { at, withWorld, type World } from "../test_world.ts";
import { findChargers } from "./find_chargers.ts";
import { byName } from "./natural_name.ts";

const BAYS = ["Bay 10", "bay 2", "Bay 1", "Élan 3", "Elan 20", "Zoo"];
const SORTED = ["Bay 1", "bay 2", "Bay 10", "Élan 3", "Elan 20", "Zoo"];

async function bays({ database }: World): Promise<void> {
  await database.db.insert(chargers).values(BAYS.map((friendlyName, n) => ({
    // Ids that say the opposite of the names.
    chargeBoxId: `CP-${9 - n}`,
    publicId: `P${n}`,
    friendlyName,
    lastSeenAt: at(-1),
    latitude: n < 3 ? 50 : null,
    longitude: n < 3 ? 5 : null,
  })));
  for (const id of ["ada", "bob"]) {
    await database.db.insert(users).values({ id, publicId: id, role: "customer" });
  }
  await database.db.insert(favouriteChargers).values([
    { userId: "ada", chargeBoxId: "CP-4" }, // Zoo
    { userId: "ada", chargeBoxId: "CP-9" }, // Bay 10
    { userId: "bob", chargeBoxId: "CP-8" },
  ]);
}

Deno.test("names sort as people sort, in the database and beside it", () =>
  withWorld(async (world) => {
    await bays(world);
    const found = (await findChargers(world.ctx, {})).items;
    assert.deepEqual(found.map((one) => one.name), SORTED);
    assert.deepEqual(found.toReversed().toSorted(byName("de")).map((one) => one.name), SORTED);
  }));

Deno.test("one's own favourites come first, by name; page by page the same", () =>
  withWorld(async (world) => {
    await bays(world);
    const expected = ["Bay 10", "Zoo", "Bay 1", "bay 2", "Élan 3", "Elan 20"];
    const seen: string[] = [];
    let back: string | null = null;
    for (let cursor: string | undefined, more = true; more;) {
      const page = await findChargers(world.ctx, { favouritesFirstOf: "ada", limit: 2, cursor });
      seen.push(...page.items.map((one) => one.name));
      cursor = page.next ?? undefined;
      back = page.prev;
      more = cursor !== undefined;
    }
    assert.deepEqual(seen, expected);
    const before = await findChargers(world.ctx, {
      favouritesFirstOf: "ada",
      limit: 2,
      cursor: back!,
    });
    assert.deepEqual(before.items.map((one) => one.name), expected.slice(2, 4));
    const { items } = await findChargers(world.ctx, {});
    assert.deepEqual(
      items.toSorted(byName("en", ["CP-4", "CP-9"])).map((one) => one.name),
      expected,
    );
  }));

Deno.test("equally far chargers are by name, favourites or not", () =>
  withWorld(async (world) => {
    await bays(world);
    const { items } = await findChargers(world.ctx, {
      near: { lat: 50, lon: 5 },
      favouritesFirstOf: "ada",
    });
    assert.deepEqual(items.map((one) => one.name), SORTED);
  }));

Deno.test("places to tap: online first, then by name", () =>
  withWorld(async (world) => {
    await bays(world);
    await world.database.db.update(chargers).set({ lastSeenAt: at(-600) })
      .where(sql`friendly_name = 'Bay 1'`);
    assert.deepEqual((await listTapTargets(world.ctx)).map((one) => one.label), [
      ...SORTED.slice(1),
      "Bay 1",
    ]);
  }));

Deno.test("a new name sorts anew, and a charger without one by its id", () =>
  withWorld(async (world) => {
    await bays(world);
    const names = async () => (await findChargers(world.ctx, {})).items.map((one) => one.name);
    await world.database.sql`update chargers set friendly_name = 'Aaa' where friendly_name = 'Zoo'`;
    assert.deepEqual(await names(), ["Aaa", ...SORTED.slice(0, -1)]);
    await world.database.sql`update chargers set friendly_name = null where friendly_name = 'Aaa'`;
    assert.deepEqual((await names())[3], "CP-4");
  }));

Deno.test("numbers in a name sort by their value, however they are written", () =>
  withWorld(async ({ ctx }) => {
    const nat = fc.integer({ min: 0, max: 2_000_000_000 });
    const zeros = fc.integer({ min: 0, max: 9 });
    const pairs = fc.sample(fc.record({ a: nat, b: nat, zeros }), { numRuns: 60, seed: 11 });
    for (const { a, b, zeros } of pairs) {
      const [one, two] = [`Bay ${"0".repeat(zeros)}${a} north`, `Bay ${b} north`];
      const [row] = await ctx.db.execute<{ sign: number }>(sql`
        select case when a < b then -1 when a > b then 1 else 0 end as sign
        from (select natural_name(${one}) collate "C" as a, natural_name(${two}) collate "C" as b)
          as pair`);
      assert.equal(row.sign, Math.sign(a - b), `${one} / ${two}`);
    }
  }));
