import assert from "node:assert/strict";
import { foldReadings, MAX_AHEAD_MS, refusalOf } from "./meter_reading.ts";
import { at, NOW, reading } from "./test_world.ts";

Deno.test("a usual reading is taken, also without any value", () => {
  assert.equal(refusalOf(reading(), NOW), null);
  assert.equal(refusalOf(reading({ energyWh: null, powerW: undefined }), NOW), null);
  assert.equal(refusalOf(reading({ powerW: -11_000 }), NOW), null, "cars may give back");
  assert.equal(refusalOf(reading({ connectorId: 0, transactionId: null }), NOW), null);
});

Deno.test("readings no meter can give are refused with their reason", () => {
  const refused = (over: Parameters<typeof reading>[0]) => refusalOf(reading(over), NOW);
  assert.match(refused({ measuredAt: new Date(Number.NaN) })!, /no usable time/);
  assert.match(refused({ measuredAt: new Date("1999-12-31T23:59:59Z") })!, /no usable time/);
  assert.match(refused({ measuredAt: new Date(NOW + MAX_AHEAD_MS + 1) })!, /future/);
  assert.equal(refused({ measuredAt: new Date(NOW + MAX_AHEAD_MS) }), null);
  assert.match(refused({ energyWh: -1 })!, /energyWh/);
  assert.match(refused({ energyWh: Number.NaN })!, /energyWh/);
  assert.match(refused({ energyWh: 1e13 })!, /energyWh/);
  assert.match(refused({ powerW: 3e9 })!, /powerW/);
  assert.match(refused({ socPercent: 101 })!, /socPercent/);
  assert.match(refused({ voltageV: Infinity })!, /voltageV/);
  assert.match(refused({ temperatureC: -273 })!, /temperatureC/);
  assert.match(refused({ connectorId: 1.5 })!, /connector/);
  assert.match(refused({ connectorId: -1 })!, /connector/);
  assert.match(refused({ transactionId: 2 ** 53 })!, /transaction/);
  assert.match(refused({ chargeBoxId: "" })!, /charger/);
  assert.match(refused({ chargeBoxId: "CP\u00001" })!, /charger/);
  assert.match(refused({ context: "x".repeat(256) })!, /context/);
});

Deno.test("repeats of one instant fold into one row whose gaps are filled", () => {
  const batch = foldReadings([
    reading({ energyWh: 5_000, powerW: null }),
    reading({ energyWh: 9_999, powerW: 7_000, socPercent: 40 }),
  ]);
  assert.equal(batch.rows.length, 1);
  assert.equal(batch.rows[0].energyWh, 5_000);
  assert.equal(batch.rows[0].powerW, 7_000);
  assert.equal(batch.rows[0].socPercent, 40);
});

Deno.test("each transaction gets its latest value of every field, whatever the order of arrival", () => {
  const batch = foldReadings([
    reading({ measuredAt: at(-1), energyWh: null, powerW: 3_000 }),
    reading({ measuredAt: at(-3), energyWh: 4_000, socPercent: 30, context: "Transaction.End" }),
    reading({ measuredAt: at(-2), energyWh: 6_000, powerW: null }),
    reading({ transactionId: 2, chargeBoxId: "CP-2" }),
    reading({ transactionId: null, chargeBoxId: "CP-3" }),
  ]);
  const [first, second] = batch.transactions;
  assert.deepEqual(first, {
    transactionId: 1,
    chargeBoxId: "CP-1",
    connectorId: 1,
    firstAtMs: at(-3).getTime(),
    lastAtMs: at(-1).getTime(),
    energy: { value: 6_000, atMs: at(-2).getTime() },
    power: { value: 3_000, atMs: at(-1).getTime() },
    soc: { value: 30, atMs: at(-3).getTime() },
    isEnding: true,
  });
  assert.equal(second.transactionId, 2);
  assert.deepEqual(batch.chargeBoxIds, ["CP-1", "CP-2", "CP-3"]);
  assert.deepEqual(batch.rows.map((row) => row.measuredAt.getTime()), [
    at(-3).getTime(),
    at(-2).getTime(),
    at(-1).getTime(),
    at(-10).getTime(),
  ]);
});

Deno.test("two chargers cannot share a transaction within a batch", () => {
  const batch = foldReadings([reading(), reading({ chargeBoxId: "CP-9", measuredAt: at(-1) })]);
  assert.equal(batch.rows.length, 1);
  assert.equal(batch.transactions[0].chargeBoxId, "CP-1");
});
