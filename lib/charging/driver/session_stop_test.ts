import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { chargerOperationLog, chargingSessions, userMappings } from "@/db/schema/mod.ts";
import { CAR } from "@/lib/sandbox/stations/test_network.ts";
import { operationProgress } from "./operation_progress.ts";
import { sessionStop, STOP_FAILED } from "./session_stop.ts";
import { stopProgress } from "./stop_progress.ts";
import { CARD, DRIVER, type DriverWorld, MINUTE, withDriver } from "./test_driver_world.ts";

const stop = ({ ctx, steve }: DriverWorld, transactionId = 1, userId = DRIVER) =>
  sessionStop(ctx, { userId, steve, transactionId });
const rows = ({ database }: DriverWorld) => database.db.select().from(chargerOperationLog);

/** A session of the driver's card that SteVe and we know; its transaction is 1. */
async function charging(world: DriverWorld): Promise<void> {
  await world.station.plugIn(1, { car: CAR, idTag: CARD });
  await world.pass(MINUTE);
  await world.readTransactions();
}

Deno.test("a stop is on record, ends the session at the station, and progress tells it at once", () =>
  withDriver({}, async (world) => {
    await charging(world);
    const asked = await stop(world);
    assert.equal(asked.state, "stopping");
    await world.pass(2_000);
    assert.equal(world.sandbox.control.transaction(1)?.stop_reason, "Remote");
    const progress = () =>
      operationProgress(world.ctx, {
        userId: DRIVER,
        steve: world.steve,
        id: asked.operationId!,
      });
    const told = await progress();
    assert.deepEqual([told.kind, told.state, told.transactionId], ["stop", "stopped", 1]);
    assert.equal((await progress()).state, "stopped", "it is known also when SteVe is not asked");
    // With the worker down for an hour the end stays the end.
    await world.pass(60 * MINUTE);
    const later = await stopProgress(world.ctx, {
      userId: DRIVER,
      steve: null,
      chargeBoxId: told.chargeBoxId,
      transactionId: 1,
    });
    assert.equal(later?.state, "stopped");
    // The worker takes the stop together with its billing: progress only looked.
    const [session] = await world.database.db.select().from(chargingSessions);
    assert.equal(session.stoppedAt, null);
    await world.readTransactions();
    assert.equal((await progress()).state, "stopped");
    assert.deepEqual(await stop(world), { transactionId: 1, state: "ended", operationId: null });
  }));

Deno.test("pressed twice, and by two at once, the station is told once", () =>
  withDriver({}, async (world) => {
    await charging(world);
    const both = await Promise.all([stop(world), stop(world)]);
    assert.equal(both[0].operationId, both[1].operationId);
    assert.equal((await stop(world)).operationId, both[0].operationId);
    assert.equal((await rows(world)).length, 1);
    assert.equal(world.sandbox.control.operations.length, 1);
  }));

Deno.test("somebody else's session is missing, like one that never was", () =>
  withDriver({}, async (world) => {
    await charging(world);
    await world.card("DRVR2346", "OTHER1");
    await assert.rejects(stop(world, 1, "DRVR2346"), { message: "Session not found" });
    await assert.rejects(stop(world, 77), { message: "Session not found" });
    await assert.rejects(stop(world, 1e20), { message: "Session not found" });
    assert.deepEqual(await rows(world), []);
  }));

Deno.test("an inactive account may not stop, and is told which capability is missing", () =>
  withDriver({}, async (world) => {
    await charging(world);
    await world.database.db.update(userMappings).set({ isActive: false })
      .where(eq(userMappings.userId, DRIVER));
    await assert.rejects(stop(world), (error: { kind: string; details: unknown }) => {
      assert.deepEqual([error.kind, error.details], ["forbidden", { capability: "stop" }]);
      return true;
    });
  }));

Deno.test("refusing, away, or gone: the contract's sentence, and a later try is sent again", () =>
  withDriver({}, async (world) => {
    await charging(world);
    world.station.quirks.commands = "reject";
    await assert.rejects(stop(world), { kind: "upstream", message: STOP_FAILED });
    world.station.quirks.commands = undefined;
    await world.station.stop();
    await assert.rejects(stop(world), { kind: "upstream", message: STOP_FAILED });
    await assert.rejects(
      sessionStop(world.ctx, { userId: DRIVER, steve: null, transactionId: 1 }),
      { message: STOP_FAILED },
    );
    await world.sandbox.stop();
    await assert.rejects(stop(world), { kind: "upstream", message: STOP_FAILED });
    assert.equal((await rows(world)).length, 4);
  }));

Deno.test("a stop that nobody answers is pending, then not heeded", () =>
  withDriver({ steve: { operationTimeoutMs: 50 } }, async (world) => {
    await charging(world);
    world.station.quirks.commands = "silent";
    const asked = await stop(world);
    assert.equal(asked.state, "pending");
    await world.pass(2 * MINUTE);
    const { state } = await operationProgress(world.ctx, {
      userId: DRIVER,
      steve: world.steve,
      id: asked.operationId!,
    });
    assert.equal(state, "timed_out");
  }));
