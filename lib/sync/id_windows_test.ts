import assert from "node:assert/strict";
import fc from "fast-check";
import { chunks, walkNewIds } from "./id_windows.ts";

async function walk(
  existing: Set<number>,
  input: { highestId: number; seenId?: number; emptyWindows?: number },
) {
  const found = new Set<number>();
  let requests = 0;
  const read = (ids: number[]) => {
    requests++;
    return Promise.resolve(ids.filter((id) => existing.has(id)).map((id) => ({ id })));
  };
  for await (
    const window of walkNewIds({
      ...input,
      read,
      idOf: (row) => row.id,
      windowSize: 20,
      overlap: 5,
    })
  ) {
    for (const row of window.rows) found.add(row.id);
  }
  return { found, requests };
}

Deno.test("a look without news costs one request", async () => {
  const { found, requests } = await walk(new Set([96, 97, 98, 99, 100]), { highestId: 100 });
  assert.equal(requests, 1);
  assert.equal(found.size, 5);
});

Deno.test("an id that was committed late, below the highest, is still found", async () => {
  const { found } = await walk(new Set([98, 99, 100]), { highestId: 100 });
  assert.ok(found.has(98));
});

Deno.test("a gap wider than a window is crossed when an id beyond it is known", async () => {
  const { found } = await walk(new Set([1, 2, 500]), { highestId: 2, seenId: 500 });
  assert.ok(found.has(500));
});

Deno.test("the wide look crosses a gap nobody knows of", async () => {
  assert.ok(!(await walk(new Set([1, 2, 90]), { highestId: 2 })).found.has(90));
  assert.ok((await walk(new Set([1, 2, 90]), { highestId: 2, emptyWindows: 6 })).found.has(90));
});

Deno.test("property: ids whose gaps stay below the window are all found, from any start", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 19 }), { maxLength: 80 }), async (gaps) => {
      const existing = new Set<number>();
      let id = 0;
      for (const gap of gaps) existing.add(id += gap);
      assert.deepEqual((await walk(existing, { highestId: 0 })).found, existing);
    }),
  );
});

Deno.test("chunks hold every item once", () => {
  assert.deepEqual([...chunks([1, 2, 3, 4, 5], 2)], [[1, 2], [3, 4], [5]]);
});
