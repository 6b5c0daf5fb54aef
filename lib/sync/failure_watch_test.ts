import assert from "node:assert/strict";
import { createTestDatabase, testContext } from "@/tests/support/database.ts";
import { FailureWatch } from "./failure_watch.ts";

Deno.test("a cause that stands is told once, on the third failure in a row, and slows the looks", async () => {
  const database = await createTestDatabase();
  const ctx = testContext(database);
  const watch = new FailureWatch();
  const ran = ["transaction_sync", "usage_delivery"];
  const fail = (segment: string) =>
    watch.note(ctx, ran, [{ segment, message: "Invalid password" }]);
  const told = async () =>
    (await database.sql`select title, body, occurrences from notifications`).map((
      n,
    ) => [n.title, n.body, n.occurrences]);

  await fail("transaction_sync");
  await watch.note(ctx, ran, []);
  await fail("transaction_sync");
  await fail("transaction_sync");
  assert.deepEqual(await told(), []);
  assert.equal(watch.slowdown, 1);
  for (let i = 0; i < 9; i++) await fail("transaction_sync");
  assert.deepEqual(await told(), [[
    "Sync keeps failing: sessions of SteVe",
    "Invalid password",
    1,
  ]]);
  assert.equal(watch.slowdown, 32);
  await watch.note(ctx, ["transaction_sync"], []);
  assert.equal(watch.slowdown, 1);
  await database.drop();
});
