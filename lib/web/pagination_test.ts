import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { z } from "zod";
import { type Cursor, decodeCursor, encodeCursor, pageQuery, toPage } from "./pagination.ts";
import { RequestError } from "./request_error.ts";

const key = z.object({ id: z.number().int() });
type Key = z.infer<typeof key>;

/** A table of ids in descending order, read as SQL would. */
function query(ids: number[], cursor: Cursor<Key> | null, limit: number) {
  const sorted = ids.toSorted((a, b) => b - a);
  const rows = cursor?.direction === "prev"
    ? sorted.filter((id) => id > cursor.at.id).reverse()
    : sorted.filter((id) => !cursor || id < cursor.at.id);
  return toPage(rows.slice(0, limit + 1).map((id) => ({ id })), {
    limit,
    cursor,
    keyOf: (row) => ({ id: row.id }),
  });
}

Deno.test("walking next sees every row once, walking back sees the same", () => {
  fc.assert(fc.property(
    fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 }),
    fc.integer({ min: 1, max: 9 }),
    (ids, limit) => {
      const pages: number[][] = [];
      let text: string | null = null;
      let page = query(ids, null, limit);
      assert.equal(page.prev, null);
      for (;;) {
        pages.push(page.items.map((row) => row.id));
        if (!page.next) break;
        text = page.next;
        page = query(ids, decodeCursor(key, text), limit);
      }
      assert.deepEqual(pages.flat(), ids.toSorted((a, b) => b - a));
      for (let at = pages.length - 2; at >= 0; at--) {
        assert.ok(page.prev);
        page = query(ids, decodeCursor(key, page.prev), limit);
        assert.deepEqual(page.items.map((row) => row.id), pages[at]);
      }
      assert.equal(page.prev, null);
    },
  ));
});

Deno.test("a cursor is opaque, and anything else is refused with a sentence", () => {
  const text = encodeCursor({ direction: "next", at: { id: 5 } });
  assert.match(text, /^[\w-]+$/);
  assert.deepEqual(decodeCursor(key, text), { direction: "next", at: { id: 5 } });
  assert.equal(decodeCursor(key, ""), null);
  const wrong = [
    "x",
    "bm90anNvbg",
    encodeCursor({ direction: "next", at: { id: "a" } }),
    Buffer.from('["up",{"id":1}]').toString("base64url"),
    "A".repeat(2_000),
  ];
  for (const each of wrong) {
    assert.throws(
      () => decodeCursor(key, each),
      (error) => error instanceof RequestError && error.code === "invalid_cursor",
    );
  }
});

Deno.test("the limit is clamped, not refused", () => {
  const schema = z.object(pageQuery({ fallback: 15, max: 50 }));
  const limit = (value?: string) => schema.parse({ limit: value }).limit;
  assert.deepEqual(
    [limit(), limit("7"), limit("0"), limit("-3"), limit("9999"), limit("x"), limit("2.5")],
    [15, 7, 1, 1, 50, 15, 15],
  );
});
