import assert from "node:assert/strict";
import { createTestDatabase } from "@/tests/support/database.ts";
import { startJobs } from "./jobs.ts";

Deno.test("a job runs, is tried again after a failure, and its schedule is stored", async () => {
  const database = await createTestDatabase();
  let runs = 0;
  const done = Promise.withResolvers<void>();
  const jobs = await startJobs(database.url, [{
    name: "tidy",
    cron: "0 3 * * *",
    run: () => {
      if (++runs === 1) return Promise.reject(new Error("first try fails"));
      done.resolve();
      return Promise.resolve();
    },
    retryDelaySec: 0,
  }], { pollSeconds: 0.5 });
  await jobs.runNow("tidy");
  await done.promise;
  assert.equal(runs, 2);
  const schedules = await database.sql`select name, cron from jobs.schedule`;
  assert.deepEqual(schedules.map((row) => [row.name, row.cron]), [["tidy", "0 3 * * *"]]);
  await jobs.stop();
  await database.drop();
});
