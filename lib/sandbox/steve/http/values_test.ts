import assert from "node:assert/strict";
import { parseLenientDate, parseOffsetDate } from "./dates.ts";
import { ApiError } from "./errors.ts";
import { parseInteger, Query } from "./query.ts";

const iso = (text: string) => {
  const at = parseLenientDate(text);
  return at === null ? null : new Date(at).toISOString();
};

Deno.test("lenient dates: missing parts are zero and a missing zone is UTC", () => {
  assert.equal(iso("2026-08"), "2026-08-01T00:00:00.000Z");
  assert.equal(iso("2026-08-21"), "2026-08-21T00:00:00.000Z");
  assert.equal(iso("2026-08-21T09"), "2026-08-21T09:00:00.000Z");
  assert.equal(iso("2026-08-21T09:30"), "2026-08-21T09:30:00.000Z");
  assert.equal(iso("2026-08-21T09:30:01.5Z"), "2026-08-21T09:30:01.500Z");
  assert.equal(iso("2026-08-21T09:30:01+02:00"), "2026-08-21T07:30:01.000Z");
  assert.equal(iso("2026-08-21T09:30:01-0130"), "2026-08-21T11:00:01.000Z");
});

Deno.test("lenient dates: a space, a wrong month and words are refused", () => {
  for (const text of ["2026-08-21 09:30", "2026-13-01", "yesterday", ""]) {
    assert.equal(parseLenientDate(text), null, text);
  }
});

Deno.test("strict dates need a time and an offset", () => {
  assert.ok(parseOffsetDate("2026-08-21T09:30:00Z"));
  assert.ok(parseOffsetDate("2026-08-21T09:30+02:00"));
  assert.equal(parseOffsetDate("2026-08-21T09:30:00"), null);
  assert.equal(parseOffsetDate("2026-08-21"), null);
});

Deno.test("query values are trimmed, empty is absent and the first one counts", () => {
  const query = new Query(new URLSearchParams("a=%20x%20&b=&c=1&c=2&d=1,2&e=1,2&e=3&f=true"));
  assert.equal(query.text("a"), "x");
  assert.equal(query.text("b"), undefined);
  assert.equal(query.integer("c"), 1);
  assert.deepEqual(query.integers("c"), [1, 2]);
  assert.deepEqual(query.integers("d"), [1, 2]);
  assert.throws(() => query.integers("e"), ApiError);
  assert.deepEqual(query.texts("e"), ["1,2", "3"]);
  assert.equal(query.texts("b"), undefined);
  assert.equal(query.flag("f", false), true);
  assert.equal(query.flag("g", true), true);
});

Deno.test("integers are Java's", () => {
  assert.equal(parseInteger("-5"), -5);
  for (const text of ["1.5", "abc", "2147483648", "1e3"]) {
    assert.throws(() => parseInteger(text), ApiError);
  }
});
