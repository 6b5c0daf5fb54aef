import assert from "node:assert/strict";
import { day, filterText, periodOf, readCursor } from "./list_filters.ts";

Deno.test("days are those that a date and the day after it can hold", () => {
  for (const text of ["1970-01-01", "2024-02-29", "9998-12-31"]) {
    assert.ok(day.safeParse(text).success, text);
    assert.ok(!Number.isNaN(periodOf({ from: text, to: text }).to!.getTime()));
  }
  for (const text of ["0000-01-01", "1969-12-31", "9999-12-31", "2023-02-29", "x", ""]) {
    assert.ok(!day.safeParse(text).success, text);
  }
});

Deno.test("text with NUL is refused", () => {
  assert.ok(!filterText(9).safeParse("a\0").success);
  assert.equal(filterText(9).parse(" a "), "a");
});

Deno.test("a cursor of more digits than a number holds is the first page", () => {
  assert.equal(readCursor(new URLSearchParams({ before: `${"9".repeat(17)}.1` })), undefined);
});
