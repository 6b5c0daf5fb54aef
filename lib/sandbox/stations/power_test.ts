import assert from "node:assert/strict";
import fc from "fast-check";
import { type Car, charge, CHARGING_EFFICIENCY, drawnPowerW } from "./power.ts";

const car: Car = { batteryKwh: 60, startSoc: 0.2, targetSoc: 0.8, maxAcKw: 11, maxDcKw: 150 };
const full: Car = { ...car, targetSoc: 1 };
const dc = (soc: number) => drawnPowerW({ kind: "DC", car: full, soc, limitW: 300_000 });
const ac = (soc: number) => drawnPowerW({ kind: "AC", car: full, soc, limitW: 22_000 });

Deno.test("AC is flat up to 95 % and tapers above", () => {
  assert.equal(ac(0.01), 11_000);
  assert.equal(ac(0.95), 11_000);
  assert.ok(ac(0.98) < 11_000 && ac(0.99) < ac(0.98));
});

Deno.test("DC rises to its peak, holds it and falls from 55 %", () => {
  assert.ok(dc(0) < dc(0.1) && dc(0.1) < dc(0.15));
  assert.equal(dc(0.15), 150_000);
  assert.equal(dc(0.5), 150_000);
  assert.ok(dc(0.6) < 150_000 && dc(0.8) < 0.5 * 150_000 && dc(0.95) < 0.2 * 150_000);
});

Deno.test("the outlet's limit caps, and at the target nothing flows", () => {
  assert.equal(drawnPowerW({ kind: "DC", car, soc: 0.3, limitW: 50_000 }), 50_000);
  assert.equal(drawnPowerW({ kind: "DC", car, soc: 0.8, limitW: 50_000 }), 0);
});

Deno.test("a charge never exceeds the battery, the limit or the target", () => {
  fc.assert(fc.property(
    fc.record({
      kind: fc.constantFrom("AC" as const, "DC" as const),
      batteryKwh: fc.integer({ min: 20, max: 120 }),
      startSoc: fc.double({ min: 0, max: 1, noNaN: true }),
      targetSoc: fc.double({ min: 0, max: 1, noNaN: true }),
      limitKw: fc.integer({ min: 0, max: 350 }),
      minutes: fc.integer({ min: 0, max: 600 }),
    }),
    ({ kind, startSoc, limitKw, minutes, ...rest }) => {
      const driven = { ...car, ...rest, startSoc };
      const result = charge({
        kind,
        car: driven,
        soc: startSoc,
        fromMs: 0,
        toMs: minutes * 60_000,
        limitW: () => limitKw * 1000,
      });
      assert.ok(result.energyWh >= 0);
      assert.ok(result.energyWh <= limitKw * 1000 * minutes / 60 + 1e-6);
      assert.ok(result.soc >= startSoc && result.soc <= Math.max(startSoc, rest.targetSoc) + 1e-9);
      const stored = (result.soc - startSoc) * rest.batteryKwh * 1000;
      assert.ok(Math.abs(stored - result.energyWh * CHARGING_EFFICIENCY[kind]) < 1);
    },
  ));
});

Deno.test("time in pieces charges as much as time in one go", () => {
  const run = (stepMs: number) => {
    let soc = car.startSoc;
    let energyWh = 0;
    for (let atMs = 0; atMs < 3_600_000; atMs += stepMs) {
      const limitW = () => 11_000;
      const part = charge({ kind: "AC", car, soc, fromMs: atMs, toMs: atMs + stepMs, limitW });
      soc = part.soc;
      energyWh += part.energyWh;
    }
    return energyWh;
  };
  assert.ok(Math.abs(run(10_000) - 11_000) < 1e-6);
  assert.ok(Math.abs(run(600_000) - 11_000) < 1e-6);
});
