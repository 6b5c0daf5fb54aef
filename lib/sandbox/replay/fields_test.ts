import assert from "node:assert/strict";
import { plainHeading, readConnector, readDecimal, readInstant } from "./fields.ts";

Deno.test("decimals are read in every common form and nothing else is", () => {
  const read = (text: string) => readDecimal(text)?.toFixed() ?? null;
  assert.deepEqual(
    ["5664", "5664.0", "5664,5", "5 664,5", "5\u202f664", "1.234,5", "1,234.5", "-3", "1e3"].map(
      read,
    ),
    ["5664", "5664", "5664.5", "5664.5", "5664", "1234.5", "1234.5", "-3", "1000"],
  );
  assert.deepEqual(["", "abc", "12 kWh", "--1", ".", "NaN", "Infinity"].map(read), [
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

Deno.test("instants keep their offset, in summer and in winter; a time without one is refused", () => {
  const expected = Date.parse("2018-03-23T08:49:02Z");
  for (
    const text of [
      "2018-03-23T09:49:02+01:00",
      "2018-03-23 09:49:02+0100",
      "2018-03-23T09:49:02.000+01",
      "2018-03-23T08:49:02Z",
    ]
  ) assert.equal(readInstant(text), expected, text);
  // The hour that happens twice is two different hours.
  assert.notEqual(
    readInstant("2018-10-28T02:30:00+02:00"),
    readInstant("2018-10-28T02:30:00+01:00"),
  );
  for (const text of ["", "2018-03-23T09:49:02", "23/03/2018 09:49", "2018-13-40T00:00:00Z"]) {
    assert.equal(readInstant(text), null, text);
  }
});

Deno.test("connectors are whole numbers from 1 on", () => {
  assert.deepEqual(["1", "2.0", "0", "-1", "x", ""].map(readConnector), [
    1,
    2,
    null,
    null,
    null,
    null,
  ]);
});

Deno.test("headings match without accents and byte order mark", () => {
  assert.equal(plainHeading("\ufeffStatut  Inactivité "), "statut inactivite");
});
