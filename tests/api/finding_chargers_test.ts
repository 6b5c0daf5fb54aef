import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { chargers, chargerWatches, favouriteChargers, sites } from "@/db/schema/mod.ts";
import { startTestApp } from "../support/app.ts";
import { seedSampleWorld } from "../support/sample_world.ts";

Deno.test(
  { name: "finding a charger", sanitizeOps: false, sanitizeResources: false },
  async (t) => {
    const app = await startTestApp({
      config: { MAP_TILE_URL: "https://tiles.test/{z}/{x}/{y}.png" },
    });
    const { db } = app.services;
    const world = await seedSampleWorld(db);
    await db.update(sites).set({ latitude: 45.76, longitude: 4.83 });
    await db.update(chargers).set({ latitude: 45.78, longitude: 4.85 })
      .where(eq(chargers.chargeBoxId, "LYON-DC1"));
    const cookie = await app.signInCustomer(world.drivers[0].email);
    const ids = Object.fromEntries(
      (await db.select().from(chargers)).map((row) => [row.chargeBoxId, row.publicId]),
    );
    const get = async (path: string, signedIn = true, headers: Record<string, string> = {}) => {
      const init = { headers, ...(signedIn ? { cookie } : {}) };
      const response = await app.request("app", path, init);
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const post = (path: string, on: string, more: { cookie?: string } = { cookie }) =>
      app.request("app", path, { ...more, method: "POST", body: new URLSearchParams({ on }) });
    const shown = (html: string) =>
      [...html.matchAll(/data-charger="([^"]+)"/g)].map(([, id]) => id);

    await t.step("/chargers 200: all by name, price, page and map of the tiles' host", async () => {
      const { status, text, headers } = await get("/chargers");
      assert.equal(status, 200);
      assert.deepEqual(shown(text), ["DEPOT-A", "LYON-DC1", "LYON-01", "LYON-02"]);
      assert.match(text, /€0\.42 per kWh/);
      assert.match(text, new RegExp(`href="/chargers/${ids["LYON-01"]}"`));
      assert.match(
        headers.get("content-security-policy")!,
        /img-src 'self' data: https:\/\/tiles\.test/,
      );
    });

    await t.step(
      "filters in the address: plug, power, free, words; nonsense counts as none",
      async () => {
        const of = async (query: string) => shown((await get(`/chargers?${query}`)).text);
        assert.deepEqual(await of("plug=ccs"), ["LYON-DC1"]);
        assert.deepEqual(await of("kw=50"), ["LYON-DC1"]);
        assert.deepEqual(await of("q=bay+2"), ["LYON-02"]);
        assert.ok(!(await of("show=free")).includes("DEPOT-A"), "a silent one is not free");
        assert.equal((await of("plug=%00&kw=x&lat=99&show=y&sort=z")).length, 4);
        assert.match((await get("/chargers?q=zzz")).text, /No charger matches/);
        const printed = ids["LYON-02"].replace(/^.{4}/, "$&+").toLowerCase();
        for (const q of [printed, ids["LYON-02"], "lyon02", "LYON+NÓRTH,+bay+2"]) {
          assert.deepEqual(await of(`q=${encodeURI(q)}`), ["LYON-02"], q);
        }
        assert.match((await get("/chargers?show=favourites")).text, /No favourites yet/);
        assert.equal((await get("/chargers?cursor=nonsense")).status, 400);
      },
    );

    await t.step("nothing found: only what is set is advised to be changed", async () => {
      const advice = async (query: string) => {
        const { text } = await get(`/chargers?${query}`);
        const all = ["less of the name", "fewer filters", "a wider distance"];
        return all.filter((words) => text.includes(words));
      };
      assert.deepEqual(await advice("q=zzz"), ["less of the name"]);
      assert.deepEqual(await advice("q=zzz&km=2"), ["less of the name"], "no place, no distance");
      assert.deepEqual(await advice("plug=chademo"), ["fewer filters"]);
      assert.deepEqual(await advice("lat=1&lon=1&km=2"), ["a wider distance"]);
      assert.deepEqual((await advice("q=zzz&kw=50&lat=1&lon=1&km=2")).length, 3);
    });

    await t.step("near the reader: nearest first, distance, radius, forget", async () => {
      const { text } = await get("/chargers?lat=45.781&lon=4.85");
      assert.equal(shown(text)[0], "LYON-DC1");
      assert.match(text, /110\s?m/);
      assert.match(text, /Forget my location/);
      assert.deepEqual(shown((await get("/chargers?lat=45.781&lon=4.85&km=2")).text), ["LYON-DC1"]);
    });

    await t.step("signed out: the list is 303 to sign-in", async () => {
      const response = await get("/chargers?plug=ccs", false);
      assert.equal(response.status, 303);
      assert.equal(response.headers.get("location"), "/login?next=%2Fchargers%3Fplug%3Dccs");
    });

    await t.step(
      "/chargers/{id} by either id: state, start, place, times, own sessions",
      async () => {
        for (const id of ["LYON-01", ids["LYON-01"], ids["LYON-01"].toLowerCase()]) {
          const { status, text } = await get(`/chargers/${id}`);
          assert.equal(status, 200, id);
          for (const part of ["Connector 1", "Type 2", "Reserved today", "Your sessions here"]) {
            assert.ok(text.includes(part), part);
          }
          assert.match(text, /action="\/chargers\/start"/);
          assert.match(text, /openstreetmap\.org\/directions\?to=45\.76,4\.83/);
          assert.doesNotMatch(text, /CARD000[23]/);
        }
        assert.equal((await get("/chargers/nope")).status, 404);
      },
    );

    await t.step(
      "favourite and wait: plain forms, 303 with a message, repeats harmless",
      async () => {
        const path = `/chargers/${ids["LYON-02"]}`;
        for (let n = 0; n < 2; n++) {
          const response = await post(`${path}/favourite`, "yes");
          assert.deepEqual([response.status, response.headers.get("location")], [303, path]);
          assert.match(response.headers.get("set-cookie")!, /flash=/);
        }
        assert.equal((await db.select().from(favouriteChargers)).length, 1);
        assert.deepEqual(shown((await get("/chargers?show=favourites")).text), ["LYON-02"]);
        assert.match((await get(path)).text, /Remove from favourites/);
        assert.equal((await post(`${path}/favourite`, "no")).status, 303);
        assert.equal((await db.select().from(favouriteChargers)).length, 0);

        assert.equal((await post(`${path}/watch`, "yes")).status, 303);
        assert.equal((await db.select().from(chargerWatches)).length, 1);
        assert.match((await get(path)).text, /Stop waiting/);
        assert.equal((await post(`${path}/watch`, "no")).status, 303);
        assert.equal((await db.select().from(chargerWatches)).length, 0);
        assert.equal((await post("/chargers/nope/favourite", "yes")).status, 404);
        const stranger = await post(`${path}/favourite`, "yes", {});
        assert.deepEqual([stranger.status, stranger.headers.get("location")], [303, "/login"]);
      },
    );

    await t.step("the code and the sticker", async () => {
      const code = await get(`/chargers/LYON-01/qr.svg`);
      assert.equal(code.headers.get("content-type"), "image/svg+xml");
      assert.match(code.text, /^<svg/);
      const sticker = await get("/chargers/LYON-01/sticker");
      assert.ok(sticker.text.includes(`${app.appUrl}/c/${ids["LYON-01"]}`));
      assert.equal((await get("/chargers/nope/qr.svg")).status, 404);
    });

    await t.step(
      "/c/{id}: signed in on to the charger; a stranger sees it and how to start",
      async () => {
        const signedIn = await get(`/c/LYON-01?connector=2`);
        assert.deepEqual([signedIn.status, signedIn.headers.get("location")], [
          303,
          `/chargers/${ids["LYON-01"]}?connector=2`,
        ]);
        const { status, text } = await get("/c/LYON-01", false);
        assert.equal(status, 200);
        assert.match(text, /Sign in to start/);
        assert.ok(text.includes(`/login?next=%2Fc%2F${ids["LYON-01"]}`));
        assert.ok(text.includes("/auth/scan?chargeBoxId=LYON-01"));
        assert.match(text, /Connector 1/);
        const unknown = await get("/c/NOPE", false);
        assert.equal(unknown.status, 404);
        assert.match(unknown.text, /No charger has the id NOPE/);
        assert.equal((await get("/c/%3Cscript%3E", false)).text.includes("<script>&"), false);
      },
    );

    await t.step("/free for everybody: by site, filters, reload without scripts", async () => {
      const { status, text } = await get("/free", false);
      assert.equal(status, 200);
      assert.match(text, /Rue des Acacias/);
      assert.match(text, /<noscript><meta http-equiv="refresh" content="30"/);
      assert.match(text, /href="\/login\?next=%2Ffree"/);
      const of = async (query: string) =>
        [...(await get(`/free?${query}`, false)).text.matchAll(/data-id="([^"]+)"/g)].map((
          [, id],
        ) => id);
      assert.deepEqual(await of("plug=ccs"), [ids["LYON-DC1"]]);
      assert.ok(!(await of("show=free")).includes(ids["DEPOT-A"]));
      assert.match((await get("/free?q=zzz", false)).text, /No charger matches/);
      const printed = ids["LYON-02"].replace(/^.{4}/, "$&+").toLowerCase();
      for (const q of [printed, ids["LYON-02"], "LYON+NÓRTH,+bay+2"]) {
        assert.deepEqual(await of(`q=${encodeURI(q)}`), [ids["LYON-02"]], q);
      }
      assert.match((await get("/free")).text, /Sign out/, "who is signed in stays so");
    });

    await t.step("GET /api/public/chargers 200, 304, on any host, no people", async () => {
      for (const host of ["app", "admin"] as const) {
        const response = await app.request(host, "/api/public/chargers");
        assert.equal(response.status, 200);
        assert.equal(response.headers.get("access-control-allow-origin"), "*");
        const etag = response.headers.get("etag")!;
        const body = await response.json();
        assert.equal(body.chargers.length, 4);
        assert.doesNotMatch(JSON.stringify(body), /CARD|driver|@/);
        const again = await app.request(host, "/api/public/chargers", {
          headers: { "if-none-match": etag },
        });
        assert.deepEqual([again.status, await again.text()], [304, ""]);
      }
      const one = await app.request("app", `/api/public/chargers/${ids["LYON-01"]}`);
      assert.deepEqual([one.status, (await one.json()).id], [200, ids["LYON-01"]]);
      assert.equal((await app.request("app", "/api/public/chargers/nope")).status, 404);
    });

    await t.step("/usage: figures, years, measures, splits; nonsense is this year", async () => {
      const { status, text } = await get("/usage");
      assert.equal(status, 200);
      for (const part of ["By card", "By cost centre", "CO₂", "Sessions as CSV"]) {
        assert.ok(text.includes(part), part);
      }
      for (
        const query of ["show=co2", "show=cost", "show=sessions", "year=all", "year=1066", "year=x"]
      ) {
        assert.equal((await get(`/usage?${query}`)).status, 200, query);
      }
      assert.match((await get("/")).text, /less than a petrol car/);
      assert.match(text, /scope="col"[^>]*>Month</);
      assert.match((await get("/usage?year=all")).text, /scope="col"[^>]*>Year</);
      assert.equal((await get("/usage", false)).status, 303);
    });

    await app.stop();
  },
);
