import assert from "node:assert/strict";
import { openDatabase } from "@/db/client.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { systemClock } from "./clock.ts";
import { RateLimiter } from "./rate_limit.ts";

const database = await createTestDatabase();
const replica = () => new RateLimiter({ sql: database.sql, clock: systemClock });
const rule = { points: 3, perSec: 60 };

Deno.test({ name: "rate limit", sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await t.step("exactly `points` requests pass in one window", async () => {
    const limiter = replica();
    const results = [];
    for (let i = 0; i < 5; i++) results.push(await limiter.consume("a", rule));
    assert.deepEqual(results.map((r) => r.allowed), [true, true, true, false, false]);
    assert.deepEqual(results.map((r) => r.remaining), [2, 1, 0, 0, 0]);
    assert.ok(results.every((r) => r.resetMs > 0 && r.resetMs <= 60_000));
  });

  await t.step("replicas share one count, even when they race", async () => {
    const limiters = [replica(), replica(), replica()];
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => limiters[i % 3].consume("shared", rule)),
    );
    assert.equal(results.filter((r) => r.allowed).length, 3);
  });

  await t.step("keys do not touch each other", async () => {
    const limiter = replica();
    for (let i = 0; i < 3; i++) await limiter.consume("b", rule);
    assert.equal((await limiter.consume("c", rule)).allowed, true);
  });

  await t.step("a window that ended starts again at full points", async () => {
    const limiter = replica();
    for (let i = 0; i < 3; i++) await limiter.consume("d", rule);
    await database
      .sql`update rate_limits set expire = now() - interval '1 second' where key like '%d'`;
    assert.deepEqual((await replica().consume("d", rule)).remaining, 2);
  });

  await t.step("without Postgres the process goes on counting by itself", async () => {
    const dead = openDatabase("postgres://nobody@127.0.0.1:1/none", { max: 1 });
    const limiter = new RateLimiter({ sql: dead.sql, clock: systemClock });
    const results = [];
    for (let i = 0; i < 4; i++) results.push((await limiter.consume("e", rule)).allowed);
    assert.deepEqual(results, [true, true, true, false]);
    await dead.close(0);
  });

  await database.drop();
});
