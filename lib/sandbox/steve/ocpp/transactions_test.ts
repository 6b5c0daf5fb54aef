import assert from "node:assert/strict";
import type { SteveSandbox } from "../server.ts";
import { connectStation, type TestApi, type TestStation, withSandbox } from "../test_sandbox.ts";

const NOW = Date.parse("2026-08-21T12:00:00.000Z");
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

function withStation(
  test: (station: TestStation, sandbox: SteveSandbox, api: TestApi) => Promise<void>,
  options: { now?: () => number; hoursToExpire?: number } = {},
) {
  return withSandbox({ now: () => NOW, ...options }, async (sandbox, api) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    const station = await connectStation(sandbox, "CP1");
    await test(station, sandbox, api);
    await station.close();
  });
}

const start = (idTag = "Card", fields = {}) => ({
  connectorId: 1,
  idTag,
  meterStart: 1000,
  timestamp: at(-60),
  ...fields,
});
const stop = (transactionId: number, fields = {}) => ({
  transactionId,
  meterStop: 5000,
  timestamp: at(0),
  ...fields,
});

Deno.test("Authorize tells the decision, an expiry and the group", () =>
  withStation(async (station, { control }) => {
    control.addTag({ idTag: "Group" });
    control.addTag({ idTag: "Card", parentIdTag: "Group" });
    control.addTag({ idTag: "Dated", expiryMs: NOW + 1000 });
    control.addTag({ idTag: "Old", expiryMs: NOW - 1000 });
    control.addTag({ idTag: "Blocked", maxActiveTransactionCount: 0 });
    const ask = async (idTag: string) => (await station.call("Authorize", { idTag })).idTagInfo;
    assert.deepEqual(await ask("card"), {
      status: "Accepted",
      expiryDate: at(60),
      parentIdTag: "Group",
    });
    assert.equal((await ask("Dated")).expiryDate, "2026-08-21T12:00:01.000Z");
    assert.equal((await ask("Old")).status, "Expired");
    assert.equal((await ask("Blocked")).status, "Blocked");
    assert.deepEqual(await ask("Nobody"), { status: "Invalid" });
  }));

Deno.test("hours to expire of zero tell no expiry", () =>
  withStation(async (station, { control }) => {
    control.addTag({ idTag: "Card" });
    const { idTagInfo } = await station.call("Authorize", { idTag: "Card" });
    assert.deepEqual(idTagInfo, { status: "Accepted" });
  }, { hoursToExpire: 0 }));

Deno.test("a session from start to stop shows in the API", () =>
  withStation(async (station, { control }, api) => {
    control.addTag({ idTag: "Card" });
    const begun = await station.call("StartTransaction", start());
    assert.deepEqual([begun.transactionId, begun.idTagInfo.status], [1, "Accepted"]);
    assert.equal((await api("GET", "/ocppTags/1")).body.inTransaction, true);
    await station.call("MeterValues", {
      connectorId: 1,
      transactionId: 1,
      meterValue: [{
        timestamp: at(-30),
        sampledValue: [
          { value: "3000", measurand: "Energy.Active.Import.Register", unit: "Wh" },
          { value: "7.4", measurand: "Power.Active.Import", unit: "kW" },
        ],
      }],
    });
    await station.call("StopTransaction", stop(1, { idTag: "Card", reason: "EVDisconnected" }));
    const { body } = await api("GET", "/transactions/1?energyValuesOnly=false");
    assert.equal(body.values.length, 2);
    const { transaction } = body;
    assert.deepEqual(
      [transaction.startTimestamp, transaction.stopTimestamp, transaction.stopValue],
      [at(-60), at(0), "5000"],
    );
    assert.deepEqual([transaction.stopReason, transaction.stopEventActor], [
      "EVDisconnected",
      "station",
    ]);
  }));

Deno.test("the same start sent again gets the same id; another value gets a new one", () =>
  withStation(async (station, { control }) => {
    control.addTag({ idTag: "Card" });
    const first = await station.call("StartTransaction", start());
    const again = await station.call("StartTransaction", start());
    assert.deepEqual(again, first);
    const other = await station.call("StartTransaction", start("Card", { meterStart: 1001 }));
    assert.deepEqual([other.transactionId, other.idTagInfo.status], [2, "ConcurrentTx"]);
    assert.equal(control.counts().total, 2);
  }));

Deno.test("a start with a refused or unknown tag is stored, and the tag appears blocked", () =>
  withStation(async (station, { control }, api) => {
    control.addTag({ idTag: "Blocked", maxActiveTransactionCount: 0 });
    const blocked = await station.call("StartTransaction", start("Blocked"));
    assert.deepEqual([blocked.transactionId, blocked.idTagInfo.status], [1, "Blocked"]);
    const unknown = await station.call("StartTransaction", start("Stranger", { connectorId: 2 }));
    assert.deepEqual(unknown, { transactionId: 2, idTagInfo: { status: "Invalid" } });
    const [tag] = (await api("GET", "/ocppTags?idTag=Stranger")).body;
    assert.deepEqual([tag.blocked, tag.maxActiveTransactionCount], [true, 0]);
    assert.match(tag.note, /unknown idTag/);
  }));

Deno.test("a refused stop is kept aside and the transaction stays active until stopped by hand", () =>
  withStation(async (station, { control }, api) => {
    control.addTag({ idTag: "Card", maxActiveTransactionCount: -1 });
    control.addTag({ idTag: "Stranger" });
    await station.call("StartTransaction", start());
    const attempts: [Record<string, unknown>, RegExp][] = [
      [stop(1, { meterStop: 999 }), /greater/],
      [stop(1, { timestamp: at(-61) }), /after stop/],
      [stop(1, { timestamp: at(6) }), /future/],
      [stop(1, { idTag: "Stranger" }), /related/],
      [stop(77), /unknown/],
    ];
    for (const [message] of attempts) await station.call("StopTransaction", message);
    assert.deepEqual(
      control.failedStops().map((one, index) => attempts[index][1].test(one.fail_reason)),
      attempts.map(() => true),
    );
    assert.equal((await api("GET", "/transactions?type=ACTIVE")).body.length, 1);
    await api("PATCH", "/transactions/1/stop");
    assert.equal((await api("GET", "/transactions/1")).body.transaction.stopEventActor, "manual");
  }));

Deno.test("the station's stop replaces a stop by hand, and is final", () =>
  withStation(async (station, { control }, api) => {
    control.addTag({ idTag: "Card" });
    await station.call("StartTransaction", start());
    await api("PATCH", "/transactions/1/stop");
    assert.equal(control.transaction(1)?.stop_value, "1000");
    await station.call("StopTransaction", stop(1, { reason: "Remote" }));
    await station.call("StopTransaction", stop(1, { meterStop: 9000 }));
    const row = control.transaction(1);
    assert.deepEqual([row?.stop_actor, row?.stop_value, row?.stop_reason], [
      "station",
      "5000",
      "Remote",
    ]);
    assert.match(control.failedStops()[0].fail_reason, /already/);
  }));

Deno.test("a member of the group may stop the session", () =>
  withStation(async (station, { control }) => {
    control.addTag({ idTag: "Group" });
    control.addTag({ idTag: "A", parentIdTag: "Group" });
    control.addTag({ idTag: "B", parentIdTag: "Group" });
    await station.call("StartTransaction", start("A"));
    const answer = await station.call("StopTransaction", stop(1, { idTag: "B" }));
    assert.equal(answer.idTagInfo.status, "Accepted");
    assert.equal(control.counts().active, 0);
  }));

Deno.test("an old session delivered late gets the next id", () =>
  withStation(async (station, { control }, api) => {
    control.addTag({ idTag: "Card", maxActiveTransactionCount: -1 });
    await station.call("StartTransaction", start());
    const late = start("Card", { timestamp: "2026-08-01T00:00:00Z", connectorId: 2 });
    assert.equal((await station.call("StartTransaction", late)).transactionId, 2);
    const { body } = await api("GET", "/transactions");
    assert.equal(body[0].startTimestamp, "2026-08-01T00:00:00.000Z");
  }));

Deno.test("readings without a transaction id are found by time on the same connector", () =>
  withStation(async (station, { control }, api) => {
    control.addTag({ idTag: "Card" });
    await station.call("StartTransaction", start());
    const send = (connectorId: number, minutes: number, value: string) =>
      station.call("MeterValues", {
        connectorId,
        meterValue: [{ timestamp: at(minutes), sampledValue: [{ value }] }],
      });
    await send(1, -30, "2000");
    await send(2, -30, "8888");
    await send(1, -90, "7777");
    await station.call("StopTransaction", stop(1));
    const { values } = (await api("GET", "/transactions/1")).body;
    assert.deepEqual(values.map((one: { value: string }) => one.value), ["2000"]);
  }));

Deno.test("a start that names its reservation uses it", () =>
  withStation(async (station, sandbox, api) => {
    sandbox.control.addTag({ idTag: "Card" });
    station.answer("ReserveNow", () => ({ status: "Accepted" }));
    await api("POST", "/operations/ReserveNow", {
      chargeBoxIdList: ["CP1"],
      connectorId: 1,
      idTag: "Card",
      expiry: at(60),
    });
    await station.call("StartTransaction", start("Card", { reservationId: 1 }));
    const cancel = await api("POST", "/operations/CancelReservation", {
      chargeBoxIdList: ["CP1"],
      reservationId: 1,
    });
    assert.equal(cancel.body.message, "This reservation is not active at this station.");
  }));
