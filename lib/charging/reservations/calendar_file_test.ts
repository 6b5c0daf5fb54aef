import assert from "node:assert/strict";
import fc from "fast-check";
import { type CalendarEntry, calendarFile } from "./calendar_file.ts";

const entry: CalendarEntry = {
  uid: "reservation-7@app.example.org",
  startAt: new Date("2026-11-22T09:30:00Z"),
  endAt: new Date("2026-11-22T10:30:00Z"),
  summary: "Charging at Lyon north, bay 1; connector 2",
  description: "Card: Ada's\nSecond line",
  location: "12 rue des Acacias, Lyon",
  url: "https://app.example.org/reservations/7",
  isCancelled: false,
  stampedAt: new Date("2026-11-21T08:00:00.123Z"),
};

Deno.test("an event in UTC, its texts escaped, its lines ended as the format asks", () => {
  const text = calendarFile(entry);
  assert.ok(text.includes("\r\nDTSTART:20261122T093000Z\r\nDTEND:20261122T103000Z\r\n"));
  assert.ok(text.includes("DTSTAMP:20261121T080000Z"));
  assert.ok(text.includes("SUMMARY:Charging at Lyon north\\, bay 1\\; connector 2"));
  assert.ok(text.includes("DESCRIPTION:Card: Ada's\\nSecond line"));
  assert.ok(text.endsWith("END:VCALENDAR\r\n"));
  assert.equal(text.replaceAll("\r\n", "").includes("\n"), false);
});

Deno.test("a cancelled one says so, with a higher sequence", () => {
  const text = calendarFile({ ...entry, isCancelled: true });
  assert.ok(text.includes("STATUS:CANCELLED\r\nSEQUENCE:1"));
});

Deno.test("no text makes a line longer than 75 octets or adds a property of its own", () =>
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (location) => {
    const lines = calendarFile({ ...entry, location }).split("\r\n");
    for (const line of lines) assert.ok(new TextEncoder().encode(line).length <= 75);
    const unfolded = lines.join("\r\n").replaceAll("\r\n ", "").split("\r\n").filter(Boolean);
    assert.equal(unfolded.length, 18);
  })));
