import assert from "node:assert/strict";
import fc from "fast-check";
import {
  chargers,
  chargingSessions,
  connectors,
  evses,
  favouriteChargers,
  reservations,
  sites,
  users,
} from "@/db/schema/mod.ts";
import { RequestError } from "@/lib/web/mod.ts";
import { at, withWorld, type World } from "../test_world.ts";
import { chargerDay } from "./charger_day.ts";
import { boxAround, distanceM } from "./distance.ts";
import { findChargers, type FindChargersInput } from "./find_chargers.ts";
import { getFoundCharger } from "./get_found_charger.ts";
import { plugLabel, plugOf } from "./plugs.ts";

type NewCharger = Partial<typeof chargers.$inferInsert> & {
  outlets?: { status?: string | null; type?: string; maxKw?: number }[];
};

let made = 0;

async function charger({ database }: World, box: string, over: NewCharger = {}): Promise<void> {
  const { outlets = [], ...row } = over;
  const [{ id }] = await database.db.insert(chargers).values({
    chargeBoxId: box,
    publicId: `P${++made}`,
    lastSeenAt: at(-1),
    ...row,
  }).returning();
  for (const [n, outlet] of outlets.entries()) {
    const [evse] = await database.db.insert(evses)
      .values({ chargerId: id, evseId: n + 1, maxKw: outlet.maxKw }).returning();
    await database.db.insert(connectors)
      .values({ evseId: evse.id, status: outlet.status, type: outlet.type });
  }
}

const names = async ({ ctx }: World, input: FindChargersInput) =>
  (await findChargers(ctx, input)).items.map((one) => one.chargeBoxId);

Deno.test("a plug is known by all its spellings", () => {
  for (const text of ["Type 2", "type2", "TYPE-2", "cType2", "Mennekes"]) {
    assert.equal(plugOf(text), "type2");
  }
  assert.equal(plugOf("cCCS2"), "ccs");
  assert.equal(plugLabel("chademo"), "CHAdeMO");
  assert.equal(plugLabel("Something 9"), "Something 9");
  assert.equal(plugOf(null), null);
});

Deno.test("distance: known cities, symmetry, and a box that holds the circle", () => {
  const berlin = { lat: 52.52, lon: 13.405 };
  const zurich = { lat: 47.3769, lon: 8.5417 };
  assert.ok(Math.abs(distanceM(berlin, zurich) - 671_000) < 5_000);
  assert.equal(distanceM(berlin, berlin), 0);
  const place = fc.record({
    lat: fc.double({ min: -89, max: 89, noNaN: true }),
    lon: fc.double({ min: -179, max: 179, noNaN: true }),
  });
  fc.assert(fc.property(place, place, fc.integer({ min: 1, max: 500_000 }), (a, b, radius) => {
    const far = distanceM(a, b);
    assert.ok(Math.abs(far - distanceM(b, a)) < 1e-6);
    assert.ok(far >= 0 && far < 20_100_000);
    if (far > radius) return;
    const box = boxAround(a, radius);
    assert.ok(b.lat >= box.south && b.lat <= box.north);
    if (box.west < -180 || box.east > 180) return;
    assert.ok(b.lon >= box.west && b.lon <= box.east);
  }));
});

Deno.test("near somebody: nearest first, radius, site's place where the charger has none, unknown last", () =>
  withWorld(async (world) => {
    const { ctx, database } = world;
    const [site] = await database.db.insert(sites)
      .values({ name: "Quay", latitude: 52.01, longitude: 4, address: "Quay 1" }).returning();
    await charger(world, "FAR", { latitude: 53, longitude: 4 });
    await charger(world, "SITE", { siteId: site.id });
    await charger(world, "HERE", { latitude: 52, longitude: 4 });
    await charger(world, "NOWHERE");
    const near = { lat: 52, lon: 4 };
    assert.deepEqual(await names(world, { near }), ["HERE", "SITE", "FAR", "NOWHERE"]);
    assert.deepEqual(await names(world, { near, radiusKm: 2 }), ["HERE", "SITE"]);
    assert.deepEqual(await names(world, { near, sort: "name" }), [
      "FAR",
      "HERE",
      "NOWHERE",
      "SITE",
    ]);
    const [, quay, , nowhere] = (await findChargers(ctx, { near })).items;
    assert.equal(
      nowhere.distanceM,
      null,
      "no place is no distance, and not half way round the earth",
    );
    assert.equal(
      quay.distanceM,
      Math.round(distanceM(near, { lat: 52.01, lon: 4 })),
    );
    assert.deepEqual([quay.site?.name, quay.place, quay.position], ["Quay", "Quay 1", {
      lat: 52.01,
      lon: 4,
    }]);
    assert.deepEqual(await names(world, { search: "quay" }), ["SITE"]);
    assert.deepEqual(await names(world, { search: "%" }), []);
    // Across the date line.
    await charger(world, "DATE", { latitude: 0, longitude: 179.999 });
    assert.deepEqual(await names(world, { near: { lat: 0, lon: -179.999 }, radiusKm: 1 }), [
      "DATE",
    ]);
  }));

Deno.test("a search finds the id as pages print it, and a place without its accents", () =>
  withWorld(async (world) => {
    const [site] = await world.database.db.insert(sites).values({ name: "Zürich West" })
      .returning();
    await charger(world, "ZH-01", { publicId: "JC6DYAF2", siteId: site.id });
    await charger(world, "BE-01", { friendlyName: "Café 1", address: "Länggasse 3" });
    for (const search of ["JC6D YAF2", "jc6dyaf2", "zurich", "zh01", "ZÜRICH w"]) {
      assert.deepEqual(await names(world, { search }), ["ZH-01"], search);
    }
    for (const search of ["cafe", "langgasse"]) {
      assert.deepEqual(await names(world, { search }), ["BE-01"], search);
    }
    assert.deepEqual(await names(world, { search: "\\" }), []);
  }));

Deno.test("one connector must be all that is asked for", () =>
  withWorld(async (world) => {
    await charger(world, "MIX", {
      outlets: [{ status: "Charging", type: "CCS", maxKw: 150 }, {
        status: "Available",
        type: "Type 2",
        maxKw: 22,
      }],
    });
    await charger(world, "UNNAMED", { connectorType: "CCS", maxKw: 50 });
    assert.deepEqual(await names(world, { connectorTypes: ["ccs"] }), ["MIX", "UNNAMED"]);
    assert.deepEqual(await names(world, { connectorTypes: ["ccs"], freeOnly: true }), ["UNNAMED"]);
    assert.deepEqual(await names(world, { connectorTypes: ["ccs"], minKw: 100 }), ["MIX"]);
    assert.deepEqual(await names(world, { minKw: 22, freeOnly: true }), ["MIX", "UNNAMED"]);
    assert.deepEqual(await names(world, { connectorTypes: ["type2", "chademo"] }), ["MIX"]);
    const [mix] = (await findChargers(world.ctx, { search: "MIX" })).items;
    assert.deepEqual([mix.free, mix.total], [1, 2]);
  }));

Deno.test("favourites are one's own", () =>
  withWorld(async (world) => {
    await charger(world, "A");
    await charger(world, "B");
    for (const [id, box] of [["ada", "A"], ["bob", "B"]]) {
      await world.database.db.insert(users).values({ id, publicId: id, role: "customer" });
      await world.database.db.insert(favouriteChargers).values({ userId: id, chargeBoxId: box });
    }
    assert.deepEqual(await names(world, { favouritesOf: "ada" }), ["A"]);
  }));

Deno.test("pages hold every charger once, there and back, whatever the order", () =>
  withWorld(async (world) => {
    const boxes = Array.from({ length: 23 }, (_, n) => `CP-${String(n).padStart(2, "0")}`);
    for (const [n, box] of boxes.entries()) {
      const place = n % 5 === 0 ? {} : { latitude: 50 + (n % 4), longitude: 5 };
      await charger(world, box, { friendlyName: n % 3 === 0 ? "Same name" : undefined, ...place });
    }
    for (const near of [undefined, { lat: 51, lon: 5 }]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      let back: string | null = null;
      do {
        const page = await findChargers(world.ctx, { near, limit: 7, cursor });
        seen.push(...page.items.map((one) => one.chargeBoxId));
        cursor = page.next ?? undefined;
        back = page.prev;
      } while (cursor);
      assert.deepEqual(seen.toSorted(), boxes);
      const before = await findChargers(world.ctx, { near, limit: 7, cursor: back! });
      assert.deepEqual(before.items.map((one) => one.chargeBoxId), seen.slice(14, 21));
    }
    await assert.rejects(findChargers(world.ctx, { cursor: "nonsense" }), RequestError);
    assert.equal((await findChargers(world.ctx, { limit: 1_000 })).items.length, 23);
  }));

Deno.test("free in the query is free in the view, for any state of the network", () =>
  withWorld(async (world) => {
    const status = fc.constantFrom(
      null,
      "Available",
      "Charging",
      "Preparing",
      "Finishing",
      "Reserved",
      "Unavailable",
      "Faulted",
      "Odd",
    );
    const spec = fc.record({
      mode: fc.constantFrom("ocpp" as const, "unmanaged" as const),
      seen: fc.constantFrom(null, at(-1), at(-60)),
      connected: fc.constantFrom(null, true, false),
      last: status,
      outlets: fc.array(status, { maxLength: 3 }),
      sessionOn: fc.constantFrom(0, 1, 2),
      heard: fc.constantFrom(at(-1), at(-60 * 24 * 30)),
      heldOn: fc.constantFrom(0, 1, 2),
    });
    const seed = 20_260_115;
    for (const [n, one] of fc.sample(spec, { numRuns: 120, seed }).entries()) {
      const box = `R-${n}`;
      await charger(world, box, {
        managementMode: one.mode,
        lastSeenAt: one.seen,
        steveConnected: one.connected,
        lastStatus: one.last,
        outlets: one.outlets.map((raw) => ({ status: raw })),
      });
      if (one.sessionOn > 0) {
        await world.session({
          chargeBoxId: box,
          connectorId: one.sessionOn,
          lastHeardAt: one.heard,
        });
      }
      if (one.heldOn > 0) {
        await world.database.db.insert(reservations).values({
          chargeBoxId: box,
          connectorId: one.heldOn,
          startAt: at(-5),
          endAt: at(30),
          status: "confirmed",
        });
      }
    }
    const all: Awaited<ReturnType<typeof findChargers>>["items"] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await findChargers(world.ctx, { limit: 100, cursor });
      all.push(...page.items);
      cursor = page.next ?? undefined;
      more = cursor !== undefined;
    }
    const free = new Set(await names(world, { freeOnly: true, limit: 100 }));
    assert.ok(free.size > 10 && free.size < all.length);
    for (const one of all) {
      assert.equal(
        free.has(one.chargeBoxId),
        one.status === "online",
        `${one.chargeBoxId} ${seed}`,
      );
      assert.equal(one.free > 0, one.status === "online", one.chargeBoxId);
      assert.ok(one.free <= one.total);
    }
  }));

Deno.test("a charger is found by its id and by its sticker, any case, else not at all", () =>
  withWorld(async (world) => {
    await charger(world, "cp/1 ü", { publicId: "ABCD2345" });
    await charger(world, "ABCD2345x", { publicId: "WXYZ2345" });
    const find = async (address: string) =>
      (await getFoundCharger(world.ctx, { address })).chargeBoxId;
    assert.equal(await find("abcd2345"), "cp/1 ü");
    assert.equal(await find("cp/1 ü"), "cp/1 ü");
    assert.equal(await find("WXYZ2345"), "ABCD2345x");
    for (const address of ["CP/1 Ü", "nope", "\0", "x".repeat(300), ""]) {
      await assert.rejects(find(address), /no such charger/);
    }
  }));

Deno.test("the day of a charger: what is still kept today in the reader's zone, times only", () =>
  withWorld(async (world) => {
    const hold = (from: number, to: number, status: "confirmed" | "cancelled" = "confirmed") =>
      world.database.db.insert(reservations).values({
        chargeBoxId: "CP-1",
        connectorId: 1,
        startAt: at(from),
        endAt: at(to),
        status,
      });
    await hold(-120, -60); // over
    await hold(-30, 30); // under way
    await hold(60, 90, "cancelled");
    await hold(600, 630); // 22:00 UTC: 23:00 in Berlin, tomorrow in Tokyo
    await hold(13 * 60, 14 * 60); // tomorrow in UTC
    const day = (timeZone: string) => chargerDay(world.ctx, { chargeBoxId: "CP-1", timeZone });
    const berlin = await day("Europe/Berlin");
    assert.deepEqual(berlin.map((one) => one.startAt), [at(-30), at(600)]);
    assert.deepEqual(Object.keys(berlin[0]).toSorted(), ["connectorId", "endAt", "startAt"]);
    assert.equal((await day("Asia/Tokyo")).length, 1);
  }));

Deno.test("a stuck session of long ago does not keep its connector", () =>
  withWorld(async (world) => {
    await charger(world, "CP-1", { outlets: [{ status: "Available" }] });
    await world.session({ lastHeardAt: at(-60 * 24 * 30) });
    assert.deepEqual(await names(world, { freeOnly: true }), ["CP-1"]);
    await world.database.db.update(chargingSessions).set({ lastHeardAt: at(0) });
    assert.deepEqual(await names(world, { freeOnly: true }), []);
  }));
