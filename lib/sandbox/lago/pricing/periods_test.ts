import assert from "node:assert/strict";
import fc from "fast-check";
import { dayShare, INTERVALS, periodAt } from "./periods.ts";

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const span = (interval: string, at: string, anchor?: string) => {
  const period = periodAt(interval, Date.parse(at), anchor ? Date.parse(anchor) : undefined);
  return [day(period.fromMs), day(period.toMs)];
};

Deno.test("calendar periods are whole", () => {
  assert.deepEqual(span("monthly", "2026-02-28T23:59:59Z"), ["2026-02-01", "2026-03-01"]);
  assert.deepEqual(span("quarterly", "2026-05-05"), ["2026-04-01", "2026-07-01"]);
  assert.deepEqual(span("semiannual", "2026-12-31"), ["2026-07-01", "2027-01-01"]);
  assert.deepEqual(span("yearly", "2026-01-01"), ["2026-01-01", "2027-01-01"]);
  assert.deepEqual(span("weekly", "2026-01-11"), ["2026-01-05", "2026-01-12"]);
});

Deno.test("anniversary periods start on the anchor's day, or the last of a short month", () => {
  assert.deepEqual(span("monthly", "2026-03-15", "2026-01-31"), ["2026-02-28", "2026-03-31"]);
  assert.deepEqual(span("yearly", "2027-01-01", "2024-02-29"), ["2026-02-28", "2027-02-28"]);
});

Deno.test("every moment lies in its period and periods join without a gap", () => {
  const moments = fc.integer({ min: 0, max: 4e12 });
  const cases = fc.tuple(
    fc.constantFrom(...INTERVALS),
    moments,
    fc.option(moments, { nil: undefined }),
  );
  fc.assert(fc.property(cases, ([interval, at, anchor]) => {
    const period = periodAt(interval, at, anchor);
    const next = periodAt(interval, period.toMs, anchor);
    return period.fromMs <= at && at < period.toMs && next.fromMs === period.toMs;
  }));
});

Deno.test("the share of a part counts begun days", () => {
  const january = periodAt("monthly", Date.parse("2026-01-10"));
  assert.deepEqual(dayShare({ ...january, fromMs: Date.parse("2026-01-10T12:00Z") }, january), [
    22,
    31,
  ]);
  assert.deepEqual(dayShare(january, january), [31, 31]);
});
