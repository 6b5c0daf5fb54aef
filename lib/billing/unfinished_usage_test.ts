import assert from "node:assert/strict";
import { chargingSessions, userMappings, users } from "@/db/schema/mod.ts";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";
import { deliverUsage } from "./deliver_usage.ts";
import { hasDueUsage, releaseClaims } from "./due_usage.ts";
import { listSessionsAhead } from "./list_sessions_ahead.ts";
import { recordUsage } from "./record_usage.ts";

const NOW = Date.parse("2026-01-15T12:00:00Z");

Deno.test("work that somebody left unfinished is found", async (t) => {
  const database = await createTestDatabase();
  const clock = new ManualClock(NOW);
  const ctx = testContext(database, { clock });
  await database.db.insert(users).values({ id: "u1", publicId: "AAAABBBB", role: "customer" });
  const [{ id: mappingId }] = await database.db.insert(userMappings).values({
    userId: "u1",
    steveOcppIdTag: "TAG1",
  }).returning();
  let transactions = 0;
  const session = async (over: Partial<typeof chargingSessions.$inferInsert>) => {
    const [row] = await database.db.insert(chargingSessions).values({
      steveTransactionId: ++transactions,
      chargeBoxId: "CP1",
      connectorId: 1,
      mappingId,
      lagoSubscriptionExternalId: "sub-1",
      startedAt: new Date(NOW - 3_600_000),
      lastMeterAt: new Date(NOW),
      lastHeardAt: new Date(NOW + transactions),
      meterStartWh: 1_000,
      ...over,
    }).returning();
    return row.id;
  };

  await t.step("running sessions a step or more ahead of their events, latest first", async () => {
    const early = await session({ lastMeterWh: 1_100 });
    const late = await session({ lastMeterWh: 5_000 });
    await session({ lastMeterWh: 1_099 });
    await session({ lastMeterWh: 9_000, meterStartWh: null });
    await session({ lastMeterWh: 9_000, isFinalized: true });
    await session({ lastMeterWh: 9_000, steveInstance: "another" });
    assert.deepEqual(await listSessionsAhead(ctx, { limit: 10 }), [late, early]);
    assert.deepEqual(await listSessionsAhead(ctx, { limit: 1 }), [late]);
    await recordUsage(ctx, { sessionIds: [late, early] });
    assert.deepEqual(await listSessionsAhead(ctx, { limit: 10 }), []);
  });

  await t.step("a run is begun for events only", async () => {
    let begun = 0;
    const runId = () => Promise.reject(new Error(`begun ${++begun} times`));
    const id = await session({ lastMeterWh: 1_000 });
    await recordUsage(ctx, { sessionIds: [id], runId });
    assert.equal(begun, 0);
    const ahead = await session({ lastMeterWh: 3_000 });
    await assert.rejects(recordUsage(ctx, { sessionIds: [ahead], runId }), /begun 1 times/);
    assert.deepEqual(await listSessionsAhead(ctx, { limit: 10 }), [ahead]);
  });

  await t.step("events in the hands of a dead worker become due at once, others keep", async () => {
    assert.equal(await hasDueUsage(ctx), true);
    const dying = new AbortController();
    const never = deliverUsage(ctx, {
      send: () => {
        dying.abort();
        return new Promise(() => {});
      },
    });
    never.catch(() => {});
    await new Promise((resolve) => dying.signal.addEventListener("abort", resolve));
    assert.equal(await hasDueUsage(ctx), false);
    assert.equal(await releaseClaims(ctx), 2);
    assert.equal(await hasDueUsage(ctx), true);
    const failed = await deliverUsage(ctx, { send: () => Promise.reject(new Error("down")) });
    assert.ok(failed.failure);
    assert.equal(await releaseClaims(ctx), 0, "a backoff is no claim");
    assert.equal(await hasDueUsage(ctx), false);
    clock.advance(60_000);
    assert.equal(await hasDueUsage(ctx), true);
  });
  await database.drop();
});
