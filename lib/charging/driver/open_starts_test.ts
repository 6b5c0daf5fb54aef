import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { chargerOperationLog, chargingSessions, userMappings } from "@/db/schema/mod.ts";
import { CAR } from "@/lib/sandbox/stations/test_network.ts";
import { keptStart, type OpenStart, openStarts, STATION_KEEPS_MS } from "./open_starts.ts";
import { operationProgress } from "./operation_progress.ts";
import { remoteStart } from "./remote_start.ts";
import { BOX, DRIVER, type DriverWorld, MINUTE, withDriver } from "./test_driver_world.ts";

const start = ({ ctx, steve }: DriverWorld, connectorId: number, cardId?: number) =>
  remoteStart(ctx, { userId: DRIVER, steve, chargeBoxId: BOX, connectorId, cardId });
const open = ({ ctx }: DriverWorld, over: Partial<Parameters<typeof openStarts>[1]> = {}) =>
  openStarts(ctx, { userId: DRIVER, ...over });

Deno.test("a start is found again until its session begins", () =>
  withDriver({}, async (world) => {
    assert.deepEqual(await open(world), []);
    const requestedAt = world.clock.now();
    const { operationId } = await start(world, 1);
    const waiting: OpenStart = {
      id: operationId,
      state: "accepted",
      chargeBoxId: BOX,
      chargerName: "Bay 1",
      connectorId: 1,
      cardId: world.cardId,
      requestedAt,
      keptUntil: new Date(requestedAt.getTime() + STATION_KEEPS_MS),
    };
    assert.deepEqual(await open(world), [waiting]);
    assert.deepEqual(await open(world, { chargeBoxId: BOX }), [waiting]);
    assert.deepEqual(await open(world, { chargeBoxId: "CP2" }), []);
    await world.station.plugIn(1, { car: CAR });
    await world.pass(5_000);
    const { state } = await operationProgress(world.ctx, {
      userId: DRIVER,
      steve: world.steve,
      id: operationId,
    });
    assert.deepEqual([state, await open(world)], ["started", []]);
  }));

Deno.test("a station whose clock is hours behind: what was seen running stays the start's session", () =>
  withDriver({}, async (world) => {
    const { ctx, steve, database: { db } } = world;
    const { operationId: id } = await start(world, 1);
    await world.station.plugIn(1, { car: CAR });
    await world.pass(5_000);
    const progress = () => operationProgress(ctx, { userId: DRIVER, steve, id });
    assert.equal((await progress()).state, "started");
    const hoursAgo = (hours: number) => new Date(world.clock.nowMs() - hours * 60 * MINUTE);
    await db.update(chargingSessions).set({ startedAt: hoursAgo(5), stoppedAt: hoursAgo(4) });
    assert.deepEqual([(await progress()).state, await open(world)], ["started", []]);
    // Never seen running, it is an old session that the station tells of late.
    await db.update(chargerOperationLog).set({ result: { reply: "accepted" } });
    assert.equal((await open(world)).length, 1);
  }));

Deno.test("it is over after three minutes, and when the station refused", () =>
  withDriver({}, async (world) => {
    await start(world, 1);
    await world.pass(3 * MINUTE - 1);
    assert.equal((await open(world)).length, 1);
    await world.pass(1);
    assert.deepEqual(await open(world), []);
    await start(world, 2);
    await world.database.db.update(chargerOperationLog).set({ ocppTaskStatus: "Rejected" });
    assert.deepEqual(await open(world), []);
  }));

Deno.test("only the driver's own, and only with cards that are still theirs", () =>
  withDriver({}, async (world) => {
    await start(world, 1);
    await world.card("DRVR2346", "OTHER1");
    assert.deepEqual(await open(world, { userId: "DRVR2346" }), []);
    await world.database.db.update(userMappings).set({ userId: "DRVR2346" })
      .where(eq(userMappings.id, world.cardId));
    assert.deepEqual(await open(world), [], "its card is somebody else's now");
    assert.deepEqual(await open(world, { userId: "DRVR2346" }), [], "who did not ask for it");
  }));

Deno.test("the same wish sent once more is one waiting start, the newer", () =>
  withDriver({}, async (world) => {
    await start(world, 1);
    await world.pass(STATION_KEEPS_MS);
    const again = await start(world, 1);
    assert.deepEqual((await open(world)).map((one) => one.id), [again.operationId]);
  }));

Deno.test("a start keeps its connector while the station waits; without one it keeps them all", () => {
  const at = new Date(1_000_000);
  const made = (connectorId: number | null): OpenStart => ({
    id: 1,
    state: "pending",
    chargeBoxId: BOX,
    chargerName: "Bay 1",
    connectorId,
    cardId: 1,
    requestedAt: at,
    keptUntil: new Date(at.getTime() + STATION_KEEPS_MS),
  });
  const kept = (mine: number | null, asked: number | null, afterMs = 0) =>
    keptStart([made(mine)], asked, at.getTime() + afterMs) !== null;
  assert.deepEqual([kept(1, 1), kept(1, 2), kept(1, null), kept(null, 2)], [
    true,
    false,
    true,
    true,
  ]);
  assert.deepEqual([kept(1, 1, STATION_KEEPS_MS - 1), kept(1, 1, STATION_KEEPS_MS)], [true, false]);
});
