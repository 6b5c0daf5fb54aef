import assert from "node:assert/strict";
import fc from "fast-check";
import { carbonOf } from "./carbon.ts";

Deno.test("100 kWh on the EU grid: 21 kg emitted, 500 km, 61 kg less than petrol", () => {
  assert.deepEqual(carbonOf(100_000, 210), {
    emittedG: 21_000,
    avoidedG: 82_000 - 21_000,
    distanceKm: 500,
  });
  assert.deepEqual(carbonOf(0, 210), { emittedG: 0, avoidedG: 0, distanceKm: 0 });
});

Deno.test("a grid dirtier than petrol avoids nothing, and says so", () => {
  assert.ok(carbonOf(10_000, 1_000).avoidedG < 0);
});

Deno.test("emitted and avoided add up to the petrol car's, within rounding", () => {
  fc.assert(fc.property(fc.nat(10_000_000), fc.integer({ min: 0, max: 2_000 }), (wh, grid) => {
    const { emittedG, avoidedG, distanceKm } = carbonOf(wh, grid);
    assert.ok(Math.abs(emittedG + avoidedG - distanceKm * 164) <= 1);
    assert.ok(emittedG >= 0);
  }));
});
