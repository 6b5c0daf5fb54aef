import assert from "node:assert/strict";
import fc from "fast-check";
import { instantOf, measuredNumber, wattHours } from "./measures.ts";
import { normaliseSampledValues, readMeterValues, type SampledValue } from "./meter_values.ts";

const at = new Date("2026-03-01T10:00:00Z");
const sample = (value: string, over: Partial<SampledValue> = {}): SampledValue => ({
  measuredAt: at,
  value,
  ...over,
});
const one = (...samples: SampledValue[]) => normaliseSampledValues(samples).values[0];

Deno.test("wattHours: what stations write is read exactly", () => {
  const cases: [string | number, "Wh" | "kWh", number | null][] = [
    ["1234", "Wh", 1234],
    ["1234.0", "Wh", 1234],
    ["1234,9", "Wh", 1234],
    [" 7 ", "Wh", 7],
    [42, "Wh", 42],
    ["1.2345", "kWh", 1234],
    ["12.345", "kWh", 12345],
    ["0.001", "kWh", 1],
    ["5", "kWh", 5000],
    ["1.5e3", "Wh", 1500],
    ["-3", "Wh", -3],
    ["-0", "Wh", 0],
    ["9007199254740992", "Wh", null],
    ["1,234.5", "Wh", null],
    ["", "Wh", null],
    ["abc", "Wh", null],
    ["NaN", "Wh", null],
    ["0x10", "Wh", null],
    [Infinity, "Wh", null],
  ];
  for (const [text, unit, expected] of cases) {
    assert.equal(wattHours(text, unit), expected, `${text} ${unit}`);
  }
});

Deno.test("wattHours: every Wh survives the way through kWh text", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 48 }), (wh) => {
    const text = `${Math.floor(wh / 1_000)}.${String(wh % 1_000).padStart(3, "0")}`;
    assert.equal(wattHours(text, "kWh"), wh);
    assert.equal(wattHours(String(wh)), wh);
  }));
});

Deno.test("readers of numbers and dates never throw", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    const wh = wattHours(text);
    assert.ok(wh === null || Number.isSafeInteger(wh));
    const number = measuredNumber(text);
    assert.ok(number === null || Number.isFinite(number));
    const date = instantOf(text);
    assert.ok(date === null || !Number.isNaN(date.getTime()));
  }));
});

Deno.test("instantOf: UTC unless a zone is given", () => {
  assert.equal(instantOf("2020-10-01T00:00:00.000Z")?.toISOString(), "2020-10-01T00:00:00.000Z");
  assert.equal(instantOf("2020-10-01T02:00:00+02:00")?.toISOString(), "2020-10-01T00:00:00.000Z");
  assert.equal(instantOf("2020-10-01T00:00:00")?.toISOString(), "2020-10-01T00:00:00.000Z");
  assert.equal(instantOf("2020-13-01T00:00:00Z"), null);
  assert.equal(instantOf("2020-10-01"), null);
});

Deno.test("absent measurand, unit and format mean energy, Wh and raw", () => {
  assert.deepEqual(one(sample("1500")), { measuredAt: at, energyWh: 1500 });
});

Deno.test("kWh and kW become Wh and W", () => {
  const values = one(
    sample("12.345", { measurand: "Energy.Active.Import.Register", unit: "kWh" }),
    sample("7.36", { measurand: "Power.Active.Import", unit: "kW" }),
  );
  assert.deepEqual([values.energyWh, values.powerW], [12345, 7360]);
});

Deno.test("phases: power is summed, voltage averaged, the most loaded current taken", () => {
  const phases = (measurand: string, values: string[], suffix = "") =>
    values.map((value, index) => sample(value, { measurand, phase: `L${index + 1}${suffix}` }));
  const values = one(
    ...phases("Power.Active.Import", ["2300", "2310", "2290"]),
    ...phases("Voltage", ["229", "230", "231"], "-N"),
    ...phases("Current.Import", ["10", "16", "9.5"]),
    sample("0.4", { measurand: "Current.Import", phase: "N" }),
  );
  assert.deepEqual([values.powerW, values.voltageV, values.currentA], [6900, 230, 16]);
});

Deno.test("a total wins over phases", () => {
  const values = one(
    sample("2300", { measurand: "Power.Active.Import", phase: "L1" }),
    sample("6900", { measurand: "Power.Active.Import" }),
  );
  assert.equal(values.powerW, 6900);
});

Deno.test("line to line voltage counts only where nothing else is measured", () => {
  const line = sample("400", { measurand: "Voltage", phase: "L1-L2" });
  assert.equal(one(line).voltageV, 400);
  assert.equal(one(line, sample("230", { measurand: "Voltage", phase: "L1-N" })).voltageV, 230);
});

Deno.test("the outlet's register wins over the inlet's", () => {
  const values = one(sample("999", { location: "Inlet" }), sample("500", { location: "Outlet" }));
  assert.equal(values.energyWh, 500);
});

Deno.test("state of charge and temperature are kept, Fahrenheit is converted", () => {
  const values = one(
    sample("81", { measurand: "SoC", unit: "Percent", location: "EV" }),
    sample("104", { measurand: "Temperature", unit: "Fahrenheit" }),
  );
  assert.deepEqual([values.socPercent, values.temperatureC], [81, 40]);
});

Deno.test("signed data and foreign measurands are ignored without complaint", () => {
  const { values, refused } = normaliseSampledValues([
    sample("c2lnbmVk", { format: "SignedData" }),
    sample("3", { measurand: "Frequency" }),
  ]);
  assert.deepEqual([values, refused], [[], []]);
});

Deno.test("a value that cannot be read is refused alone", () => {
  const { values, refused } = normaliseSampledValues([
    sample("garbage"),
    sample("5", { measurand: "Power.Active.Import", unit: "hp" }),
    sample("230", { measurand: "Voltage" }),
  ]);
  assert.deepEqual(values, [{ measuredAt: at, voltageV: 230 }]);
  assert.equal(refused.length, 2);
});

Deno.test("the closing value of an instant wins, and its context is told", () => {
  const values = one(
    sample("100", { context: "Sample.Periodic" }),
    sample("120", { context: "Transaction.End" }),
  );
  assert.deepEqual([values.energyWh, values.context], [120, "Transaction.End"]);
});

Deno.test("instants are grouped and put in order", () => {
  const later = new Date(at.getTime() + 60_000);
  const { values } = normaliseSampledValues([
    sample("2", { measuredAt: later }),
    sample("1"),
    sample("230", { measuredAt: later, measurand: "Voltage" }),
  ]);
  assert.deepEqual(values.map((v) => [v.energyWh, v.voltageV]), [[1, undefined], [2, 230]]);
});

Deno.test("readMeterValues: any JSON is read or refused", () => {
  fc.assert(fc.property(fc.array(fc.jsonValue()), (raw) => {
    const { values } = readMeterValues(raw);
    for (const value of values) assert.ok(value.measuredAt instanceof Date);
  }));
  const row = fc.record({
    valueTimestamp: fc.constantFrom("2026-01-01T00:00:00Z", "x"),
    value: fc.string(),
    measurand: fc.constantFrom("Voltage", "SoC", "", null, "Power.Active.Import"),
    unit: fc.constantFrom("kW", "W", null, "V"),
    phase: fc.constantFrom("L1", "L1-N", "N", "", null),
  });
  fc.assert(fc.property(fc.array(row), (raw) => {
    for (const { measuredAt: _, context: __, ...numbers } of readMeterValues(raw).values) {
      for (const number of Object.values(numbers)) assert.ok(Number.isFinite(number));
    }
  }));
});
