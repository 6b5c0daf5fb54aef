import assert from "node:assert/strict";
import { lttb } from "./lttb.ts";

const line = (count: number, y: (index: number) => number) => {
  const x = Array.from({ length: count }, (_, index) => index);
  return { x, y: x.map(y) };
};

Deno.test("a line within the limit is kept whole", () => {
  const { x, y } = line(10, (index) => index);
  assert.deepEqual(lttb(x, y, 10), x);
});

Deno.test("thinning keeps both ends, the order, the limit and a lone peak", () => {
  const { x, y } = line(10_000, (index) => index === 6_543 ? 1_000 : Math.sin(index / 500));
  const kept = lttb(x, y, 200);
  assert.equal(kept.length, 200);
  assert.equal(kept[0], 0);
  assert.equal(kept.at(-1), 9_999);
  assert.ok(kept.includes(6_543));
  assert.deepEqual(kept, kept.toSorted((a, b) => a - b));
  assert.equal(new Set(kept).size, kept.length);
});

Deno.test("missing values do not break the thinning", () => {
  const { x, y } = line(500, (index) => index);
  const holes = y.map((value, index) => index % 3 === 0 ? null : value);
  assert.ok(lttb(x, holes, 50).every((index) => Number.isInteger(index)));
});
