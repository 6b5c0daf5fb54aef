import assert from "node:assert/strict";
import { chargers } from "@/db/schema/mod.ts";
import { at, withWorld, type World } from "../test_world.ts";
import {
  addFavourite,
  favouritesOf,
  MAX_FAVOURITES,
  removeFavourite,
} from "./favourite_charger.ts";
import { freeChargers } from "./free_chargers.ts";
import { MAX_WATCHES, unwatchCharger, WATCH_MS, watchCharger, watchesOf } from "./watch_charger.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };
const seed = async (
  { database, card }: World,
  count: number,
  over: Partial<typeof chargers.$inferInsert> = {},
) => {
  await card("ada", "TAG1");
  await database.db.insert(chargers).values(Array.from({ length: count }, (_, n) => ({
    chargeBoxId: `CP-${n}`,
    publicId: `PUBL${n}`,
    lastSeenAt: at(-1),
    ...over,
  })));
};

Deno.test(
  "favourites: the latest first, a repeat changes nothing, the list has an end",
  keep,
  () =>
    withWorld(async (world) => {
      await seed(world, MAX_FAVOURITES + 1);
      const { ctx, clock } = world;
      const add = (chargerId: string) => addFavourite(ctx, { userId: "ada", chargerId });
      for (let n = 0; n < MAX_FAVOURITES; n++) {
        clock.advance(1_000);
        await add(`CP-${n}`);
      }
      assert.deepEqual(await add("publ3"), { chargeBoxId: "CP-3" }, "by its public id, a repeat");
      const mine = await favouritesOf(ctx, { userId: "ada" });
      assert.deepEqual([mine.length, mine[0]], [MAX_FAVOURITES, `CP-${MAX_FAVOURITES - 1}`]);
      await assert.rejects(add(`CP-${MAX_FAVOURITES}`), { code: "too_many_favourites" });
      await assert.rejects(add("NOWHERE"), { kind: "not_found" });
      for (let n = 0; n < 2; n++) await removeFavourite(ctx, { userId: "ada", chargerId: "CP-3" });
      assert.equal((await favouritesOf(ctx, { userId: "ada" })).length, MAX_FAVOURITES - 1);
    }),
);

Deno.test(
  "a wait stands for twelve hours; a repeat keeps it, a later one begins anew",
  keep,
  () =>
    withWorld(async (world) => {
      await seed(world, MAX_WATCHES + 1);
      const { ctx, clock } = world;
      const watch = (chargerId: string) => watchCharger(ctx, { userId: "ada", chargerId });
      const first = await watch("CP-0");
      clock.advance(60_000);
      assert.deepEqual(await watch("CP-0"), first);
      clock.advance(WATCH_MS);
      assert.deepEqual(await watchesOf(ctx, { userId: "ada" }), []);
      const second = await watch("CP-0");
      assert.ok(second.expiresAt > first.expiresAt);
      const [again] = await Promise.all([watch("CP-1"), watch("CP-1")]);
      assert.equal(again.chargeBoxId, "CP-1");
      for (let n = 2; n < MAX_WATCHES; n++) await watch(`CP-${n}`);
      await assert.rejects(watch(`CP-${MAX_WATCHES}`), { code: "too_many_watches" });
      await unwatchCharger(ctx, { userId: "ada", chargerId: "CP-1" });
      await watch(`CP-${MAX_WATCHES}`);
    }),
);

Deno.test(
  "free: heard of, a connector without car; not busy, silent or unmanaged ones",
  keep,
  () =>
    withWorld(async (world) => {
      await seed(world, 4);
      const { ctx, database, session } = world;
      await session({ chargeBoxId: "CP-1", stoppedAt: null });
      await database.sql`update chargers set last_seen_at = ${at(-11).toISOString()}
      where charge_box_id = 'CP-2'`;
      await database.sql`update chargers set management_mode = 'unmanaged'
      where charge_box_id = 'CP-3'`;
      const ids = ["CP-0", "CP-1", "CP-2", "CP-3", "NOWHERE"];
      assert.deepEqual(await freeChargers(ctx, ids), [{ chargeBoxId: "CP-0", name: "CP-0" }]);
      const many = Array.from({ length: 450 }, (_, n) => `X-${n}`);
      assert.equal((await freeChargers(ctx, [...many, "CP-0"])).length, 1);
    }),
);
