import assert from "node:assert/strict";
import fc from "fast-check";
import { axisTicks, distinctTicks, linePath, tickDigits } from "./chart_scale.ts";

Deno.test("an axis ends at or above the largest value and stays readable", () => {
  fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (max) => {
    const ticks = axisTicks(max);
    assert.equal(ticks[0], 0);
    assert.ok(ticks[ticks.length - 1] >= max * (1 - 1e-9));
    assert.ok(ticks.length >= 2 && ticks.length <= 6, `${ticks.length} ticks for ${max}`);
  }));
});

Deno.test("ticks are round numbers", () => {
  assert.deepEqual(axisTicks(37), [0, 10, 20, 30, 40]);
  assert.deepEqual(axisTicks(0.9), [0, 0.25, 0.5, 0.75, 1]);
});

Deno.test("the labels of an axis differ, however short the charge", () => {
  const labels = (ticks: number[]) => ticks.map((tick) => tick.toFixed(tickDigits(ticks)));
  assert.deepEqual(labels([0, 0.25, 0.5, 0.75, 1]), ["0.00", "0.25", "0.50", "0.75", "1.00"]);
  assert.deepEqual(labels([0, 0.02, 0.04]), ["0.00", "0.02", "0.04"]);
  assert.deepEqual(labels([0, 0.5, 1, 1.5]), ["0.0", "0.5", "1.0", "1.5"]);
  assert.deepEqual(labels([0, 5, 10]), ["0", "5", "10"]);
  assert.equal(tickDigits([]), 0);
  assert.equal(tickDigits([0, 1 / 3]), 6);
  fc.assert(fc.property(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (max) => {
    const ticks = axisTicks(max);
    assert.equal(new Set(labels(ticks)).size, ticks.length);
  }));
});

Deno.test("where a format is coarse the axis has fewer steps", () => {
  const coarse = (value: number) => value.toFixed(0);
  assert.deepEqual(distinctTicks(100, coarse), axisTicks(100));
  for (const max of [0.9, 1, 1.3, 2, 3]) {
    const ticks = distinctTicks(max, coarse);
    assert.ok(ticks.length >= 2 && ticks[ticks.length - 1] >= max, ticks.join());
    assert.equal(new Set(ticks.map(coarse)).size, ticks.length, `${max}: ${ticks.map(coarse)}`);
  }
  assert.deepEqual(distinctTicks(0.01, coarse), axisTicks(0.01, 1), "nothing tells these apart");
});

Deno.test("nothing to show still gives an axis", () => {
  for (const max of [0, -1, NaN, Infinity]) assert.deepEqual(axisTicks(max), [0, 1]);
});

Deno.test("a line starts at the left, ends at the right and has its floor at zero", () => {
  assert.equal(linePath([0, 5, 10], 100, 20), "M0 20L50 10L100 0");
  assert.equal(linePath([10, 10], 100, 20), "M0 0L100 0");
});

Deno.test("a gap breaks the line, and no values give no line", () => {
  assert.equal(linePath([1, null, 1], 100, 10), "M0 0M100 0");
  assert.equal(linePath([], 100, 10), "");
  assert.equal(linePath([null], 100, 10), "");
});
