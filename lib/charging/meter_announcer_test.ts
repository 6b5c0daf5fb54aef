import assert from "node:assert/strict";
import { createTestDatabase, testContext } from "@/tests/support/database.ts";
import { until } from "@/tests/support/until.ts";
import { ANNOUNCE_EVERY_MS, MeterAnnouncer } from "./meter_announcer.ts";

const database = await createTestDatabase();
const ctx = testContext(database);
const events: number[][] = [];
const wakes: string[] = [];
const listener = await database.sql.listen("sync_trigger", (payload) => wakes.push(payload));
await ctx.events.start();
ctx.events.subscribe((event) => {
  if (event.type === "transaction.meter") events.push(event.data.sessionIds);
});

const more = () => `more than ${JSON.stringify({ events, wakes })}`;

const forget = () => {
  events.length = 0;
  wakes.length = 0;
};

Deno.test("the first announcement leaves at once, what follows it closely leaves together", async () => {
  forget();
  const announcer = new MeterAnnouncer(ctx);
  announcer.announce([1], false);
  announcer.announce([2], false);
  announcer.announce([3, 2], false);
  await until(more, () => events.length === 2);
  assert.deepEqual(events, [[1], [2, 3]]);
  assert.deepEqual(wakes, []);
});

Deno.test("announcements keep their distance, so a crowd of batches costs few commits", async () => {
  forget();
  const announcer = new MeterAnnouncer(ctx);
  const startedMs = performance.now();
  const batches = 5_000;
  for (let batch = 0; batch < batches; batch++) {
    announcer.announce([batch % 10], false);
    await Promise.resolve();
  }
  await announcer.flush();
  await until(more, () => new Set(events.flat()).size === 10);
  const most = 2 + Math.ceil((performance.now() - startedMs) / ANNOUNCE_EVERY_MS);
  assert.ok(events.length <= most, `${events.length} announcements of ${batches} batches`);
});

Deno.test("what is urgent does not wait and wakes the worker", async () => {
  forget();
  const announcer = new MeterAnnouncer(ctx);
  announcer.announce([1], false);
  await announcer.flush();
  announcer.announce([2], false);
  announcer.announce([3], true);
  await until(more, () => wakes.length === 1);
  assert.deepEqual(events, [[1], [2, 3]]);
});

Deno.test("a flush sends what waits; without anything it is done at once", async () => {
  forget();
  const announcer = new MeterAnnouncer(ctx);
  await announcer.flush();
  announcer.announce([1], false);
  announcer.announce([2], false);
  await announcer.flush();
  await until(more, () => events.length === 2);
});

Deno.test("an announcement that fails disturbs nobody", async () => {
  forget();
  const failing = {
    ...ctx,
    events: Object.assign(Object.create(ctx.events), {
      publish: () => Promise.reject(new Error("lost")),
    }),
  };
  const announcer = new MeterAnnouncer(failing);
  announcer.announce([1], true);
  await announcer.flush();
  assert.deepEqual(events, []);
});

Deno.test.afterAll(async () => {
  await ctx.events.stop();
  await listener.unlisten();
  await database.drop();
});
