import assert from "node:assert/strict";
import fc from "fast-check";
import * as format from "./format.ts";

const berlin = { locale: "en-GB", timeZone: "Europe/Berlin" };
const newYork = { locale: "en-US", timeZone: "America/New_York" };
const german = { locale: "de-DE", timeZone: "Europe/Berlin" };
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

Deno.test("what is unknown reads as a dash, never as zero or NaN", () => {
  for (const nothing of [null, undefined]) {
    assert.equal(format.formatNumber(nothing, berlin), "—");
    assert.equal(format.formatMoney(nothing, "EUR", berlin), "—");
    assert.equal(format.formatEnergy(nothing, berlin), "—");
    assert.equal(format.formatPower(nothing, berlin), "—");
    assert.equal(format.formatDuration(nothing), "—");
    assert.equal(format.formatDateTime(nothing, berlin), "—");
    assert.equal(format.formatPercent(nothing, berlin), "—");
  }
  assert.equal(format.formatEnergy(NaN, berlin), "—");
  assert.equal(format.formatDate(new Date("nonsense"), berlin), "—");
  assert.equal(format.formatRelative(new Date("nonsense"), new Date(0), berlin), "—");
});

Deno.test("money is minor units of its own currency", () => {
  assert.equal(plain(format.formatMoney(123456, "EUR", german)), "1.234,56 €");
  assert.equal(plain(format.formatMoney(-5, "USD", newYork)), "-$0.05");
  assert.equal(plain(format.formatMoney(500, "JPY", newYork)), "¥500");
  assert.equal(plain(format.formatMoney(1234, "KWD", newYork)), "KWD 1.234");
});

Deno.test("energy shows one decimal for reading and three for billing", () => {
  assert.equal(plain(format.formatEnergy(12_345, berlin)), "12.3 kWh");
  assert.equal(plain(format.formatEnergy(12_345, berlin, 3)), "12.345 kWh");
  assert.equal(plain(format.formatEnergy(0, berlin)), "0.0 kWh");
  assert.equal(plain(format.formatEnergy(1_234_500, german)), "1.234,5 kWh");
});

Deno.test("power changes unit at one kilowatt", () => {
  assert.equal(plain(format.formatPower(999, berlin)), "999 W");
  assert.equal(plain(format.formatPower(1000, berlin)), "1.0 kW");
  assert.equal(plain(format.formatPower(-7400, berlin)), "-7.4 kW");
});

Deno.test("durations show their two largest units and never run backwards", () => {
  const cases: [number, string][] = [
    [-5, "0 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [725_000, "12 min 05 s"],
    [3_600_000, "1 h"],
    [11_220_000, "3 h 07 min"],
    [187_200_000, "2 d 4 h"],
  ];
  for (const [ms, text] of cases) assert.equal(plain(format.formatDuration(ms)), text);
  assert.equal(format.isoDuration(65_400), "PT65S");
  const spanish = { locale: "es-ES" };
  assert.equal(plain(format.formatDuration(69 * 86_400_000, german)), "69 Tg.");
  assert.equal(plain(format.formatDuration(187_200_000, { locale: "fr-FR" })), "2 j 4 h");
  assert.equal(plain(format.formatDuration(187_200_000, spanish)), "2 d 4 h");
  assert.equal(plain(format.formatDuration(90_000_000, berlin)), "1 day 1 h");
  assert.equal(plain(format.formatDuration(11_220_000, german)), "3 h 07 min");
});

Deno.test("a moment is written in the reader's zone, across midnight and summer time", () => {
  const at = new Date("2026-03-28T23:30:00Z");
  assert.equal(format.formatDate(at, berlin), "29 Mar 2026");
  assert.equal(format.formatDate(at, newYork), "Mar 28, 2026");
  assert.equal(format.formatTime(at, berlin), "00:30");
  assert.equal(format.formatTime(new Date("2026-03-29T01:00:00Z"), berlin), "03:00");
  assert.equal(format.formatDay(at, berlin), "29 Mar");
  assert.match(format.formatExact(at, berlin), /29 March 2026/);
});

Deno.test("relative time picks one unit and both directions", () => {
  const now = new Date("2026-06-01T12:00:00Z");
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const relative = (seconds: number) => format.formatRelative(at(seconds), now, berlin);
  assert.equal(relative(0), "now");
  assert.equal(relative(-59), "59 seconds ago");
  assert.equal(relative(-60), "1 minute ago");
  assert.equal(relative(7200), "in 2 hours");
  assert.equal(relative(-86_400), "yesterday");
  assert.equal(relative(-40 * 86_400), "last month");
  assert.equal(relative(800 * 86_400), "in 2 years");
});

Deno.test("percent takes a share of one", () => {
  assert.equal(plain(format.formatPercent(0.9734, berlin)), "97.3%");
  assert.equal(plain(format.formatPercent(1, german, 0)), "100 %");
});

Deno.test("status words become words for people", () => {
  assert.equal(format.humanize("SuspendedEV"), "Suspended EV");
  assert.equal(format.humanize("in_use"), "In use");
  assert.equal(format.humanize("dry-run"), "Dry run");
  assert.equal(format.humanize(""), "");
});

Deno.test("a formatter that was used before gives the same text again", () => {
  fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), (wh) => {
    assert.equal(format.formatEnergy(wh, german, 3), format.formatEnergy(wh, german, 3));
    assert.equal(format.formatMoney(wh, "EUR", german), format.formatMoney(wh, "EUR", german));
  }));
});
