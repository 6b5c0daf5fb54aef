import assert from "node:assert/strict";
import { connectStation, withSandbox } from "../test_sandbox.ts";
import { until } from "@/tests/support/until.ts";

const NOW = Date.parse("2026-08-21T12:00:00.000Z");

Deno.test("a handshake is refused for an unknown id, a bad id, a bad protocol or password", () =>
  withSandbox({}, async (sandbox) => {
    sandbox.control.addStation({ chargeBoxId: "CP1", authPassword: "secret" });
    const refusal = async (
      id: string,
      options: { protocols?: string[]; password?: string } = {},
    ) => {
      const error = await connectStation(sandbox, id, options).then(() => null, (e) => e);
      return error?.code;
    };
    assert.equal(await refusal("CP9"), 404);
    assert.equal(await refusal("a=b"), 400);
    assert.equal(await refusal(" CP1"), 400);
    assert.equal(await refusal("CP1", { protocols: ["ocpp2.0.1"] }), 404);
    assert.equal(await refusal("CP1", { protocols: [] }), 400);
    assert.equal(await refusal("CP1"), 401);
    assert.equal(await refusal("CP1", { password: "wrong" }), 401);
    const station = await connectStation(sandbox, "CP1", { password: "secret" });
    await station.close();
  }));

Deno.test("unknown stations are created only when that is switched on", () =>
  withSandbox({ autoRegister: true, version: "patched" }, async (sandbox, api) => {
    const station = await connectStation(sandbox, "New");
    assert.equal((await api("GET", "/chargeBoxes")).body[0].chargeBoxId, "New");
    await station.close();
  }));

Deno.test("boot: accepted by default with SteVe's interval, and its facts are kept", () =>
  withSandbox({ now: () => NOW, version: "patched" }, async (sandbox, api) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    const station = await connectStation(sandbox, "CP1");
    const boot = {
      chargePointVendor: "Acme",
      chargePointModel: "Wall",
      chargePointSerialNumber: "S1",
      firmwareVersion: "1.2",
    };
    assert.deepEqual(await station.call("BootNotification", boot), {
      status: "Accepted",
      currentTime: "2026-08-21T12:00:00.000Z",
      interval: 14_400,
    });
    const [listed] = (await api("GET", "/chargeBoxes")).body;
    assert.deepEqual(
      [listed.vendor, listed.model, listed.serial, listed.firmware, listed.lastHeartbeatTimestamp],
      ["Acme", "Wall", "S1", "1.2", "2026-08-21T12:00:00.000Z"],
    );
    await station.close();
  }));

Deno.test("boot: a station that is not accepted is told so", () =>
  withSandbox({ heartbeatIntervalSec: 60 }, async (sandbox) => {
    sandbox.control.addStation({ chargeBoxId: "CP1", registrationStatus: "Pending" });
    const station = await connectStation(sandbox, "CP1");
    const boot = { chargePointVendor: "Acme", chargePointModel: "Wall" };
    const answer = await station.call("BootNotification", boot);
    assert.deepEqual([answer.status, answer.interval], ["Pending", 60]);
    await station.close();
  }));

Deno.test("heartbeats, statuses, job statuses and data transfer are answered", () =>
  withSandbox({ now: () => NOW, version: "patched" }, async (sandbox, api) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    const station = await connectStation(sandbox, "CP1");
    assert.deepEqual(await station.call("Heartbeat", {}), {
      currentTime: "2026-08-21T12:00:00.000Z",
    });
    const status = { connectorId: 1, errorCode: "NoError", status: "Charging" };
    assert.deepEqual(await station.call("StatusNotification", status), {});
    assert.deepEqual(await station.call("FirmwareStatusNotification", { status: "Idle" }), {});
    assert.deepEqual(await station.call("DiagnosticsStatusNotification", { status: "Idle" }), {});
    assert.deepEqual(await station.call("DataTransfer", { vendorId: "v" }), { status: "Rejected" });
    const [listed] = (await api("GET", "/chargeBoxes")).body;
    assert.deepEqual(listed.connectors, [{
      connectorId: 1,
      status: "Charging",
      errorCode: "NoError",
      statusTimestamp: "2026-08-21T12:00:00.000Z",
    }]);
    await station.close();
  }));

Deno.test("a message that breaks the schema gets a CallError", () =>
  withSandbox({}, async (sandbox) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    const station = await connectStation(sandbox, "CP1");
    const bad = { connectorId: "one", errorCode: "NoError", status: "Dancing" };
    await assert.rejects(station.call("StatusNotification", bad));
    await assert.rejects(station.call("NoSuchMessage", {}));
    await station.close();
  }));

Deno.test("a newer connection of the same station takes over", () =>
  withSandbox({}, async (sandbox, api) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    const first = await connectStation(sandbox, "CP1");
    const second = await connectStation(sandbox, "CP1");
    second.answer("ClearCache", () => ({ status: "Accepted" }));
    await first.close();
    await until("the station to connect", () => sandbox.control.connectedStations().length === 1);
    const { body } = await api("POST", "/operations/ClearCache", { chargeBoxIdList: ["CP1"] });
    assert.equal(body.successResponses[0].response, "Accepted");
    await second.close();
  }));
