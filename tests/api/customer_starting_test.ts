import assert from "node:assert/strict";
import { and, eq } from "drizzle-orm";
import { chargerOperationLog, chargingSessions, userMappings } from "@/db/schema/mod.ts";
import { startTestApp } from "../support/app.ts";
import { seedSampleWorld } from "../support/sample_world.ts";

const BOX = "LYON-02";

Deno.test(
  { name: "a start that waits for its car", sanitizeOps: false, sanitizeResources: false },
  async (t) => {
    const app = await startTestApp();
    const { db } = app.services;
    const world = await seedSampleWorld(db);
    const [ada, jean] = world.drivers;
    const cookie = await app.signInCustomer(ada.email);
    const text = async (path: string, who = cookie) => {
      const response = await app.request("app", path, { cookie: who });
      assert.equal(response.status, 200, path);
      return (await response.text()).replaceAll(/<!--.*?-->/g, "");
    };
    const press = (fields: Record<string, string>, who = cookie) =>
      app.request("app", "/chargers/start", {
        method: "POST",
        cookie: who,
        body: new URLSearchParams({ chargeBoxId: BOX, ...fields }),
      });
    const api = (body: unknown) =>
      app.request("app", "/api/customer/remote-start", {
        method: "POST",
        cookie,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const flashOf = (response: Response) =>
      atob(/flash=([\w-]+)/.exec(response.headers.getSetCookie().join())?.[1] ?? "");
    const pages = ["/", "/sessions", `/chargers/${BOX}`];

    await t.step("without one no page speaks of it", async () => {
      for (const path of pages) assert.doesNotMatch(await text(path), /Follow this start/, path);
      assert.match(await text(`/chargers/${BOX}`), /action="\/chargers\/start"/);
    });

    await t.step("what is no number of a connector or card is 404 and starts nothing", async () => {
      for (const connectorId of ["99", "abc", "0", "-1", "1.5", "1e0", " "]) {
        const refused = await press({ connectorId });
        assert.equal(refused.status, 404, connectorId);
        assert.match(await refused.text(), /This charger has no such connector\./, connectorId);
      }
      const card = await press({ connectorId: "1", cardId: "abc" });
      assert.equal(card.status, 404);
      assert.match(await card.text(), /Card not found/);
      assert.equal(await db.$count(chargerOperationLog), 0);
    });

    const [{ id }] = await db.insert(chargerOperationLog).values({
      chargeBoxId: BOX,
      operation: "RemoteStartTransaction",
      params: { connectorId: 1, mappingId: ada.mappingId, transactionId: null },
      status: "submitted",
      ocppTaskStatus: "Accepted",
      requestedByUserId: ada.id,
    }).returning({ id: chargerOperationLog.id });

    await t.step("home, sessions and the charger's page lead back to it", async () => {
      for (const path of pages) {
        const shown = await text(path);
        assert.match(shown, new RegExp(`href="/chargers/starting/${id}"`), path);
        assert.match(shown, /Plug in now\. Charging begins by itself\./, path);
        assert.match(shown, /The charger waits until \d/, path);
      }
      assert.match(await text("/"), /Starting at Lyon north, bay 2, connector 1/);
      const charger = await text(`/chargers/${BOX}`);
      const [before] = charger.split("Start at another connector");
      assert.doesNotMatch(before, /action="\/chargers\/start"/, "in the place of the form");
      assert.match(charger, /data-connector="1"[\s\S]*?Starting/);
    });

    await t.step("nobody else sees it", async () => {
      const other = await app.signInCustomer(jean.email);
      for (const path of pages) {
        assert.doesNotMatch(await text(path, other), /chargers\/starting/, path);
      }
    });

    await t.step("another press there is 303 to it and says so; the API's is 409", async () => {
      const pressed = await press({ connectorId: "1" });
      assert.deepEqual(
        [pressed.status, pressed.headers.get("location")],
        [303, `/chargers/starting/${id}`],
      );
      assert.match(flashOf(pressed), /A start is under way already\./);
      await db.update(chargerOperationLog).set({ createdAt: new Date(Date.now() - 60_000) });
      const refused = await api({ chargeBoxId: BOX, connectorId: 1 });
      const { code, details } = await refused.json();
      assert.deepEqual([refused.status, code, details], [409, "start_under_way", {
        operationId: id,
      }]);
    });

    await t.step("once the station has given it up, the form is back", async () => {
      await db.update(chargerOperationLog).set({ createdAt: new Date(Date.now() - 100_000) });
      assert.match(await text(`/chargers/${BOX}`), /action="\/chargers\/start"/);
      assert.match(await text("/"), new RegExp(`/chargers/starting/${id}`), "it may still begin");
      await db.update(chargerOperationLog).set({ createdAt: new Date(Date.now() - 181_000) });
      assert.doesNotMatch(await text("/"), /Follow this start/);
    });

    await t.step("nobody has more chargers wait than cards, and two that were left", async () => {
      const cards = await db.$count(
        userMappings,
        and(eq(userMappings.userId, ada.id), eq(userMappings.isActive, true)),
      );
      const elsewhere = world.chargeBoxIds.find((box) => box !== BOX)!;
      const kept = (connectorId: number) => ({
        chargeBoxId: elsewhere,
        operation: "RemoteStartTransaction" as const,
        params: { connectorId, mappingId: ada.mappingId, transactionId: null },
        status: "submitted" as const,
        ocppTaskStatus: "Accepted",
        requestedByUserId: ada.id,
        createdAt: new Date(),
      });
      const rows = Array.from({ length: cards + 2 }, (_, at) => kept(50 + at));
      await db.insert(chargerOperationLog).values(rows);
      const refused = await api({ chargeBoxId: BOX, connectorId: 1 });
      assert.deepEqual([refused.status, (await refused.json()).code], [409, "too_many_starts"]);
      const pressed = await press({ connectorId: "1" });
      assert.equal(pressed.status, 409);
      assert.match(await pressed.text(), /Other chargers wait for your car/);
      await db.delete(chargerOperationLog).where(eq(chargerOperationLog.chargeBoxId, elsewhere));
      const free = await (await api({ chargeBoxId: BOX, connectorId: 1 })).json();
      assert.notEqual(free.code, "too_many_starts");
      await db.delete(chargerOperationLog);
    });

    const [live] = world.sessions;
    const [{ chargeBoxId, connectorId }] = await db.select().from(chargingSessions)
      .where(eq(chargingSessions.id, live.id));

    await t.step(
      "where the driver charges: a link to the session instead of a choice",
      async () => {
        const page = `/sessions/${live.steveTransactionId}`;
        const charger = await text(`/chargers/${chargeBoxId}`);
        assert.match(charger, new RegExp(`href="${page}"`));
        assert.match(charger, /You are charging/);
        assert.doesNotMatch(charger, new RegExp(`name="connectorId"[^>]*value="${connectorId}"`));
        const pressed = await press({ chargeBoxId, connectorId: String(connectorId) });
        assert.deepEqual([pressed.status, pressed.headers.get("location")], [303, page]);
        assert.match(flashOf(pressed), /You are charging here already\./);
        const refused = await api({ chargeBoxId, connectorId });
        assert.deepEqual([refused.status, (await refused.json()).code], [409, "already_charging"]);
      },
    );

    await t.step("lists say what a session under way costs so far", async () => {
      for (const path of ["/sessions", `/chargers/${chargeBoxId}`]) {
        assert.match(await text(path), /€\d+\.\d{2}<\/[^>]*>\s*<span[^>]*>so far/, path);
      }
    });

    await t.step("the page of a session under way has one state", async () => {
      const shown = await text(`/sessions/${live.steveTransactionId}`);
      assert.match(shown, /data-phase="charging"/);
      assert.doesNotMatch(shown, /Finished<|Stopping…<|Charging has stopped\.<|Completed</);
    });

    await t.step(
      "signing in by card: no charger is chosen by itself, and none is 400",
      async () => {
        const none = await app.request("app", "/auth/scan", {
          method: "POST",
          body: new URLSearchParams({ chargeBoxId: "", next: "/" }),
        });
        assert.equal(none.status, 400);
        assert.match(await none.text(), /Choose a charger/);
      },
    );

    await app.stop();
  },
);
