import assert from "node:assert/strict";
import fc from "fast-check";
import { groupDots } from "./pin_groups.ts";

Deno.test("dots that cover each other share a group, others do not", () => {
  const dots = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 100, y: 0 }, { x: 0, y: 43 }];
  assert.deepEqual(groupDots(dots, 44).map((group) => group.length), [3, 1]);
  assert.deepEqual(groupDots(dots, 5).map((group) => group.length), [1, 1, 1, 1]);
  assert.deepEqual(groupDots([], 44), []);
});

Deno.test("every dot is in one group, near its first; the firsts of groups are apart", () => {
  const dot = fc.record({
    x: fc.integer({ min: 0, max: 500 }),
    y: fc.integer({ min: 0, max: 500 }),
  });
  fc.assert(fc.property(fc.array(dot), fc.integer({ min: 1, max: 80 }), (dots, reach) => {
    const groups = groupDots(dots, reach);
    assert.equal(groups.flat().length, dots.length);
    assert.deepEqual(new Set(groups.flat()), new Set(dots));
    for (const [first, ...rest] of groups) {
      for (const one of rest) assert.ok(Math.hypot(first.x - one.x, first.y - one.y) < reach);
    }
    for (const [n, [a]] of groups.entries()) {
      for (const [b] of groups.slice(n + 1)) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= reach);
    }
  }));
});
