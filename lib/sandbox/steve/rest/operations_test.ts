import assert from "node:assert/strict";
import type { SteveSandbox } from "../server.ts";
import { connectStation, type TestApi, withSandbox } from "../test_sandbox.ts";
import { until } from "@/tests/support/until.ts";

const HOUR = 3_600_000;

async function station(sandbox: SteveSandbox, id: string) {
  sandbox.control.addStation({ chargeBoxId: id });
  const connected = await connectStation(sandbox, id);
  await until("the station to connect", () => sandbox.control.connectedStations().includes(id));
  return connected;
}

const post = (api: TestApi, name: string, chargeBoxIdList: string[], body = {}) =>
  api("POST", `/operations/${name}`, { chargeBoxIdList, ...body });

Deno.test("the three lists: answered, refused by CallError, gone; others left out", () =>
  withSandbox({}, async (sandbox, api) => {
    const good = await station(sandbox, "CP1");
    const bad = await station(sandbox, "CP2");
    const gone = await station(sandbox, "CP3");
    sandbox.control.addStation({ chargeBoxId: "CP4" });
    good.answer("Reset", () => ({ status: "Rejected" }));
    gone.answer("Reset", async () => {
      await gone.close();
      return { status: "Accepted" };
    });
    const { status, body } = await post(api, "Reset", ["cp1", "CP2", "CP3", "CP4", "CP5"], {
      resetType: "Soft",
    });
    assert.equal(status, 200);
    assert.deepEqual(body.successResponses, [{ chargeBoxId: "CP1", response: "Rejected" }]);
    assert.deepEqual(body.errorResponses.map((one: { chargeBoxId: string }) => one.chargeBoxId), [
      "CP2",
    ]);
    assert.equal(body.errorResponses[0].errorCode, "NotImplemented");
    assert.equal(body.exceptions[0].chargeBoxId, "CP3");
    assert.deepEqual([body.taskId, body.taskFinished], [1, true]);
    assert.deepEqual(sandbox.control.operations, [{
      taskId: 1,
      operation: "Reset",
      chargeBoxIds: ["CP1", "CP2", "CP3"],
      params: [{ type: "Soft" }, { type: "Soft" }, { type: "Soft" }],
    }]);
    await Promise.all([good.close(), bad.close()]);
  }));

Deno.test("a station that takes too long is in no list, and may answer later", () =>
  withSandbox({ operationTimeoutMs: 30, version: "patched" }, async (sandbox, api) => {
    const slow = await station(sandbox, "CP1");
    let release = () => {};
    const released = new Promise<void>((resolve) => release = resolve);
    slow.answer("ClearCache", async () => {
      await released;
      return { status: "Accepted" };
    });
    const { body } = await post(api, "ClearCache", ["CP1"]);
    assert.deepEqual(body, {
      taskId: 1,
      taskFinished: false,
      successResponses: [],
      errorResponses: [],
      exceptions: [],
    });
    release();
    await until(
      "the end of the task",
      async () => (await api("GET", "/operations/tasks/1")).body.taskFinished,
    );
    const task = (await api("GET", "/operations/tasks/1")).body;
    assert.deepEqual(task.successResponses, [{ chargeBoxId: "CP1", response: "Accepted" }]);
    assert.equal((await api("GET", "/operations/tasks/2")).status, 404);
    await slow.close();
  }));

Deno.test("400: no connected station, none named, or two where one is allowed", () =>
  withSandbox({}, async (sandbox, api) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    const none = await post(api, "ClearCache", ["CP1", "CP9"]);
    assert.equal(none.status, 400);
    assert.match(none.body.message, /^No stations are eligible for communication\./);
    assert.equal((await post(api, "ClearCache", [])).status, 400);
    const two = await post(api, "UnlockConnector", ["CP1", "CP2"], { connectorId: 1 });
    assert.equal(two.body.message, "Error understanding the request");
    assert.equal((await post(api, "Fly", ["CP1"])).status, 404);
    assert.equal((await post(api, "Reset", ["CP1"], { resetType: "hard" })).status, 400);
  }));

Deno.test("a remote start is refused for a tag that may not charge, with a message", () =>
  withSandbox({}, async (sandbox, api) => {
    const cp = await station(sandbox, "CP1");
    cp.answer("RemoteStartTransaction", () => ({ status: "Accepted" }));
    const { control } = sandbox;
    control.addTag({ idTag: "Good" });
    control.addTag({ idTag: "Blocked", maxActiveTransactionCount: 0 });
    control.addTag({ idTag: "Expired", expiryMs: 1 });
    control.insertTransaction({
      chargeBoxId: "CP1",
      connectorId: 1,
      idTag: "Busy",
      startMs: 1,
      startValue: 0,
    });
    const start = (idTag: string, extra = {}) =>
      post(api, "RemoteStartTransaction", ["CP1"], { idTag, ...extra });
    for (const idTag of ["Unknown", "Blocked", "Expired", "Busy"]) {
      const refused = await start(idTag);
      assert.equal(refused.status, 400, idTag);
      assert.match(
        refused.body.message,
        /^Requested OCPP Tag is not eligible for this operation\./,
      );
    }
    const unknown = await start("Good", { chargingProfilePk: 5 });
    assert.equal(unknown.body.message, "chargingProfilePk is unknown.");
    const accepted = await start("Good", { connectorId: 0 });
    assert.deepEqual(accepted.body.successResponses[0].response, "Accepted");
    assert.deepEqual(control.operations[0].params, [{ idTag: "Good" }]);
    await cp.close();
  }));

Deno.test("a remote stop needs a transaction that is active at this very station", () =>
  withSandbox({}, async (sandbox, api) => {
    const cp = await station(sandbox, "CP1");
    cp.answer("RemoteStopTransaction", () => ({ status: "Accepted" }));
    const { control } = sandbox;
    const seed = { connectorId: 1, startMs: 1, startValue: 0 };
    const here = control.insertTransaction({ ...seed, chargeBoxId: "CP1", idTag: "A" });
    const there = control.insertTransaction({ ...seed, chargeBoxId: "CP2", idTag: "B" });
    const over = control.insertTransaction({
      ...seed,
      chargeBoxId: "CP1",
      idTag: "C",
      stopMs: 2,
      stopValue: 1,
    });
    const stop = (transactionId: number) =>
      post(api, "RemoteStopTransaction", ["CP1"], { transactionId });
    for (const id of [there, over, 99]) {
      const refused = await stop(id);
      assert.equal(refused.status, 400);
      assert.equal(refused.body.message, "This transaction is not active at this station.");
    }
    assert.equal((await stop(here)).body.successResponses[0].response, "Accepted");
    await cp.close();
  }));

Deno.test("a reservation is kept when accepted, dropped when not, and cancelled once", () =>
  withSandbox({ version: "patched" }, async (sandbox, api) => {
    const cp = await station(sandbox, "CP1");
    let reply = "Occupied";
    cp.answer("ReserveNow", () => ({ status: reply }));
    cp.answer("CancelReservation", () => ({ status: "Accepted" }));
    sandbox.control.addTag({ idTag: "Card" });
    const expiry = new Date(Date.now() + HOUR).toISOString();
    const reserve = (at = expiry) =>
      post(api, "ReserveNow", ["CP1"], { connectorId: 1, idTag: "Card", expiry: at });
    assert.equal((await reserve("2020-01-01T00:00:00Z")).status, 400);
    assert.equal((await reserve()).body.successResponses[0].response, "Occupied");
    assert.deepEqual((await api("GET", "/reservations")).body, []);
    reply = "Accepted";
    await reserve();
    const [kept] = (await api("GET", "/reservations")).body;
    assert.deepEqual(
      [kept.status, kept.ocppIdTag, kept.chargeBoxId, kept.connectorId, kept.expiryDatetime],
      ["ACCEPTED", "Card", "CP1", 1, expiry],
    );
    const cancel = () => post(api, "CancelReservation", ["CP1"], { reservationId: kept.id });
    assert.equal((await cancel()).body.successResponses[0].response, "Accepted");
    assert.equal((await api("GET", "/reservations")).body[0].status, "CANCELLED");
    const again = await cancel();
    assert.equal(again.body.message, "This reservation is not active at this station.");
    await cp.close();
  }));

Deno.test("answers that are objects are translated", () =>
  withSandbox({}, async (sandbox, api) => {
    const cp = await station(sandbox, "CP1");
    sandbox.control.addTag({ idTag: "Card" });
    const sent: Record<string, Record<string, unknown>> = {};
    const answer = (method: string, reply: unknown) =>
      cp.answer(method, (params) => {
        sent[method] = params;
        return reply;
      });
    answer("GetConfiguration", {
      configurationKey: [{ key: "A", readonly: true, value: "1" }],
      unknownKey: ["B"],
    });
    answer("DataTransfer", { status: "UnknownVendorId" });
    answer("GetLocalListVersion", { listVersion: -1 });
    answer("GetDiagnostics", { fileName: "log.zip" });
    answer("UpdateFirmware", {});
    answer("SendLocalList", { status: "Accepted" });
    const response = async (name: string, body = {}) =>
      (await post(api, name, ["CP1"], body)).body.successResponses[0].response;
    const keys = { confKeyList: ["A"], commaSeparatedCustomConfKeys: "B, C" };
    assert.deepEqual(await response("GetConfiguration", keys), {
      configurationKeys: [{ key: "A", value: "1", readonly: true }],
      unknownKeys: ["B"],
    });
    assert.deepEqual(sent.GetConfiguration, { key: ["A", "B", "C"] });
    assert.deepEqual(await response("DataTransfer", { vendorId: "v" }), {
      status: "UnknownVendorId",
      data: null,
    });
    assert.equal(await response("GetLocalListVersion"), -1);
    assert.deepEqual(await response("GetDiagnostics", { location: "ftp://host/" }), {
      fileName: "log.zip",
    });
    const retrieveDateTime = new Date(Date.now() + HOUR).toISOString();
    assert.equal(
      await response("UpdateFirmware", { location: "http://host/fw", retrieveDateTime }),
      "OK",
    );
    assert.equal(await response("SendLocalList", { listVersion: 2 }), "Accepted");
    assert.deepEqual(sent.SendLocalList, {
      listVersion: 2,
      updateType: "Full",
      localAuthorizationList: [{ idTag: "Card", idTagInfo: { status: "Accepted" } }],
    });
    const unknown = await post(api, "SendLocalList", ["CP1"], {
      listVersion: 3,
      addUpdateList: ["Nobody"],
    });
    assert.match(unknown.body.message, /^Some OCPP Tags are unknown\./);
    await cp.close();
  }));

Deno.test("profiles, certificates and the rest reach the station as OCPP says", () =>
  withSandbox({}, async (sandbox, api) => {
    const cp = await station(sandbox, "CP1");
    const profile = {
      chargingProfileId: 3,
      stackLevel: 0,
      chargingProfilePurpose: "TxDefaultProfile",
      chargingProfileKind: "Relative",
      chargingSchedule: {
        chargingRateUnit: "W",
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 4000 }],
      },
    };
    sandbox.control.addChargingProfile(3, profile);
    const certificate = sandbox.control.addCertificate("CP1", {
      hashAlgorithm: "SHA256",
      issuerNameHash: "a",
      issuerKeyHash: "b",
      serialNumber: "1",
    });
    const sent: [string, string, Record<string, unknown>][] = [
      ["ChangeAvailability", "Scheduled", { availType: "Inoperative" }],
      ["ChangeConfiguration", "RebootRequired", { confKey: "HeartbeatInterval", value: "60" }],
      ["ChangeConfiguration", "Accepted", { keyType: "CUSTOM", customConfKey: "X" }],
      ["TriggerMessage", "NotImplemented", { triggerMessage: "Heartbeat" }],
      ["ExtendedTriggerMessage", "Accepted", { triggerMessage: "Heartbeat", connectorId: 0 }],
      ["SetChargingProfile", "NotSupported", { connectorId: 1, chargingProfilePk: 3 }],
      ["ClearChargingProfile", "Unknown", { chargingProfilePk: 3 }],
      ["DeleteCertificate", "Accepted", { installedCertificateId: certificate }],
      ["UnlockConnector", "UnlockFailed", { connectorId: 1 }],
    ];
    for (const [name, status, body] of sent) {
      cp.answer(name, () => ({ status }));
      const { body: answer } = await post(api, name, ["CP1"], body);
      assert.equal(answer.successResponses[0]?.response, status, JSON.stringify(answer));
    }
    const params = sandbox.control.operations.map((one) => one.params[0]);
    assert.deepEqual(params[2], { key: "X", value: "" });
    assert.deepEqual(params[5], { connectorId: 1, csChargingProfiles: profile });
    assert.deepEqual(params[6], { id: 3 });
    const gone = await post(api, "DeleteCertificate", ["CP1"], {
      installedCertificateId: certificate,
    });
    assert.equal(gone.body.message, "This certificate is not installed at this station.");
    const unknown = await post(api, "SetChargingProfile", ["CP1"], {
      connectorId: 1,
      chargingProfilePk: 4,
    });
    assert.equal(unknown.body.message, "chargingProfilePk is unknown.");
    await cp.close();
  }));
