import assert from "node:assert/strict";
import { day, filterText, periodOf, periodProblem, readCursor } from "./list_filters.ts";

Deno.test("days are those that a date and the day after it can hold", () => {
  for (const text of ["1970-01-01", "2024-02-29", "9998-12-31"]) {
    assert.ok(day.safeParse(text).success, text);
    assert.ok(!Number.isNaN(periodOf({ from: text, to: text }, "UTC").to!.getTime()));
  }
  for (const text of ["0000-01-01", "1969-12-31", "9999-12-31", "2023-02-29", "x", ""]) {
    assert.ok(!day.safeParse(text).success, text);
  }
});

Deno.test("days are those of the reader's clocks, also of 23 and 25 hours", () => {
  const spanOf = (day: string, timeZone: string) => {
    const { from, to } = periodOf({ from: day, to: day }, timeZone);
    return [from!.toISOString(), (to!.getTime() + 1 - from!.getTime()) / 3_600_000];
  };
  assert.deepEqual(spanOf("2026-07-01", "UTC"), ["2026-07-01T00:00:00.000Z", 24]);
  assert.deepEqual(spanOf("2026-07-01", "Europe/Berlin"), ["2026-06-30T22:00:00.000Z", 24]);
  assert.deepEqual(spanOf("2026-03-29", "Europe/Berlin"), ["2026-03-28T23:00:00.000Z", 23]);
  assert.deepEqual(spanOf("2026-10-25", "Europe/Berlin"), ["2026-10-24T22:00:00.000Z", 25]);
  assert.deepEqual(spanOf("2026-07-01", "Asia/Kolkata"), ["2026-06-30T18:30:00.000Z", 24]);
});

Deno.test("text with NUL is refused", () => {
  assert.ok(!filterText(9).safeParse("a\0").success);
  assert.equal(filterText(9).parse(" a "), "a");
});

Deno.test("a cursor of more digits than a number holds is the first page", () => {
  assert.equal(readCursor(new URLSearchParams({ before: `${"9".repeat(17)}.1` })), undefined);
});

Deno.test("a period that ends before it begins is told, an open or a single day's one is none", () => {
  assert.equal(periodProblem({ from: "2026-07-02", to: "2026-07-01" }), "From is after To.");
  assert.equal(periodProblem({ from: "2026-10-01", to: "2026-09-30" }), "From is after To.");
  for (
    const days of [
      { from: "2026-07-01", to: "2026-07-01" },
      { from: "2026-07-02", to: "" },
      { from: "", to: "2026-07-01" },
      { from: "", to: "" },
      {},
    ]
  ) assert.equal(periodProblem(days), null);
});
