import assert from "node:assert/strict";
import { connectStation, withSandbox } from "../test_sandbox.ts";
import { OPERATIONS } from "./operations.ts";
import { until } from "@/tests/support/until.ts";

const HOUR = 3_600_000;

Deno.test("every operation of SteVe's API is here, and none besides", () => {
  assert.deepEqual(Object.keys(OPERATIONS).toSorted(), [
    "CancelReservation",
    "ChangeAvailability",
    "ChangeConfiguration",
    "ClearCache",
    "ClearChargingProfile",
    "DataTransfer",
    "DeleteCertificate",
    "ExtendedTriggerMessage",
    "GetCompositeSchedule",
    "GetConfiguration",
    "GetDiagnostics",
    "GetInstalledCertificateIds",
    "GetLocalListVersion",
    "GetLog",
    "InstallCertificate",
    "RemoteStartTransaction",
    "RemoteStopTransaction",
    "ReserveNow",
    "Reset",
    "SendLocalList",
    "SetChargingProfile",
    "SignedUpdateFirmware",
    "TriggerMessage",
    "UnlockConnector",
    "UpdateFirmware",
  ]);
});

Deno.test("security operations and schedules pass the schemas both ways", () =>
  withSandbox({}, async (sandbox, api) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    const station = await connectStation(sandbox, "CP1");
    await until("the station to connect", () => sandbox.control.connectedStations().length === 1);
    const soon = new Date(Date.now() + HOUR).toISOString();
    const past = new Date(Date.now() - HOUR).toISOString();
    const hash = {
      hashAlgorithm: "SHA256",
      issuerNameHash: "a",
      issuerKeyHash: "b",
      serialNumber: "1",
    };
    const schedule = {
      status: "Accepted",
      connectorId: 1,
      scheduleStart: soon,
      chargingSchedule: {
        chargingRateUnit: "W",
        chargingSchedulePeriod: [{ startPeriod: 0, limit: 1000 }],
      },
    };
    const cases: { name: string; body: object; reply: unknown; response: unknown }[] = [
      {
        name: "GetLog",
        body: { logType: "SecurityLog", location: "https://host/", start: past, stop: past },
        reply: { status: "Accepted", filename: "log.txt" },
        response: { status: "Accepted", filename: "log.txt" },
      },
      {
        name: "SignedUpdateFirmware",
        body: {
          location: "https://host/fw",
          retrieveDateTime: soon,
          signature: "s",
          signingCertificate: "c",
        },
        reply: { status: "InvalidCertificate" },
        response: "InvalidCertificate",
      },
      {
        name: "InstallCertificate",
        body: { certificateType: "ManufacturerRootCertificate", certificate: "PEM" },
        reply: { status: "Rejected" },
        response: "Rejected",
      },
      {
        name: "GetInstalledCertificateIds",
        body: { certificateType: "CentralSystemRootCertificate" },
        reply: { status: "Accepted", certificateHashData: [hash] },
        response: { status: "Accepted", certificateHashData: [hash] },
      },
      {
        name: "GetCompositeSchedule",
        body: { connectorId: 1, durationInSeconds: 600, chargingRateUnit: "W" },
        reply: schedule,
        response: schedule,
      },
      {
        name: "ClearChargingProfile",
        body: { filterType: "OtherParameters", connectorId: 1, stackLevel: 2 },
        reply: { status: "Accepted" },
        response: "Accepted",
      },
    ];
    for (const { name, body, reply, response } of cases) {
      station.answer(name, () => reply);
      const answer = await api("POST", `/operations/${name}`, {
        chargeBoxIdList: ["CP1"],
        ...body,
      });
      assert.deepEqual(answer.body.successResponses, [{ chargeBoxId: "CP1", response }], name);
    }
    await station.close();
  }));

Deno.test("400: dates on the wrong side, a location with spaces, a key that is missing", () =>
  withSandbox({}, async (_sandbox, api) => {
    const soon = new Date(Date.now() + HOUR).toISOString();
    const past = new Date(Date.now() - HOUR).toISOString();
    const bodies: [string, object][] = [
      ["GetDiagnostics", { location: "ftp://host/a b" }],
      ["GetDiagnostics", { location: "ftp://host/", stop: soon }],
      ["GetLog", { logType: "SecurityLog", location: "ftp://host/", stop: soon }],
      ["UpdateFirmware", { location: "http://host/", retrieveDateTime: past }],
      ["ChangeConfiguration", { value: "1" }],
      ["ChangeConfiguration", { keyType: "CUSTOM", confKey: "A" }],
      ["ClearChargingProfile", {}],
      ["UnlockConnector", { connectorId: 0 }],
      ["SendLocalList", { listVersion: 1, updateType: "Differential" }],
    ];
    for (const [name, body] of bodies) {
      const refused = await api("POST", `/operations/${name}`, {
        chargeBoxIdList: ["CP1"],
        ...body,
      });
      assert.equal(refused.status, 400, name);
      assert.equal(refused.body.message, "Error understanding the request", name);
    }
  }));

Deno.test("a stop of the stand-in ends operations that still wait", () =>
  withSandbox({}, async (sandbox, api) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    sandbox.control.addTag({ idTag: "Card" });
    const station = await connectStation(sandbox, "CP1");
    station.answer("ReserveNow", () => new Promise(() => {}));
    const expiry = new Date(Date.now() + HOUR).toISOString();
    const waiting = api("POST", "/operations/ReserveNow", {
      chargeBoxIdList: ["CP1"],
      connectorId: 1,
      idTag: "Card",
      expiry,
    }).catch(() => null);
    await until("the operation", () => sandbox.control.operations.length === 1);
    await sandbox.stop();
    await waiting;
  }));
