import assert from "node:assert/strict";
import { inTransaction } from "@/lib/platform/context.ts";
import { createTestDatabase, testContext } from "@/tests/support/database.ts";
import { listAudit, recordAudit } from "./mod.ts";

const database = await createTestDatabase();
const ctx = { ...testContext(database), ip: "192.0.2.1", userAgent: "test" };

Deno.test("a row says who, what, from where", async () => {
  await recordAudit(ctx, { event: "card.edited", subject: "card:7", metadata: { label: "Van" } });
  const { rows: [row] } = await listAudit(ctx, { event: "card.edited" });
  assert.equal(row.actorKind, "system");
  assert.equal(row.subject, "card:7");
  assert.deepEqual(row.metadata, { label: "Van", process: "test" });
  assert.equal(row.ip, "192.0.2.1");
  assert.equal(row.requestId, "test-request");
});

Deno.test("card ids are shortened and secrets dropped, at any depth", async () => {
  await recordAudit(ctx, {
    event: "card.linked",
    metadata: {
      idTag: "04A2B3C4D5E6F7",
      id_tags: ["ABCDEFGH", "IJKLMNOP"],
      change: [{ before: { parentIdTag: "PARENT-TAG-1" }, deviceToken: "dev_x" }],
      password: "hunter2",
    },
  });
  const { rows: [row] } = await listAudit(ctx, { event: "card.linked" });
  assert.deepEqual(row.metadata, {
    idTag: "04A2…",
    id_tags: ["ABCD…", "IJKL…"],
    change: [{ before: { parentIdTag: "PARE…" } }],
    process: "test",
  });
});

Deno.test("what no text can hold is replaced, not the row refused", async () => {
  const at = new Date(0);
  await recordAudit(ctx, { event: "odd.text", metadata: { reason: "\ud800 x", list: ["\0"], at } });
  const { rows: [row] } = await listAudit(ctx, { event: "odd.text" });
  assert.deepEqual(row.metadata, {
    reason: "\ufffd x",
    list: ["\ufffd"],
    at: at.toISOString(),
    process: "test",
  });
});

Deno.test("a row vanishes with the transaction it belongs to", async () => {
  const failing = inTransaction(ctx, async (tx) => {
    await recordAudit(tx, { event: "rolled.back" });
    throw new Error("later step failed");
  });
  await assert.rejects(failing, /later step/);
  assert.equal((await listAudit(ctx, { event: "rolled.back" })).rows.length, 0);
});

Deno.test("pages follow each other without gap or double, newest first", async () => {
  for (let n = 0; n < 7; n++) await recordAudit(ctx, { event: "page.test", metadata: { n } });
  const seen: unknown[] = [];
  let beforeId: number | undefined;
  do {
    const page = await listAudit(ctx, { event: "page.", limit: 3, beforeId });
    seen.push(...page.rows.map((row) => row.metadata.n));
    beforeId = page.nextBeforeId ?? undefined;
  } while (beforeId);
  assert.deepEqual(seen, [6, 5, 4, 3, 2, 1, 0]);
});

Deno.test("a group filter takes its characters literally", async () => {
  await recordAudit(ctx, { event: "x_y.done" });
  await recordAudit(ctx, { event: "xzy.done" });
  assert.equal((await listAudit(ctx, { event: "x_y." })).rows.length, 1);
});

Deno.test.afterAll(() => database.drop());
