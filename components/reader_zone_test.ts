import assert from "node:assert/strict";
import fc from "fast-check";
import { readerZone } from "./reader_zone.ts";

Deno.test("the zone the browser left is used", () => {
  assert.equal(readerZone("theme=dark; tz=Europe%2FBerlin"), "Europe/Berlin");
});

Deno.test("only zones of the list Postgres shares leave here, under one name each", () => {
  assert.equal(readerZone("tz=Asia%2FKolkata"), readerZone("tz=Asia%2FCalcutta"));
  assert.equal(readerZone("tz=europe%2Fberlin"), "Europe/Berlin");
  const known = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);
  for (const told of ["Etc%2FGMT%2B5", "GMT", "EST", "US%2FPacific", "%2B02%3A00", "utc"]) {
    assert.ok(known.has(readerZone(`tz=${told}`)), told);
  }
});

Deno.test("without one, or with nonsense, it is UTC", () => {
  for (
    const cookie of [
      null,
      "",
      "tz=",
      "tz=%E0%A4%A",
      "tz=Mars%2FBase",
      "xtz=Europe%2FBerlin",
      "tz=%2B02%3A00",
    ]
  ) {
    assert.equal(readerZone(cookie), "UTC", String(cookie));
  }
});

Deno.test("property: whatever the cookie says, the answer is a zone", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    new Intl.DateTimeFormat("en", { timeZone: readerZone(`tz=${text}`) });
  }));
});
