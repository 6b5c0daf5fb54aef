import assert from "node:assert/strict";
import fc from "fast-check";
import { axisTicks, linePath } from "./chart_scale.ts";

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
