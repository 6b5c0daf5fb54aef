import assert from "node:assert/strict";
import { CAR, energyOf, MINUTE, START, withStation } from "./test_network.ts";
import { until } from "@/tests/support/until.ts";

Deno.test("a session goes on while offline and arrives later with its old times", () =>
  withStation({}, async ({ station, clock, sandbox, api }) => {
    await station.plugIn(1, { car: CAR, idTag: "Card" });
    await station.goOffline();
    await clock.advance(5 * MINUTE);
    await station.unplug(1);
    assert.equal(sandbox.control.counts().active, 1);
    await clock.advance(60 * MINUTE);
    await station.connect();
    const row = sandbox.control.transaction(1);
    assert.equal(row?.stop_ms, START + 5 * MINUTE);
    assert.equal((await energyOf(api, 1)).length, 30);
    assert.equal(station.link.outbox.size, 0);
  }));

Deno.test("the local list lets a card start offline; its readings find their transaction", () =>
  withStation({ localList: ["Card"] }, async ({ station, clock, sandbox, api }) => {
    await station.goOffline();
    assert.equal(await station.plugIn(1, { car: CAR, idTag: "Stranger" }), "refused");
    assert.equal(await station.tap(1, "Card"), "started");
    await clock.advance(2 * MINUTE);
    await station.unplug(1);
    await clock.advance(10 * MINUTE);
    await station.connect();
    const row = sandbox.control.transaction(1);
    assert.deepEqual([row?.start_ms, row?.stop_ms], [START, START + 2 * MINUTE]);
    assert.equal(row?.start_event_ms, START + 12 * MINUTE);
    assert.equal((await energyOf(api, 1)).length, 12);
  }));

Deno.test("an offline start that is refused on delivery ends with what had flowed", () =>
  withStation({ localList: ["Gone"] }, async ({ station, clock, sandbox }) => {
    await station.goOffline();
    await station.plugIn(1, { car: CAR, idTag: "Gone" });
    await clock.advance(6 * MINUTE);
    await station.connect();
    await clock.advance(MINUTE);
    const row = sandbox.control.transaction(1);
    assert.deepEqual([row?.stop_reason, row?.stop_value], ["DeAuthorized", "2100"]);
  }));

Deno.test("a cut line is mended by the station, waiting longer each time", () =>
  withStation({ reconnectMs: 10_000 }, async ({ station, clock, sandbox }) => {
    sandbox.control.addStation({ chargeBoxId: "CP1", authPassword: "changed" });
    await sandbox.control.disconnectStation("CP1");
    await until("the line to be cut", () => !station.link.isOnline);
    await clock.advance(60_000);
    assert.equal(station.link.isOnline, false);
    sandbox.control.addStation({ chargeBoxId: "CP1", authPassword: null });
    await clock.advance(120_000);
    assert.equal(station.link.isOnline, true);
  }));
