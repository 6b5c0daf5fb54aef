import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { chargers, userMappings, users } from "@/db/schema/mod.ts";
import { CAR, withStation } from "@/lib/sandbox/stations/test_network.ts";
import type { StartTick } from "@/lib/live/mod.ts";
import { PASSWORD } from "@/lib/sandbox/steve/test_sandbox.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { EventReader } from "@/tests/support/event_reader.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

Deno.test("cards, start and stop over HTTP and as plain forms", (t) =>
  withStation({}, async ({ station, clock, sandbox }) => {
    for (const idTag of ["CARD0001", "CARD0002"]) sandbox.control.addTag({ idTag });
    const app = await startTestApp({
      config: {
        STEVE_API_URL: sandbox.apiUrl,
        STEVE_API_KEY: PASSWORD,
        STEVE_MAX_RPS: 10_000,
        OPERATOR_CONTACT_EMAIL: "help@example.org",
      },
    });
    const { db } = app.database;
    const world = await seedSampleWorld(db);
    const [ada, jean] = world.drivers;
    await db.insert(chargers).values({
      chargeBoxId: "CP1",
      publicId: "CHRG2999",
      friendlyName: "Garage",
      steveConnected: true,
    });
    const cookie = await app.signInCustomer(ada.email);
    const operator = await app.signInOperator();

    const api = async (method: string, path: string, body?: unknown, headers = {}) => {
      const response = await app.request("app", `/api/customer${path}`, {
        method,
        cookie,
        headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return {
        status: response.status,
        // deno-lint-ignore no-explicit-any -- tests look into answers of many shapes
        body: await response.json() as any,
        replay: response.headers.get("idempotent-replay"),
      };
    };
    const form = (path: string, fields: Record<string, string> = {}) =>
      app.request("app", path, { method: "POST", cookie, body: new URLSearchParams(fields) });
    const pageText = async (path: string) => {
      const response = await app.request("app", path, { cookie });
      return { status: response.status, text: await response.text() };
    };
    const place = async (response: Response) => {
      await response.body?.cancel();
      return [response.status, response.headers.get("location")];
    };

    await t.step("401 without a session, 404 on the operators' host", async () => {
      for (const path of ["/cards", `/cards/${ada.mappingId}`, "/operations/1"]) {
        const nobody = await app.request("app", `/api/customer${path}`);
        await nobody.body?.cancel();
        assert.equal(nobody.status, 401);
        const wrong = await app.request("admin", `/api/customer${path}`, { cookie: operator });
        await wrong.body?.cancel();
        assert.equal(wrong.status, 404);
      }
    });

    await t.step("200: own cards, refreshed; another driver's card is 404 like none", async () => {
      const { status, body } = await api("GET", "/cards");
      assert.equal(status, 200);
      assert.equal(body.isFresh, true);
      assert.deepEqual(body.cards.map((card: { idTag: string }) => card.idTag), ["CARD0001"]);
      const own = await api("GET", `/cards/${ada.mappingId}`);
      assert.ok(own.body.stats.sessions > 5 && own.body.stats.currency === "EUR");
      const other = await api("GET", `/cards/${jean.mappingId}`);
      const none = await api("GET", "/cards/999999");
      assert.deepEqual([other.status, other.body], [404, none.body]);
      assert.equal((await api("GET", "/cards/abc")).status, 400);
    });

    await t.step("200 and 400: label and cost centre", async () => {
      const path = `/cards/${ada.mappingId}`;
      const { body } = await api("PATCH", path, { label: "Blue card", costCentre: null });
      assert.deepEqual([body.name, body.costCentre], ["Blue card", null]);
      assert.equal((await api("PATCH", path, { label: "x".repeat(61) })).status, 400);
      assert.equal((await api("PATCH", path, { isActive: false })).status, 400);
      assert.equal((await api("PATCH", `/cards/${jean.mappingId}`, { label: "Mine" })).status, 404);
      assert.deepEqual(await place(await form(path, { label: "Red card", costCentre: "Sales" })), [
        303,
        path,
      ]);
      const page = await pageText(path);
      assert.match(page.text, /Red card/);
      // The number is covered: the title ends on four characters, the rest opens on demand.
      assert.match(
        page.text,
        /<details[^>]*>.*<summary.*0001.*<\/summary>.*CARD0001.*<\/details>/s,
      );
      assert.equal(page.text.match(/CARD0001/g)?.length, 1);
      assert.doesNotMatch(page.text.slice(0, page.text.indexOf("<body")), /CARD0001/);
      const refused = await form(path, { label: "y".repeat(61), costCentre: "Kept" });
      assert.equal(refused.status, 400);
      const text = await refused.text();
      assert.match(text, /at most 60 characters/);
      assert.match(text, /value="Kept"/);
      assert.equal((await pageText(`/cards/${jean.mappingId}`)).status, 404);
    });

    await t.step("403, 404, 409: what stands in the way of a start", async () => {
      const start = (body: unknown) => api("POST", "/remote-start", body);
      assert.equal((await start({})).status, 400);
      assert.equal((await start({ chargeBoxId: "NOWHERE" })).status, 404);
      const offline = await start({ chargeBoxId: "DEPOT-A" });
      assert.deepEqual([offline.status, offline.body.code], [409, "charger_offline"]);
      assert.equal((await start({ chargeBoxId: "CP1", cardId: jean.mappingId })).status, 404);
      const busy = await start({ chargeBoxId: "LYON-01", connectorId: 1 });
      assert.deepEqual([busy.status, busy.body.code], [409, "already_charging"]);
      const failed = await start({ chargeBoxId: "LYON-02" });
      assert.deepEqual([failed.status, failed.body.code], [409, "charger_offline"]);
    });

    let transactionId = 0;
    await t.step(
      "200: a start, its replay, its progress, and the page that follows it",
      async () => {
        const key = { "idempotency-key": crypto.randomUUID() };
        const wish = { chargeBoxId: "CP1", connectorId: 1 };
        const elsewhere = new EventReader(
          await app.request("app", "/api/stream/customer", { cookie }),
        );
        const { status, body } = await api("POST", "/remote-start", wish, key);
        assert.deepEqual([status, body.state, body.chargerName], [200, "accepted", "Garage"]);
        const told = await elsewhere.next(({ event }) => event === "start.asked");
        assert.equal((told.data as { start: StartTick }).start.operation.id, body.operationId);
        await elsewhere.close();
        const again = await api("POST", "/remote-start", wish, key);
        assert.deepEqual([again.replay, again.body], ["true", body]);
        const waiting = await pageText(`/chargers/starting/${body.operationId}`);
        assert.match(waiting.text, /Plug in now/);
        assert.match(waiting.text, /http-equiv="refresh"/);
        await station.plugIn(1, { car: CAR });
        await clock.advance(5_000);
        await app.database
          .sql`update charger_operation_log set updated_at = now() - interval '1 minute'`;
        const progress = await api("GET", body.next.replace("/api/customer", ""));
        assert.equal(progress.body.state, "started");
        transactionId = progress.body.transactionId;
        const followed = await app.request("app", `/chargers/starting/${body.operationId}`, {
          cookie,
        });
        assert.deepEqual(await place(followed), [303, `/sessions/${transactionId}`]);
        assert.equal((await pageText("/chargers/starting/999999")).status, 404);
      },
    );

    await t.step("the session's page stops it, once; the API says how it stands", async () => {
      const path = `/sessions/${transactionId}`;
      assert.match((await pageText(path)).text, /Stop charging/);
      const stops = () => sandbox.control.operations.filter((one) => /Stop/.test(one.operation));
      assert.deepEqual(await place(await form(path, { action: "stop" })), [303, path]);
      const shown = await pageText(path);
      assert.match(shown.text, /Stopping…|Charging has stopped/);
      const again = await api("POST", "/session-stop", { transactionId });
      assert.deepEqual([again.status, again.body.state], [200, "stopping"]);
      assert.equal(stops().length, 1);
      await clock.advance(2_000);
      await app.database
        .sql`update charger_operation_log set updated_at = now() - interval '1 minute'`;
      assert.match((await pageText(path)).text, /final figures follow/);
      const ended = await api("POST", "/session-stop", {
        transactionId: world.sessions.find((one) =>
          one.mappingId === ada.mappingId && one.steveTransactionId !== 1000
        )!
          .steveTransactionId,
      });
      assert.deepEqual([ended.status, ended.body.state], [200, "ended"]);
      const foreign = await api("POST", "/session-stop", { transactionId: 999 });
      assert.deepEqual([foreign.status, foreign.body.error], [404, "Session not found"]);
      assert.equal((await form("/sessions/999", { action: "stop" })).status, 404);
    });

    await t.step("502: the live session's own charger is not at SteVe", async () => {
      const { status, body } = await api("POST", "/session-stop", { transactionId: 1000 });
      assert.equal(status, 502);
      assert.equal(body.error, "Charger could not stop the session. Please try again.");
    });

    await t.step(
      "a start from the form: 303 to its progress; refused: the panel again",
      async () => {
        const begun = await place(
          await form("/chargers/start", { chargeBoxId: "CP1", connectorId: "2" }),
        );
        assert.equal(begun[0], 303);
        assert.match(String(begun[1]), /^\/chargers\/starting\/\d+$/);
        const own = await form("/chargers/start", { chargeBoxId: "LYON-01", connectorId: "1" });
        assert.deepEqual(await place(own), [303, "/sessions/1000"]);
        const refused = await form("/chargers/start", { chargeBoxId: "DEPOT-A" });
        assert.equal(refused.status, 409);
        assert.match(await refused.text(), /Charger offline/);
        assert.equal((await form("/chargers/start", { chargeBoxId: "NOWHERE" })).status, 404);
        assert.deepEqual(await place(await app.request("app", "/chargers/start", { cookie })), [
          303,
          "/chargers",
        ]);
      },
    );

    await t.step(
      "report lost: asked first, done once, and then the account only looks",
      async () => {
        const path = `/cards/${ada.mappingId}/report-lost`;
        assert.match((await pageText(path)).text, /stops working at every charger/);
        assert.equal((await form(`/cards/${jean.mappingId}/report-lost`)).status, 404);
        assert.deepEqual(await place(await form(path, { reason: "Left on the train" })), [
          303,
          `/cards/${ada.mappingId}`,
        ]);
        const again = await api("POST", path);
        assert.deepEqual([again.status, again.body.isRepeat, again.body.isBlocked], [
          200,
          true,
          true,
        ]);
        const other = await api("POST", `/cards/${jean.mappingId}/report-lost`, { reason: "x" });
        assert.equal(other.status, 404);
        const cards = (await pageText("/cards")).text;
        assert.match(cards, /view-only mode/);
        assert.match(cards, /Lost on \d+ \w+ 20\d\d/);
        const card = (await pageText(`/cards/${ada.mappingId}`)).text;
        assert.match(card, /Reported lost on \d+ \w+ 20\d\d/);
        assert.match(card, /mailto:help@example\.org\?subject=A%20new%20card/);
        const [off] = await db.insert(userMappings).values({
          userId: ada.id,
          steveOcppIdTag: "OFF00001",
          isActive: false,
        }).returning();
        const switchedOff = (await pageText(`/cards/${off.id}`)).text;
        assert.match(switchedOff, /Switched off by your operator/);
        assert.doesNotMatch(switchedOff, /Reported lost/);
        await db.delete(userMappings).where(eq(userMappings.id, off.id));
        const start = await api("POST", "/remote-start", { chargeBoxId: "CP1" });
        assert.deepEqual([start.status, start.body.error, start.body.details], [
          403,
          "Account inactive",
          { capability: "start" },
        ]);
        const rows = await db.select().from(userMappings);
        assert.deepEqual(rows.filter((row) => !row.isActive).map((row) => row.id), [ada.mappingId]);
      },
    );

    await t.step("a driver without cards: the empty page, and no start", async () => {
      await db.insert(users).values({
        id: "driver-9",
        email: "new@example.org",
        emailVerified: true,
        publicId: "DRVR2999",
      });
      const theirs = await app.signInCustomer("new@example.org");
      const cards = await app.request("app", "/cards", { cookie: theirs });
      const text = await cards.text();
      assert.match(text, /No EV Cards linked yet/);
      assert.match(text, /mailto:help@example\.org/);
      const start = await app.request("app", "/api/customer/remote-start", {
        method: "POST",
        cookie: theirs,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ chargeBoxId: "CP1" }),
      });
      assert.deepEqual([start.status, (await start.json()).error], [403, "No active card on file"]);
    });

    await app.stop();
  }));
