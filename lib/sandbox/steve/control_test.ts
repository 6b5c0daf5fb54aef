import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TransactionSeed } from "./control.ts";
import { seededRandom } from "./random.ts";
import { withSandbox } from "./test_sandbox.ts";

function* history(count: number): Generator<TransactionSeed> {
  for (let index = 0; index < count; index++) {
    yield {
      chargeBoxId: `CP${index % 50}`,
      connectorId: 1 + index % 2,
      idTag: `T${index % 200}`,
      startMs: 1.7e12 + index * 1000,
      startValue: index,
      stopMs: 1.7e12 + index * 1000 + 900,
      stopValue: index + 5,
    };
  }
}

Deno.test("30,000 transactions go in at once and are read in windows of 200", () =>
  withSandbox({}, async (sandbox, api) => {
    const ids = sandbox.control.bulkInsertTransactions(history(30_000));
    assert.deepEqual([ids.length, ids[29_999]], [30_000, 30_000]);
    assert.deepEqual(sandbox.control.counts(), { total: 30_000, active: 0 });
    for (let from = 1; from < 10_000; from += 1000) {
      const wanted = Array.from({ length: 200 }, (_, index) => from + index);
      const query = wanted.map((id) => `transactionPk=${id}`).join("&");
      const { body } = await api("GET", `/transactions?${query}`);
      assert.deepEqual(body.map((one: { id: number }) => one.id).toSorted(byNumber), wanted);
    }
  }));

const byNumber = (a: number, b: number) => a - b;

Deno.test("ids are explicit when asked, go on above the highest, and are never used again", () =>
  withSandbox({}, async (sandbox, api) => {
    const { control } = sandbox;
    const seed = { chargeBoxId: "CP1", connectorId: 1, startMs: 1, startValue: "0" };
    assert.equal(control.insertTransaction({ ...seed, id: 41, idTag: "A" }), 41);
    assert.equal(control.insertTransaction({ ...seed, idTag: "B" }), 42);
    const [tag] = (await api("GET", "/ocppTags?idTag=B")).body;
    await api("DELETE", `/ocppTags/${tag.ocppTagPk}`);
    assert.equal(control.insertTransaction({ ...seed, idTag: "B" }), 43);
    assert.throws(() => control.appendMeterValue(42, { atMs: 1, value: "1" }));
    assert.throws(() => control.stopTransaction(42, { stopMs: 1, stopValue: 1 }));
  }));

Deno.test("a file keeps everything over a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "steve-"));
  const dbPath = join(folder, "steve.sqlite");
  try {
    await withSandbox({ dbPath }, async (sandbox, api) => {
      sandbox.control.bulkInsertTransactions(history(3));
      assert.equal((await api("POST", "/ocppTags", { idTag: "Kept" })).status, 201);
    });
    await withSandbox({ dbPath }, async (sandbox, api) => {
      assert.equal(sandbox.control.counts().total, 3);
      assert.equal((await api("GET", "/ocppTags?idTag=Kept")).body.length, 1);
      assert.equal(sandbox.control.bulkInsertTransactions(history(1))[0], 4);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

Deno.test("requests are logged with their status", () =>
  withSandbox({}, async (sandbox, api) => {
    await api("GET", "/transactions?type=ACTIVE");
    await api("GET", "/ocppTags/5");
    assert.deepEqual(sandbox.control.requests.map(({ at: _, ...rest }) => rest), [
      { method: "GET", path: "/steve/api/v1/transactions", query: "?type=ACTIVE", status: 200 },
      { method: "GET", path: "/steve/api/v1/ocppTags/5", query: "", status: 404 },
    ]);
  }));

Deno.test("the context path may be empty", () =>
  withSandbox({ contextPath: "" }, async (_sandbox, api) => {
    assert.equal((await api("GET", "/ocppTags")).status, 200);
  }));

Deno.test("a seed repeats its numbers, all in [0, 1)", () => {
  const draw = (seed: number) => Array.from({ length: 50 }, seededRandom(seed));
  assert.deepEqual(draw(3), draw(3));
  assert.notDeepEqual(draw(3), draw(4));
  assert.ok(draw(3).every((value) => value >= 0 && value < 1));
});
