import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import {
  authAudit,
  chargerOperationLog,
  chargers,
  reservations,
  userMappings,
} from "@/db/schema/mod.ts";
import { CAR } from "@/lib/sandbox/stations/test_network.ts";
import { operationProgress } from "./operation_progress.ts";
import { remoteStart, START_FAILED } from "./remote_start.ts";
import { BOX, CARD, DRIVER, type DriverWorld, MINUTE, withDriver } from "./test_driver_world.ts";
import { until } from "@/tests/support/until.ts";

const start = (
  { ctx, steve }: DriverWorld,
  over: Partial<Parameters<typeof remoteStart>[1]> = {},
) => remoteStart(ctx, { userId: DRIVER, steve, chargeBoxId: BOX, ...over });
const progress = ({ ctx, steve }: DriverWorld, id: number) =>
  operationProgress(ctx, { userId: DRIVER, steve, id });
const rows = ({ database }: DriverWorld) =>
  database.db.select().from(chargerOperationLog).orderBy(chargerOperationLog.id);
const received = ({ sandbox }: DriverWorld) => sandbox.control.operations;
const failure = (kind: string, code: string) => (error: { kind: string; code: string }) => {
  assert.deepEqual([error.kind, error.code], [kind, code]);
  return true;
};

Deno.test("a start is on record, sent once with the card, and becomes a session within seconds", () =>
  withDriver({}, async (world) => {
    const { station, database } = world;
    const begun = await start(world);
    assert.deepEqual(
      [begun.state, begun.connectorId, begun.cardId, begun.chargerName, begun.isRepeat],
      ["accepted", 1, world.cardId, "Bay 1", false],
    );
    assert.deepEqual(received(world)[0].params, [{ idTag: CARD, connectorId: 1 }]);
    const [row] = await rows(world);
    assert.deepEqual([row.status, row.ocppTaskStatus], ["submitted", "Accepted"]);
    assert.equal(JSON.stringify(row.params).includes(CARD), false);
    const audit = await database.db.select().from(authAudit);
    assert.equal(audit[0].event, "customer.charge.start");
    assert.equal(JSON.stringify(audit).includes(CARD), false);

    const before = await progress(world, begun.operationId);
    assert.deepEqual([before.state, before.transactionId], ["accepted", null]);
    await world.pass(10_000);
    await station.plugIn(1, { car: CAR });
    await world.pass(5_000);
    const after = await progress(world, begun.operationId);
    assert.deepEqual([after.state, after.transactionId], ["started", 1]);
  }));

Deno.test("checks come in their order: account, card, charger, connector", () =>
  withDriver({}, async (world) => {
    const { database: { db }, ctx, card } = world;
    const unknown = { chargeBoxId: "NOWHERE" };
    await assert.rejects(start(world, unknown), failure("not_found", undefined!));
    await assert.rejects(
      start(world, { connectorId: 7 }),
      failure("not_found", "unknown_connector"),
    );
    const other = await card("DRVR2346", "OTHER1");
    await assert.rejects(start(world, { ...unknown, cardId: other }), {
      message: "Card not found",
    });
    const spare = await card(DRIVER, "CARD0002", { isActive: false });
    await assert.rejects(
      start(world, { ...unknown, cardId: spare }),
      failure("forbidden", "card_inactive"),
    );
    await db.update(chargers).set({ steveConnected: false });
    await assert.rejects(start(world, { connectorId: 7 }), failure("conflict", "charger_offline"));
    await db.update(chargers).set({ managementMode: "unmanaged" });
    await assert.rejects(start(world), failure("precondition", "unmanaged_charger"));
    await db.update(userMappings).set({ isActive: false }).where(eq(userMappings.userId, DRIVER));
    await assert.rejects(start(world, { ...unknown, cardId: other }), (error: {
      message: string;
      details: unknown;
    }) => {
      assert.equal(error.message, "Account inactive");
      assert.deepEqual(error.details, { capability: "start" });
      return true;
    });
    await assert.rejects(
      remoteStart(ctx, { userId: "NOBODY22", steve: world.steve, chargeBoxId: BOX }),
      { message: "No active card on file" },
    );
    assert.deepEqual([await rows(world), received(world).length], [[], 0]);
  }));

Deno.test("the first active card is used unless one is named or holds the connector", () =>
  withDriver({}, async (world) => {
    const { database: { db }, sandbox } = world;
    const second = await world.card(DRIVER, "CARD0002");
    sandbox.control.addTag({ idTag: "CARD0002" });
    assert.equal((await start(world, { connectorId: 1 })).cardId, world.cardId);
    assert.equal((await start(world, { connectorId: 2, cardId: second })).cardId, second);
    await db.insert(reservations).values({
      chargeBoxId: BOX,
      connectorId: 1,
      mappingId: second,
      startAt: new Date(world.clock.nowMs() - MINUTE),
      endAt: new Date(world.clock.nowMs() + 60 * MINUTE),
      status: "confirmed",
    });
    await world.pass(2 * MINUTE);
    assert.equal((await start(world, { connectorId: 1 })).cardId, second);
  }));

Deno.test("a connector with somebody's session or reservation is busy; the other one is picked", () =>
  withDriver({}, async (world) => {
    await world.session({ chargeBoxId: BOX, connectorId: 1, lastHeardAt: world.clock.now() });
    await assert.rejects(start(world, { connectorId: 1 }), failure("conflict", "charger_busy"));
    assert.equal((await start(world)).connectorId, 2);
    assert.equal(
      (await start(world, { chargeBoxId: "chrg2345" })).connectorId,
      2,
      "by its sticker",
    );
    await world.pass(2 * MINUTE);
    await world.setStatus(2, "Reserved");
    await assert.rejects(start(world), failure("conflict", "charger_busy"));
    // Plugging in first does not take what the calendar keeps for somebody else.
    await world.setStatus(2, "Preparing");
    await world.database.db.insert(reservations).values({
      chargeBoxId: BOX,
      connectorId: 2,
      mappingId: await world.card("DRVR2346", "OTHER1"),
      startAt: new Date(world.clock.nowMs() - MINUTE),
      endAt: new Date(world.clock.nowMs() + 60 * MINUTE),
      status: "active",
    });
    await assert.rejects(start(world, { connectorId: 2 }), failure("conflict", "charger_busy"));
  }));

Deno.test("pressed twice it is sent once; pressed together too; later it is a new wish", () =>
  withDriver({}, async (world) => {
    const both = await Promise.all([start(world), start(world)]);
    assert.equal(both[0].operationId, both[1].operationId);
    assert.deepEqual(both.map((one) => one.isRepeat).toSorted(), [false, true]);
    assert.equal((await start(world)).isRepeat, true);
    assert.equal(received(world).length, 1);
    await world.pass(2 * MINUTE);
    assert.equal((await start(world)).isRepeat, false);
    assert.equal(received(world).length, 2);
  }));

Deno.test("while the station keeps a start, another one there names it; another connector is free", () =>
  withDriver({}, async (world) => {
    const second = await world.card(DRIVER, "CARD0002");
    world.sandbox.control.addTag({ idTag: "CARD0002" });
    const first = await start(world, { connectorId: 1 });
    const named = (error: { code: string; details: { operationId: number } }) => {
      assert.deepEqual([error.code, error.details], ["start_under_way", {
        operationId: first.operationId,
      }]);
      return true;
    };
    // Another card, the station's own choice while its cable is awaited, the same after half a minute.
    await assert.rejects(start(world, { connectorId: 1, cardId: second }), named);
    await world.setStatus(1, "Preparing");
    await assert.rejects(start(world, { cardId: second }), named);
    await world.pass(31_000);
    await assert.rejects(start(world, { connectorId: 1 }), named);
    assert.equal((await start(world, { connectorId: 2, cardId: second })).connectorId, 2);
    assert.equal(received(world).length, 2);
    await world.pass(60_000);
    assert.equal((await start(world, { connectorId: 1 })).isRepeat, false, "it may be tried anew");
  }));

Deno.test("two presses at once with different cards are one start", () =>
  withDriver({}, async (world) => {
    const second = await world.card(DRIVER, "CARD0002");
    world.sandbox.control.addTag({ idTag: "CARD0002" });
    const both = await Promise.allSettled([
      start(world, { connectorId: 1 }),
      start(world, { connectorId: 1, cardId: second }),
    ]);
    assert.deepEqual(both.map((one) => one.status).toSorted(), ["fulfilled", "rejected"]);
    assert.equal(received(world).length, 1);
  }));

Deno.test("where the driver charges already the session is named", () =>
  withDriver({}, async (world) => {
    const heard = { chargeBoxId: BOX, lastHeardAt: world.clock.now() };
    await world.session({
      ...heard,
      connectorId: 1,
      mappingId: world.cardId,
      steveTransactionId: 71,
    });
    await assert.rejects(start(world, { connectorId: 1 }), (error: { details: unknown }) => {
      failure("conflict", "already_charging")(error as never);
      assert.deepEqual(error.details, { transactionId: 71 });
      return true;
    });
    // The other connector is free: a press that is repeated after its session began must not take it.
    await assert.rejects(start(world), failure("conflict", "already_charging"));
    const stranger = await world.card("DRVR2346", "OTHER1");
    await world.session({ ...heard, connectorId: 2, mappingId: stranger, steveTransactionId: 72 });
    await assert.rejects(start(world, { connectorId: 2 }), failure("conflict", "charger_busy"));
    await assert.rejects(start(world), failure("conflict", "already_charging"));
  }));

Deno.test("a station that refuses or errs gives the contract's sentence, and progress says refused", async (t) => {
  for (const commands of ["reject", "error"] as const) {
    await t.step(commands, () =>
      withDriver({ quirks: { commands } }, async (world) => {
        let operationId = 0;
        await assert.rejects(
          start(world),
          (error: { kind: string; message: string; details: { operationId: number } }) => {
            operationId = error.details.operationId;
            assert.deepEqual([error.kind, error.message], ["upstream", START_FAILED]);
            return true;
          },
        );
        assert.equal((await progress(world, operationId)).state, "refused");
        // What was refused does not stand in the way of the next try.
        await assert.rejects(start(world), { message: START_FAILED });
        assert.equal((await rows(world)).length, 2);
      }));
  }
});

Deno.test("a card that SteVe refuses is not named in full in what is kept", () =>
  withDriver({}, async (world) => {
    const tag = await world.steve.findTag(CARD);
    await world.steve.setTagBlocked(tag!.ocppTagPk, true);
    await assert.rejects(start(world), failure("upstream", "start_failed"));
    const [row] = await rows(world);
    assert.equal(row.status, "failed");
    assert.match(JSON.stringify(row.result), /CARD…, status: Blocked/);
  }));

Deno.test("a station that SteVe cannot reach is offline, whatever we believed", () =>
  withDriver({}, async (world) => {
    await world.station.stop();
    await assert.rejects(start(world), failure("conflict", "charger_offline"));
    const [row] = await rows(world);
    assert.equal(row.status, "failed");
    const { state, message } = await progress(world, row.id);
    assert.equal(state, "refused");
    assert.match(message, /offline/);
  }));

Deno.test("SteVe away or not configured: the sentence, and nothing is left open", () =>
  withDriver({}, async (world) => {
    await assert.rejects(start(world, { steve: null }), { message: START_FAILED });
    await world.sandbox.stop();
    await assert.rejects(start(world), failure("upstream", "start_failed"));
    assert.deepEqual((await rows(world)).map((row) => row.status), ["failed", "failed"]);
  }));

Deno.test("a slow station is pending; its answer is written down when it comes", () =>
  withDriver({}, async (world) => {
    world.sandbox.control.faults.set([
      { match: { pathPrefix: "/api/v1/operations" }, kind: "latency", ms: 150, times: 1 },
    ]);
    const begun = await start(world, { waitMs: 20 });
    assert.equal(begun.state, "pending");
    await until(
      "the answer to be written down",
      async () => (await rows(world))[0].ocppTaskStatus === "Accepted",
    );
    assert.equal((await progress(world, begun.operationId)).state, "accepted");
  }));

Deno.test("an answer that was lost leaves the start open, and the session that began is found", () =>
  withDriver({}, async (world) => {
    world.sandbox.control.faults.set([
      { match: { method: "POST", pathPrefix: "/api/v1/operations" }, kind: "drop_after", times: 1 },
    ]);
    await world.station.plugIn(1, { car: CAR });
    const begun = await start(world);
    assert.equal(begun.state, "pending");
    await world.pass(5_000);
    const found = await progress(world, begun.operationId);
    assert.deepEqual([found.state, found.transactionId], ["started", 1]);
  }));

Deno.test("a station that says nothing within SteVe's limit is asked for by its task, then times out", () =>
  withDriver(
    { quirks: { commands: "silent" }, steve: { operationTimeoutMs: 50 } },
    async (world) => {
      const begun = await start(world);
      assert.equal(begun.state, "pending");
      const [row] = await rows(world);
      assert.deepEqual([row.status, typeof row.taskId], ["submitted", "number"]);
      assert.equal((await progress(world, begun.operationId)).state, "pending");
      await world.pass(3 * MINUTE);
      const late = await progress(world, begun.operationId);
      assert.equal(late.state, "timed_out");
      assert.match(late.message, /try again/);
    },
  ));

Deno.test("an accepted start without a car comes to nothing after three minutes", () =>
  withDriver({}, async (world) => {
    const { operationId } = await start(world);
    await world.pass(3 * MINUTE - 1);
    assert.equal((await progress(world, operationId)).state, "accepted");
    await world.pass(1);
    assert.equal((await progress(world, operationId)).state, "timed_out");
  }));

Deno.test("progress is the asker's own, and SteVe is asked once in two seconds", () =>
  withDriver({}, async (world) => {
    const { operationId } = await start(world);
    await assert.rejects(
      operationProgress(world.ctx, { userId: "DRVR2346", steve: world.steve, id: operationId }),
      { message: "There is no such operation." },
    );
    await assert.rejects(progress(world, 999_999), { message: "There is no such operation." });
    const looks = () =>
      world.sandbox.control.requests.filter((one) => one.path.includes("/transactions")).length;
    for (let round = 0; round < 3; round++) await progress(world, operationId);
    assert.equal(looks(), 0);
    await world.pass(2_000);
    for (let round = 0; round < 3; round++) await progress(world, operationId);
    assert.equal(looks(), 1);
    await world.pass(61 * MINUTE);
    const before = looks();
    assert.equal((await progress(world, operationId)).state, "timed_out");
    assert.equal(looks(), before, "an old operation is the sync's to find");
  }));
