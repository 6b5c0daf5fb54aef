import assert from "node:assert/strict";
import { CAR, energyOf, MINUTE, type Network, START, withStation } from "./test_network.ts";

const statusOf = async ({ api }: Network, connectorId = 1) => {
  const { body } = await api("GET", "/chargeBoxes");
  return body[0].connectors.find((one: { connectorId: number }) => one.connectorId === connectorId)
    ?.status;
};

Deno.test("a boot tells the make and the status of every connector", () =>
  withStation({ serial: "S1", firmware: "1.0" }, async (network) => {
    const [station] = (await network.api("GET", "/chargeBoxes")).body;
    assert.deepEqual([station.vendor, station.model, station.serial], ["Acme", "Wall", "S1"]);
    assert.equal(station.connected, true);
    assert.deepEqual(
      station.connectors.map((one: { status: string }) => one.status),
      ["Available", "Available"],
    );
  }));

Deno.test("an AC session: plug, charge, unplug, with a reading every ten seconds", () =>
  withStation({}, async (network) => {
    const { station, clock, sandbox, api } = network;
    assert.equal(await station.plugIn(1, { car: CAR, idTag: "Card" }), "started");
    assert.equal(await statusOf(network), "Charging");
    await clock.advance(10 * MINUTE);
    const energy = await energyOf(api, 1);
    assert.equal(energy.length, 60);
    assert.deepEqual([energy[0], energy[59]], ["1031", "2833"]);
    await station.unplug(1);
    assert.equal(await statusOf(network), "Available");
    const row = sandbox.control.transaction(1);
    assert.deepEqual(
      [row?.start_value, row?.stop_value, row?.stop_reason, row?.stop_actor],
      ["1000", "2833", "EVDisconnected", "station"],
    );
    assert.deepEqual([row?.start_ms, row?.stop_ms], [START, START + 10 * MINUTE]);
    assert.deepEqual(station.rejected, []);
  }));

Deno.test("a DC session reports the state of charge and suspends at the target", () =>
  withStation({}, async (network) => {
    const { station, clock, api } = network;
    await station.plugIn(2, { car: CAR, idTag: "Card" });
    await clock.advance(40 * MINUTE);
    assert.equal(await statusOf(network, 2), "SuspendedEV");
    const { body } = await api("GET", "/transactions/1?energyValuesOnly=false");
    const of = (measurand: string) =>
      body.values.filter((one: { measurand: string }) => one.measurand === measurand);
    const soc = of("SoC").map((one: { value: string }) => Number(one.value));
    assert.equal(soc[0], 50);
    assert.equal(soc.at(-1), 80);
    assert.equal(of("Power.Active.Import").at(-1).value, "0");
    assert.equal(of("Power.Active.Import")[1].value, "50000");
    for (const measurand of ["Current.Import", "Voltage"]) assert.ok(of(measurand).length > 100);
    const wh = Number(of("Energy.Active.Import.Register").at(-1).value);
    assert.equal(wh, Math.round(60_000 * 0.3 / 0.95));
  }));

Deno.test("the card stops its session; the connector finishes until the car leaves", () =>
  withStation({}, async (network) => {
    const { station, clock, sandbox } = network;
    await station.plugIn(1, { car: CAR });
    assert.equal(await statusOf(network), "Preparing");
    assert.equal(await station.tap(1, "Card"), "started");
    await clock.advance(MINUTE);
    await station.tap(1, "Card");
    assert.equal(await statusOf(network), "Finishing");
    assert.equal(sandbox.control.transaction(1)?.stop_reason, "Local");
    await station.unplug(1);
    assert.equal(await statusOf(network), "Available");
  }));

Deno.test("an unknown card starts nothing", () =>
  withStation({}, async (network) => {
    assert.equal(await network.station.plugIn(1, { car: CAR, idTag: "Nobody" }), "refused");
    assert.equal(network.sandbox.control.counts().total, 0);
    assert.equal(await statusOf(network), "Preparing");
    await assert.rejects(network.station.plugIn(1, { car: CAR }));
    await assert.rejects(network.station.plugIn(9, { car: CAR }));
  }));

Deno.test("a start that is refused ends at once without energy", () =>
  withStation({}, async ({ station, clock, sandbox }) => {
    await station.plugIn(1, { car: CAR, idTag: "Card" });
    assert.equal(await station.plugIn(2, { car: CAR, idTag: "Card" }), "refused");
    await clock.advance(MINUTE);
    const row = sandbox.control.transaction(2);
    assert.deepEqual([row?.stop_reason, row?.stop_value], ["DeAuthorized", row?.start_value]);
  }));

Deno.test("a car may pause, and a fault ends the session until the connector recovers", () =>
  withStation({}, async (network) => {
    const { station, clock, api } = network;
    await station.plugIn(1, { car: CAR, idTag: "Card" });
    await station.pause(1, true);
    assert.equal(await statusOf(network), "SuspendedEV");
    await clock.advance(5 * MINUTE);
    assert.equal((await energyOf(api, 1)).at(-1), "1000");
    await station.pause(1, false);
    assert.equal(await statusOf(network), "Charging");
    await station.fault(1, "GroundFailure");
    assert.equal(await statusOf(network), "Faulted");
    assert.equal((await api("GET", "/transactions/1")).body.transaction.stopReason, "Other");
    await station.unplug(1);
    await station.recover(1);
    assert.equal(await statusOf(network), "Available");
  }));

Deno.test("heartbeats keep the interval of the central system", () =>
  withStation({ steve: { heartbeatIntervalSec: 60 } }, async ({ clock, api }) => {
    await clock.advance(150_000);
    const [station] = (await api("GET", "/chargeBoxes")).body;
    assert.equal(station.lastHeartbeatTimestamp, new Date(START + 120_000).toISOString());
  }));

Deno.test("a station that is not accepted asks again and starts when it is", () =>
  withStation({ steve: { heartbeatIntervalSec: 60 } }, async (network) => {
    const { station, clock, sandbox, api } = network;
    await station.goOffline();
    sandbox.control.addStation({ chargeBoxId: "CP1", registrationStatus: "Pending" });
    assert.equal(await station.connect(), false);
    assert.equal(await station.plugIn(1, { car: CAR, idTag: "Card" }), "refused");
    sandbox.control.addStation({ chargeBoxId: "CP1", registrationStatus: "Accepted" });
    await clock.advance(MINUTE);
    assert.equal(station.link.isOnline, true);
    assert.equal((await api("GET", "/chargeBoxes")).body[0].connectors[0].status, "Preparing");
  }));

Deno.test("sessions on one connector never overlap", () =>
  withStation({}, async ({ station, clock, api }) => {
    for (let round = 0; round < 5; round++) {
      await station.plugIn(1, { car: CAR, idTag: "Card" });
      await clock.advance(2 * MINUTE);
      await station.unplug(1);
      await clock.advance(1000);
    }
    const { body } = await api("GET", "/transactions");
    assert.equal(body.length, 5);
    const rows = body.toReversed();
    for (let index = 1; index < rows.length; index++) {
      assert.ok(rows[index].startTimestamp > rows[index - 1].stopTimestamp);
      assert.equal(rows[index].startValue, rows[index - 1].stopValue);
    }
  }));

Deno.test("another card stops a session only when both are of one group", () =>
  withStation({}, async ({ station, clock, sandbox }) => {
    const { control } = sandbox;
    control.addTag({ idTag: "Family" });
    control.addTag({ idTag: "Mine", parentIdTag: "Family" });
    control.addTag({ idTag: "Yours", parentIdTag: "Family" });
    await station.plugIn(1, { car: CAR, idTag: "Mine" });
    await clock.advance(MINUTE);
    assert.equal(await station.tap(1, "Card"), "refused");
    assert.equal(control.counts().active, 1);
    assert.equal(await station.tap(1, "Yours"), "waiting");
    assert.equal(control.counts().active, 0);
    assert.deepEqual(control.failedStops(), []);
  }));

Deno.test("after a power loss the session has ended and a new one can begin", () =>
  withStation({}, async ({ station, clock, sandbox }) => {
    await station.plugIn(1, { car: CAR, idTag: "Card" });
    await clock.advance(MINUTE);
    await station.restart("PowerLoss");
    assert.equal(sandbox.control.transaction(1)?.stop_reason, "PowerLoss");
    assert.equal(await station.tap(1, "Card"), "started");
    await clock.advance(MINUTE);
    await station.unplug(1);
    const [first, second] = [1, 2].map((id) => sandbox.control.transaction(id));
    assert.equal(second?.start_value, first?.stop_value);
  }));
