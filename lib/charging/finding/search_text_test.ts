import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import { withWorld } from "../test_world.ts";
import { isSearched, type Searchable, searchSql } from "./search_text.ts";

const HERE: Searchable<string | null> = {
  names: ["Zürich Hauptbahnhof 100%", "Café de l'Étoile", null],
  ids: ["ZRH-CP 01"],
  codes: ["JC6DYAF2"],
};

const CASES: [search: string, isFound: boolean][] = [
  ["zurich", true],
  ["ZÜRICH", true],
  ["Zu\u0308rich haupt", true],
  ["etoile", true],
  ["cafe  de", false],
  ["JC6D YAF2", true],
  ["jc6dyaf2", true],
  ["jc6d-yaf2", true],
  ["yaf2", true],
  ["af2", false], // less than a printed group is rather a part of a name
  ["zrh cp01", true],
  ["zrhcp-01", true],
  ["100%", true],
  ["%", true],
  ["_", false],
  ["\\", false],
  ["-", false],
  ["bern", false],
];

Deno.test("a charger is searched without accents and case, ids without spaces and dashes", () => {
  for (const [search, isFound] of CASES) {
    assert.equal(isSearched(search, HERE), isFound, search);
  }
});

Deno.test("the rule of the search is the same in memory and in a query", () =>
  withWorld(async ({ ctx: { db } }) => {
    const of = (texts: readonly (string | null)[]) => texts.map((text) => sql`${text}::text`);
    const { names, ids, codes } = HERE;
    for (const [search, isFound] of CASES) {
      const found = searchSql(search, { names: of(names), ids: of(ids), codes: of(codes) });
      const [row] = await db.execute<{ found: boolean | null }>(sql`select ${found} as found`);
      assert.equal(row.found ?? false, isFound, search);
    }
  }));
