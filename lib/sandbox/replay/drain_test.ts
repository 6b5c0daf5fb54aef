import assert from "node:assert/strict";
import { createTestDatabase } from "@/tests/support/database.ts";
import { drain, DrainStuck } from "./drain.ts";
import { loadRows } from "./load.ts";
import { reconcileReplay } from "./reconcile.ts";
import { inStartOrder } from "./register.ts";
import { addsUp, renderReport } from "./report.ts";
import { csv, manyRows } from "./testing/synthetic_file.ts";
import { readTransactionFile } from "./transaction_file.ts";
import { openReplayWorld, ReplayBusy } from "./world.ts";

Deno.test("trouble on the wire: a lost answer bills once, an outage is said and survived", async (t) => {
  const dataDir = await Deno.makeTempDir({ prefix: "polaris-replay-" });
  const database = await createTestDatabase();
  const options = { dataDir, databaseUrl: database.url };
  const file = readTransactionFile(csv(manyRows(250)));
  const rows = inStartOrder(file.rows);
  const world = await openReplayWorld(options);
  const run = () =>
    drain(world, { signal: new AbortController().signal, onProgress: () => {}, lookMs: 50 });
  try {
    await loadRows(world, rows, dataDir);

    await t.step("a second replay of the same data is refused", async () => {
      await assert.rejects(openReplayWorld(options), ReplayBusy);
    });

    await t.step("an outage of Lago ends the replay with Lago's words", async () => {
      world.lago.control.setFaults([{
        match: { method: "POST" },
        kind: "status",
        status: 400,
      }]);
      await assert.rejects(run(), DrainStuck);
      assert.equal(world.lago.control.countEvents(), 0);
      world.lago.control.clearFaults();
    });

    await t.step("after it, with an answer lost on the way, every Wh is billed once", async () => {
      world.lago.control.setFaults([{
        match: { method: "POST", pathPrefix: "/api/v1/events" },
        kind: "drop_after",
        times: 1,
      }]);
      assert.equal(await run(), true);
      const report = await reconcileReplay(world, file, rows);
      assert.ok(addsUp(report), renderReport(report).join("\n"));
    });
  } finally {
    await world.stop();
    await database.drop();
    await Deno.remove(dataDir, { recursive: true });
  }
});
