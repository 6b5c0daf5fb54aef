import assert from "node:assert/strict";
import type { TransactionSeed } from "../control.ts";
import { withSandbox } from "../test_sandbox.ts";

const NOW = Date.parse("2026-08-21T12:00:00.000Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const seed = (fields: Partial<TransactionSeed>): TransactionSeed => ({
  chargeBoxId: "CP1",
  connectorId: 1,
  idTag: "Card",
  startMs: NOW - HOUR,
  startValue: 1000,
  ...fields,
});
const ids = (body: { id: number }[]) => body.map((row) => row.id).join(",");

Deno.test("a transaction travels with its values as text and nulls while it runs", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    sandbox.control.insertTransaction(seed({}));
    const { body } = await api("GET", "/transactions");
    assert.deepEqual(body, [{
      id: 1,
      connectorId: 1,
      chargeBoxPk: 1,
      ocppTagPk: 1,
      userId: null,
      chargeBoxId: "CP1",
      ocppIdTag: "Card",
      startTimestamp: "2026-08-21T11:00:00.000Z",
      startValue: "1000",
      stopTimestamp: null,
      stopValue: null,
      stopReason: null,
      stopEventActor: null,
    }]);
  }));

Deno.test("the whole list comes newest id first, whatever the clocks said", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    sandbox.control.bulkInsertTransactions([
      seed({ id: 5 }),
      seed({ startMs: NOW - 400 * DAY }),
      seed({ id: 2, startMs: NOW }),
    ]);
    assert.equal(ids((await api("GET", "/transactions?limit=1&skip=1")).body), "6,5,2");
  }));

Deno.test("filters: ids repeated or joined, station, connector, tag, user, state", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    const { control } = sandbox;
    control.addTag({ idTag: "Owned", userPk: 7 });
    control.insertTransaction(seed({}));
    control.insertTransaction(seed({ chargeBoxId: "CP2", connectorId: 2 }));
    control.insertTransaction(seed({ idTag: "Owned", stopMs: NOW, stopValue: 2000 }));
    control.insertTransaction(seed({ chargeBoxId: "CP,3", idTag: "Other" }));
    const list = async (query: string) => ids((await api("GET", `/transactions?${query}`)).body);
    assert.equal(await list("transactionPk=1&transactionPk=3&transactionPk=99"), "3,1");
    assert.equal(await list("transactionPk=1,2"), "2,1");
    assert.equal(await list("chargeBoxId=CP1"), "3,1");
    assert.equal(await list("chargeBoxId=cp1&chargeBoxId=CP2"), "3,2,1");
    assert.equal(await list("chargeBoxId=CP,3"), "");
    assert.equal(await list("chargeBoxId=CP,3&chargeBoxId=none"), "4");
    assert.equal(await list("connectorId=2"), "2");
    assert.equal(await list("ocppIdTag=owned,other"), "4,3");
    assert.equal(await list("userId=7"), "3");
    assert.equal(await list("type=ACTIVE"), "4,2,1");
    assert.equal(await list("type=STOPPED"), "3");
    assert.equal(await list("chargeBoxID=CP1"), "4,3,2,1");
    assert.equal((await api("GET", "/transactions?type=active")).status, 400);
    assert.equal((await api("GET", "/transactions?transactionPk=x")).status, 400);
  }));

Deno.test("FROM_TO filters on the start, both ends included, and needs an order", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    const { control } = sandbox;
    [0, 1, 2, 3].forEach((hour) => control.insertTransaction(seed({ startMs: NOW + hour * HOUR })));
    control.insertTransaction(seed({ startMs: NOW - DAY, stopMs: NOW + HOUR, stopValue: 5000 }));
    const list = (from: string, to: string) =>
      api("GET", `/transactions?periodType=FROM_TO&from=${from}&to=${to}`);
    assert.equal(ids((await list("2026-08-21T13:00:00Z", "2026-08-21T14:00:00.000Z")).body), "3,2");
    assert.equal(ids((await list("2026-08-21T13", "2026-08-21T14:00")).body), "3,2");
    assert.equal((await list("2026-08-21T14:00:00Z", "2026-08-21T13:00:00Z")).status, 400);
    assert.equal((await list("2026-08-21T13:00:00Z", "2026-08-21T13:00:00Z")).status, 400);
    assert.equal((await list("2026-08-21%2013:00", "2026-08-21T15:00:00Z")).status, 400);
    assert.equal((await api("GET", "/transactions?periodType=FROM_TO")).status, 400);
  }));

Deno.test("TODAY and the last days count whole days by start", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    for (const days of [0, 9, 29, 89, 200]) {
      sandbox.control.insertTransaction(seed({ startMs: NOW - days * DAY }));
    }
    const list = async (period: string) =>
      ids((await api("GET", `/transactions?periodType=${period}`)).body);
    assert.equal(await list("TODAY"), "1");
    assert.equal(await list("LAST_10"), "2,1");
    assert.equal(await list("LAST_30"), "3,2,1");
    assert.equal(await list("LAST_90"), "4,3,2,1");
    assert.equal(await list("ALL"), "5,4,3,2,1");
  }));

Deno.test("thousands of ids fit into one query", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    const seeds = Array.from({ length: 4000 }, () => seed({ stopMs: NOW, stopValue: 1001 }));
    sandbox.control.bulkInsertTransactions(seeds);
    const query = seeds.map((_, index) => `transactionPk=${index + 1}`).slice(0, 3400).join("&");
    assert.ok(query.length > 60_000);
    assert.equal((await api("GET", `/transactions?${query}`)).body.length, 3400);
  }));

Deno.test("details hold energy only, and everything when asked", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    const { control } = sandbox;
    const id = control.insertTransaction(seed({ stopMs: NOW, stopValue: 3000 }));
    const at = (minutes: number) => NOW - HOUR + minutes * 60_000;
    control.appendMeterValues(id, [
      { atMs: at(2), value: "7000", measurand: "Power.Active.Import", unit: "W" },
      { atMs: at(1), value: "1100" },
      { atMs: at(3), value: "1.2", unit: "kWh", measurand: "Energy.Active.Import.Register" },
      { atMs: at(4), value: "AAAA", format: "SignedData" },
      { atMs: at(5), value: "55", measurand: "SoC", unit: "Percent" },
    ]);
    const values = async (query: string) =>
      (await api("GET", `/transactions/${id}${query}`)).body.values.map((
        one: { value: string },
      ) => one.value);
    assert.deepEqual(await values(""), ["1100", "1.2"]);
    assert.deepEqual(await values("?energyValuesOnly=true"), ["1100", "1.2"]);
    const all = ["7000", "1100", "1.2", "AAAA", "55"];
    assert.deepEqual(await values("?energyValuesOnly=false"), all);
    const { body } = await api("GET", `/transactions/${id}`);
    assert.equal(body.transaction.stopValue, "3000");
    assert.deepEqual(body.values[0], {
      valueTimestamp: "2026-08-21T11:01:00.000Z",
      value: "1100",
      readingContext: null,
      format: null,
      measurand: null,
      location: null,
      unit: null,
      phase: null,
    });
    assert.equal((await api("GET", "/transactions/99")).status, 404);
    assert.equal((await api("GET", "/transactions/x")).status, 400);
    assert.equal((await api("GET", `/transactions/${id}?energyValuesOnly=maybe`)).status, 400);
  }));

Deno.test("PATCH stop takes the last reading, tells nobody and does nothing twice", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    const { control } = sandbox;
    const id = control.insertTransaction(seed({}));
    control.appendMeterValue(id, { atMs: NOW - 60_000, value: "4200" });
    const stopped = await api("PATCH", `/transactions/${id}/stop`);
    assert.deepEqual([stopped.status, stopped.text], [200, ""]);
    const { transaction } = (await api("GET", `/transactions/${id}`)).body;
    assert.deepEqual(
      [transaction.stopValue, transaction.stopTimestamp, transaction.stopEventActor],
      ["4200", "2026-08-21T11:59:00.000Z", "manual"],
    );
    assert.equal(transaction.stopReason, null);
    control.appendMeterValue(id, { atMs: NOW, value: "9000" });
    await api("PATCH", `/transactions/${id}/stop`);
    assert.equal(control.transaction(id)?.stop_value, "4200");
    assert.equal((await api("PATCH", "/transactions/99/stop")).status, 404);
  }));

Deno.test("PATCH stop reads the readings by their time, not as they arrived", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    const { control } = sandbox;
    const id = control.insertTransaction(seed({}));
    control.appendMeterValue(id, { atMs: NOW - 1000, value: "4000" });
    control.appendMeterValue(id, { atMs: NOW - 9000, value: "2000" });
    await api("PATCH", `/transactions/${id}/stop`);
    assert.equal(control.transaction(id)?.stop_value, "4000");
  }));

Deno.test("a stop by hand can change later", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    const { control } = sandbox;
    const id = control.insertTransaction(seed({}));
    await api("PATCH", `/transactions/${id}/stop`);
    control.replaceManualStop(id, { stopMs: NOW, stopValue: 8000, reason: "EVDisconnected" });
    const { transaction } = (await api("GET", `/transactions/${id}`)).body;
    assert.deepEqual(
      [transaction.stopValue, transaction.stopReason, transaction.stopEventActor],
      ["8000", "EVDisconnected", "station"],
    );
    assert.throws(() => control.replaceManualStop(id, { stopMs: NOW, stopValue: 1 }));
  }));

Deno.test("the CSV report takes stops in [from, to) and strict dates only", () =>
  withSandbox({ now: () => NOW }, async (sandbox, api) => {
    const { control } = sandbox;
    const stop = (startMs: number, stopMs: number) =>
      control.insertTransaction(seed({ startMs, stopMs, stopValue: 2000, stopReason: "Local" }));
    stop(NOW - 2 * HOUR, NOW);
    stop(NOW - 3 * HOUR, NOW + HOUR - 1);
    stop(NOW, NOW + HOUR);
    const path = "/transactions/reports/csv";
    const report = await api(
      "GET",
      `${path}?from=2026-08-21T12:00:00Z&to=2026-08-21T15:00:00%2B02:00`,
    );
    const [header, ...rows] = report.text.trimEnd().split("\n");
    assert.equal(
      header,
      "transaction_pk,evse_pk,id_tag,start_event_timestamp,start_timestamp,start_value," +
        "stop_event_actor,stop_event_timestamp,stop_timestamp,stop_value,stop_reason",
    );
    assert.deepEqual(rows.map((row) => row.split(",")[0]), ["2", "1"]);
    assert.match(rows[1], /,2026-08-21T12:00:00.000Z,2000,Local$/);
    const noZone = await api("GET", `${path}?from=2026-08-21T12:00:00&to=2026-08-21T13:00:00Z`);
    assert.equal(noZone.status, 400);
    assert.equal((await api("GET", path)).status, 400);
  }));
