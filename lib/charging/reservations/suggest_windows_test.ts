import assert from "node:assert/strict";
import fc from "fast-check";
import { overlaps, suggestWindows, type Window } from "./suggest_windows.ts";

const HOUR = 3_600_000;
const hours = (from: number, to: number): Window => ({
  startAt: new Date(from * HOUR),
  endAt: new Date(to * HOUR),
});

Deno.test("the first gaps that are long enough, one after the other", () => {
  const busy = [hours(0, 10), hours(10.5, 12), hours(13, 14)];
  assert.deepEqual(
    suggestWindows({ busy, notBefore: new Date(10 * HOUR), durationMs: HOUR }),
    [hours(12, 13), hours(14, 15)],
  );
});

Deno.test("suggestions are free, of the length asked for, in order, and begin when they may", () =>
  fc.assert(fc.property(
    fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 8 })), { maxLength: 20 }),
    fc.nat(60),
    fc.integer({ min: 1, max: 20 }),
    (pieces, from, length) => {
      let at = 0;
      const busy = pieces.map(([gap, size]) => {
        const window = hours(at + gap, at + gap + size);
        at += gap + size;
        return window;
      });
      const found = suggestWindows({
        busy,
        notBefore: new Date(from * HOUR),
        durationMs: length * HOUR,
      });
      assert.equal(found.length, 2);
      assert.ok(found[0].startAt.getTime() >= from * HOUR);
      assert.ok(found[1].startAt >= found[0].endAt);
      for (const window of found) {
        assert.equal(window.endAt.getTime() - window.startAt.getTime(), length * HOUR);
        assert.ok(!busy.some((one) => overlaps(one, window)));
      }
    },
  )));
