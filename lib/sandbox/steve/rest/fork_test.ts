import assert from "node:assert/strict";
import { connectStation, withSandbox } from "../test_sandbox.ts";
import { until } from "@/tests/support/until.ts";

Deno.test("upstream answers 404 for stations, reservations and tasks", () =>
  withSandbox({ version: "upstream" }, async (_sandbox, api) => {
    for (const path of ["/chargeBoxes", "/reservations", "/operations/tasks/1"]) {
      assert.equal((await api("GET", path)).status, 404, path);
    }
  }));

Deno.test("the fork lists stations with their connectors and whether they are connected", () =>
  withSandbox({ version: "patched" }, async (sandbox, api) => {
    const { control } = sandbox;
    const at = Date.parse("2026-08-21T12:00:00.000Z");
    control.addStation({
      chargeBoxId: "CP1",
      vendor: "Acme",
      model: "Wall",
      serial: "S1",
      firmware: "1.2",
      description: "Car park",
      latitude: 52.5,
      longitude: 13.4,
      lastHeartbeatMs: at,
    });
    control.setConnectorStatus("CP1", 1, "Faulted", { errorCode: "GroundFailure", atMs: at });
    control.setConnectorStatus("CP1", 1, "Available", { atMs: at - 1 });
    assert.deepEqual((await api("GET", "/chargeBoxes")).body, [{
      chargeBoxId: "CP1",
      chargeBoxPk: 1,
      vendor: "Acme",
      model: "Wall",
      serial: "S1",
      firmware: "1.2",
      ocppProtocol: null,
      lastHeartbeatTimestamp: "2026-08-21T12:00:00.000Z",
      connected: false,
      description: "Car park",
      locationLatitude: 52.5,
      locationLongitude: 13.4,
      connectors: [{
        connectorId: 1,
        status: "Faulted",
        errorCode: "GroundFailure",
        statusTimestamp: "2026-08-21T12:00:00.000Z",
      }],
    }]);
    const station = await connectStation(sandbox, "cp1");
    await until("the station to connect", () => control.connectedStations().length === 1);
    const [connected] = (await api("GET", "/chargeBoxes")).body;
    assert.deepEqual([connected.connected, connected.ocppProtocol], [true, "ocpp1.6J"]);
    await control.disconnectStation("CP1");
    await until("the station to leave", () => control.connectedStations().length === 0);
    await station.close().catch(() => {});
  }));
