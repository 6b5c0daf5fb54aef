import assert from "node:assert/strict";
import { CAR, MINUTE, type Network, START, withStation } from "./test_network.ts";

async function operate({ api }: Network, name: string, body = {}) {
  const answer = await api("POST", `/operations/${name}`, { chargeBoxIdList: ["CP1"], ...body });
  assert.equal(answer.status, 200, answer.text);
  const failed = answer.body.errorResponses[0]?.errorCode;
  return failed ?? answer.body.successResponses[0]?.response;
}
const status = ({ station }: Network, connectorId = 1) => station.connector(connectorId).status;

Deno.test("a remote start with a car plugged in starts a session on that connector", () =>
  withStation({}, async (network) => {
    await network.station.plugIn(2, { car: CAR });
    assert.equal(await operate(network, "RemoteStartTransaction", { idTag: "Card" }), "Accepted");
    await network.clock.advance(1000);
    assert.equal(status(network, 2), "Charging");
    assert.equal(network.sandbox.control.transaction(1)?.connector_id, 2);
  }));

Deno.test("a remote start waits for a car, and gives up after the connection time-out", () =>
  withStation({ connectionTimeOutMs: MINUTE }, async (network) => {
    const { station, clock, sandbox } = network;
    const start = () =>
      operate(network, "RemoteStartTransaction", { idTag: "Card", connectorId: 1 });
    assert.equal(await start(), "Accepted");
    await clock.advance(30_000);
    assert.equal(status(network), "Preparing");
    await clock.advance(40_000);
    assert.equal(status(network), "Available");
    assert.equal(sandbox.control.counts().total, 0);
    await start();
    await clock.advance(20_000);
    await station.plugIn(1, { car: CAR });
    await clock.advance(2000);
    assert.equal(status(network), "Charging");
    assert.equal(sandbox.control.counts().active, 1);
  }));

Deno.test("a remote start is rejected when no connector is free", () =>
  withStation({}, async (network) => {
    network.sandbox.control.addTag({ idTag: "Other" });
    await network.station.plugIn(1, { car: CAR, idTag: "Card" });
    const start = { idTag: "Other", connectorId: 1 };
    assert.equal(await operate(network, "RemoteStartTransaction", start), "Rejected");
  }));

Deno.test("a remote stop ends the session", () =>
  withStation({}, async (network) => {
    await network.station.plugIn(1, { car: CAR, idTag: "Card" });
    const stop = () => operate(network, "RemoteStopTransaction", { transactionId: 1 });
    assert.equal(await stop(), "Accepted");
    await network.clock.advance(1000);
    assert.equal(status(network), "Finishing");
    assert.equal(network.sandbox.control.transaction(1)?.stop_reason, "Remote");
  }));

Deno.test("unlocking ends the session", () =>
  withStation({}, async (network) => {
    await network.station.plugIn(1, { car: CAR, idTag: "Card" });
    assert.equal(await operate(network, "UnlockConnector", { connectorId: 1 }), "Unlocked");
    await network.clock.advance(1000);
    assert.equal(network.sandbox.control.transaction(1)?.stop_reason, "UnlockCommand");
    assert.equal(await operate(network, "UnlockConnector", { connectorId: 7 }), "NotSupported");
  }));

Deno.test("a reset ends sessions and boots again", () =>
  withStation({}, async (network) => {
    await network.station.plugIn(1, { car: CAR, idTag: "Card" });
    assert.equal(await operate(network, "Reset", { resetType: "Hard" }), "Accepted");
    await network.clock.advance(1000);
    assert.equal(network.sandbox.control.transaction(1)?.stop_reason, "HardReset");
    assert.equal(network.station.link.isOnline, true);
  }));

Deno.test("availability changes at once when free and after the session when not", () =>
  withStation({}, async (network) => {
    const change = (availType: string, connectorId: number) =>
      operate(network, "ChangeAvailability", { availType, connectorId });
    await network.station.plugIn(1, { car: CAR, idTag: "Card" });
    assert.equal(await change("Inoperative", 0), "Scheduled");
    await network.clock.advance(1000);
    assert.deepEqual([status(network), status(network, 2)], ["Charging", "Unavailable"]);
    await network.station.unplug(1);
    assert.equal(status(network), "Unavailable");
    await assert.rejects(network.station.plugIn(1, { car: CAR }));
    assert.equal(await change("Operative", 0), "Accepted");
    await network.clock.advance(1000);
    assert.deepEqual([status(network), status(network, 2)], ["Available", "Available"]);
    assert.equal(await change("Operative", 9), "Rejected");
  }));

Deno.test("a reservation keeps others away, is used by its card, cancelled or expires", () =>
  withStation({}, async (network) => {
    const { station, clock, sandbox } = network;
    sandbox.control.addTag({ idTag: "Other" });
    const reserve = () =>
      operate(network, "ReserveNow", {
        connectorId: 1,
        idTag: "Card",
        expiry: new Date(clock.now() + 30 * MINUTE).toISOString(),
      });
    assert.equal(await reserve(), "Accepted");
    await clock.advance(1000);
    assert.equal(status(network), "Reserved");
    assert.equal(await reserve(), "Occupied");
    assert.equal(await station.plugIn(1, { car: CAR, idTag: "Other" }), "refused");
    assert.equal(await operate(network, "CancelReservation", { reservationId: 1 }), "Accepted");
    await clock.advance(1000);
    assert.equal(status(network), "Available");
    await reserve();
    await clock.advance(31 * MINUTE);
    assert.equal(status(network), "Available");
    await reserve();
    await clock.advance(1000);
    assert.equal(await station.plugIn(1, { car: CAR, idTag: "Card" }), "started");
    const { body } = await network.api("GET", "/reservations");
    assert.deepEqual([body[0].status, body[0].transactionPk], ["USED", 1]);
  }));

Deno.test("a profile caps the power, and a limit of zero suspends", () =>
  withStation({}, async (network) => {
    const { station, clock, sandbox } = network;
    const profile = (id: number, limit: number) =>
      sandbox.control.addChargingProfile(id, {
        chargingProfileId: id,
        stackLevel: id,
        chargingProfilePurpose: "TxDefaultProfile",
        chargingProfileKind: "Relative",
        chargingSchedule: {
          chargingRateUnit: "W",
          chargingSchedulePeriod: [{ startPeriod: 0, limit }],
        },
      });
    profile(1, 4000);
    profile(2, 0);
    const set = (chargingProfilePk: number) =>
      operate(network, "SetChargingProfile", { connectorId: 1, chargingProfilePk });
    await station.plugIn(1, { car: CAR, idTag: "Card" });
    assert.equal(await set(1), "Accepted");
    await clock.advance(15 * MINUTE);
    assert.equal(Math.round(station.connector(1).registerWh), 2000);
    const schedule = { connectorId: 1, durationInSeconds: 60 };
    const composite = await operate(network, "GetCompositeSchedule", schedule);
    assert.equal(composite.chargingSchedule.chargingSchedulePeriod[0].limit, 4000);
    assert.equal(await set(2), "Accepted");
    await clock.advance(1000);
    assert.equal(status(network), "SuspendedEVSE");
    const clear = () => operate(network, "ClearChargingProfile", { chargingProfilePk: 2 });
    assert.equal(await clear(), "Accepted");
    assert.equal(await clear(), "Unknown");
    await clock.advance(1000);
    assert.equal(status(network), "Charging");
  }));

Deno.test("configuration is read and written", () =>
  withStation({}, async (network) => {
    const read = await operate(network, "GetConfiguration", {
      confKeyList: ["NumberOfConnectors", "Nonsense"],
    });
    assert.deepEqual(read, {
      configurationKeys: [{ key: "NumberOfConnectors", value: "2", readonly: true }],
      unknownKeys: ["Nonsense"],
    });
    const write = (confKey: string) =>
      operate(network, "ChangeConfiguration", { confKey, value: "30" });
    assert.equal(await write("HeartbeatInterval"), "Accepted");
    assert.equal(await write("NumberOfConnectors"), "Rejected");
    assert.equal(await write("Nonsense"), "NotSupported");
    assert.ok((await operate(network, "GetConfiguration")).configurationKeys.length > 5);
  }));

Deno.test("triggers, diagnostics and firmware are followed by their messages", () =>
  withStation({}, async (network) => {
    const { clock, api } = network;
    await clock.advance(MINUTE);
    const trigger = (triggerMessage: string) =>
      operate(network, "TriggerMessage", { triggerMessage });
    assert.equal(await trigger("Heartbeat"), "Accepted");
    assert.equal(await trigger("MeterValues"), "Accepted");
    await clock.advance(1000);
    const [station] = (await api("GET", "/chargeBoxes")).body;
    assert.equal(station.lastHeartbeatTimestamp, new Date(START + MINUTE + 500).toISOString());
    const diagnostics = await operate(network, "GetDiagnostics", { location: "ftp://host/" });
    assert.deepEqual(diagnostics, { fileName: "CP1.log" });
    const retrieveDateTime = new Date(clock.now() + MINUTE).toISOString();
    const firmware = { location: "http://host/fw", retrieveDateTime };
    assert.equal(await operate(network, "UpdateFirmware", firmware), "OK");
    await clock.advance(1000);
    assert.deepEqual(network.station.rejected, []);
  }));

Deno.test("a station may refuse, fail or stay silent on commands", async () => {
  const answer = (commands: "reject" | "error" | "silent") => {
    let response: unknown;
    return withStation(
      { quirks: { commands }, steve: { operationTimeoutMs: 20 } },
      async (network) => void (response = await operate(network, "ClearCache")),
    ).then(() => response);
  };
  assert.equal(await answer("reject"), "Rejected");
  assert.equal(await answer("error"), "InternalError");
  assert.equal(await answer("silent"), undefined);
});
