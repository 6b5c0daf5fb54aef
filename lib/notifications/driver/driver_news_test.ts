import assert from "node:assert/strict";
import { EventBus } from "@/lib/platform/events.ts";
import { DriverNews } from "./driver_news.ts";
import { withWorld } from "./test_world.ts";
import { until } from "@/tests/support/until.ts";

const keep = { sanitizeResources: false, sanitizeOps: false };
const freeChargers = () => Promise.resolve([]);

Deno.test(
  "a change on the bus is told soon; after the stop nothing is",
  keep,
  () =>
    withWorld(async ({ ctx, database, driver, session }) => {
      const mapping = await driver("ada");
      const events = new EventBus(database.sql);
      await events.start();
      const news = new DriverNews({
        context: () => ({ ...ctx, events }),
        freeChargers,
        debounceMs: 10,
      });
      news.start();
      const told = async () =>
        (await database.sql`select count(*)::int as n from driver_messages`)[0].n;
      try {
        const id = await session(mapping);
        await events.publish(ctx.db, "transaction.meter", { sessionIds: [id] });
        await events.publish(ctx.db, "session.changed", { sessionIds: [id] });
        await until("the notice", async () => await told() === 1);
      } finally {
        await news.stop();
      }
      await events.publish(ctx.db, "session.changed", { sessionIds: [await session(mapping)] });
      const heard = new Promise<void>((resolve) => void events.subscribe(() => resolve()));
      await events.publish(ctx.db, "charger.status", { chargeBoxIds: ["CP-1"] });
      await heard;
      assert.equal(await told(), 1);
      await events.stop();
    }),
);

Deno.test(
  "looks that come while one runs are served by one more, and all of them wait for it",
  keep,
  () =>
    withWorld(async ({ ctx, database, driver, session }) => {
      const mapping = await driver("ada");
      let passes = 0;
      const news = new DriverNews({
        context: () => {
          passes++;
          return ctx;
        },
        freeChargers,
      });
      await session(mapping);
      await Promise.all(Array.from({ length: 10 }, () => news.look()));
      assert.equal(passes, 2);
      const [{ n }] = await database.sql`select count(*)::int as n from driver_messages`;
      assert.equal(n, 1);
      await news.stop();
    }),
);
