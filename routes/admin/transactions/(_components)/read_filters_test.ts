import assert from "node:assert/strict";
import { queryOf, readCursor } from "@/lib/web/mod.ts";
import { filterOf, readFilters } from "./read_filters.ts";

const read = (query: string) => readFilters(new URLSearchParams(query));

Deno.test("unreadable filters count as not set", () => {
  assert.deepEqual(read("status=gone&from=yesterday&to=2026-02-31x&tag="), {
    status: "all",
    from: "",
    to: "",
    tag: "",
    charger: "",
  });
  assert.equal(read(`tag=${"x".repeat(500)}`).tag, "");
});

Deno.test("what Postgres cannot hold counts as not set", () => {
  assert.deepEqual(read("tag=%00&charger=a%00b&from=0000-01-01&to=9999-12-31"), read(""));
});

Deno.test("the last day is included to its end", () => {
  const filter = filterOf(read("from=2026-01-01&to=2026-01-02"), "UTC");
  assert.equal(filter.from?.toISOString(), "2026-01-01T00:00:00.000Z");
  assert.equal(filter.to?.toISOString(), "2026-01-02T23:59:59.999Z");
});

Deno.test("a query made of filters reads back as the same filters and place", () => {
  const filters = read("status=active&tag=a%26b&charger=CP%2F1");
  const query = queryOf(filters, { atUs: 1_767_225_600_123_456, id: 7 });
  assert.deepEqual(read(query.slice(1)), filters);
  assert.deepEqual(readCursor(new URLSearchParams(query)), { atUs: 1_767_225_600_123_456, id: 7 });
  assert.equal(queryOf(read("")), "");
});

Deno.test("a broken cursor is the first page", () => {
  for (const before of ["", "x", "1", "1.2.3", "-1.2", "1e9.2"]) {
    assert.equal(readCursor(new URLSearchParams({ before })), undefined);
  }
});
