import assert from "node:assert/strict";
import fc from "fast-check";
import { instantOf, localText } from "./zoned_time.ts";

const read = (local: string, zone: string) => {
  const found = instantOf(local, zone);
  return found && [found.at.toISOString(), found.kind];
};

Deno.test("a wall-clock time is read on the clocks of the zone, summer and winter", () => {
  assert.deepEqual(read("2026-07-01T10:00", "Europe/Paris"), ["2026-07-01T08:00:00.000Z", "exact"]);
  assert.deepEqual(read("2026-12-01T10:00", "Europe/Paris"), ["2026-12-01T09:00:00.000Z", "exact"]);
  assert.deepEqual(read("2026-12-01T10:00:00", "Asia/Kathmandu"), [
    "2026-12-01T04:15:00.000Z",
    "exact",
  ]);
});

Deno.test("a time that the clocks jump over becomes the next real one", () => {
  assert.deepEqual(read("2026-03-29T02:30", "Europe/Paris"), [
    "2026-03-29T01:30:00.000Z",
    "skipped",
  ]);
  assert.equal(localText(new Date("2026-03-29T01:30:00Z"), "Europe/Paris"), "2026-03-29T03:30");
});

Deno.test("of a time that comes twice the earlier is taken", () => {
  assert.deepEqual(read("2026-10-25T02:30", "Europe/Paris"), [
    "2026-10-25T00:30:00.000Z",
    "repeated",
  ]);
});

Deno.test("what is no time is not read", () => {
  for (const text of ["", "tomorrow", "2026-02-30T10:00", "2026-01-01", "2026-01-01T25:00"]) {
    assert.equal(instantOf(text, "UTC"), null, text);
  }
});

Deno.test("every instant comes back from its own text, but for the hour that comes twice", () =>
  fc.assert(fc.property(
    fc.date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
    fc.constantFrom("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "UTC"),
    (moment, zone) => {
      const at = new Date(Math.floor(moment.getTime() / 60_000) * 60_000);
      const back = instantOf(localText(at, zone), zone)!;
      assert.notEqual(back.kind, "skipped");
      if (back.kind === "exact") assert.equal(back.at.getTime(), at.getTime());
      else assert.ok(Math.abs(back.at.getTime() - at.getTime()) <= 3_600_000);
    },
  )));
