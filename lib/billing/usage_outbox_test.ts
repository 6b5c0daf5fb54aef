import assert from "node:assert/strict";
import { chargingSessions, syncedTransactionEvents, userMappings, users } from "@/db/schema/mod.ts";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";
import { checkInvariants } from "./check_invariants.ts";
import { deliverUsage, kwhString, parkEvents, type UsageEvent } from "./deliver_usage.ts";
import { recordUsage } from "./record_usage.ts";
import { reconcile } from "./reconciliation.ts";
import { releaseHeldUsage } from "./release_held_usage.ts";

const NOW = Date.parse("2026-01-15T12:00:00Z");

/** A Lago that keeps what it accepts and can be told to misbehave. */
class Ledger {
  readonly events = new Map<string, UsageEvent>();
  failNext: "before" | "after" | null = null;
  refuse = new Set<string>();
  calls = 0;

  send = (events: UsageEvent[]) => {
    this.calls++;
    const failure = this.failNext;
    this.failNext = null;
    if (failure === "before") return Promise.reject(new Error("connection refused"));
    const receipt = {
      accepted: [] as string[],
      duplicates: [] as string[],
      refused: [] as { transactionId: string; code: string }[],
    };
    for (const event of events) {
      if (this.refuse.has(event.transactionId)) {
        receipt.refused.push({ transactionId: event.transactionId, code: "invalid_code" });
      } else if (this.events.has(event.transactionId)) receipt.duplicates.push(event.transactionId);
      else {
        this.events.set(event.transactionId, event);
        receipt.accepted.push(event.transactionId);
      }
    }
    return failure === "after"
      ? Promise.reject(new Error("timeout after acceptance"))
      : Promise.resolve(receipt);
  };

  get kwh(): number {
    return [...this.events.values()].reduce((sum, event) => sum + Number(event.kwh), 0);
  }
}

async function world() {
  const database = await createTestDatabase();
  const clock = new ManualClock(NOW);
  const ctx = testContext(database, { clock });
  await database.db.insert(users).values({ id: "u1", publicId: "AAAABBBB", role: "customer" });
  const [mapping] = await database.db.insert(userMappings).values({
    userId: "u1",
    steveOcppIdTag: "TAG1",
    lagoCustomerExternalId: "AAAABBBB",
    lagoSubscriptionExternalId: "sub-1",
  }).returning();
  let next = 1;
  const session = async (over: Partial<typeof chargingSessions.$inferInsert> = {}) => {
    const [row] = await database.db.insert(chargingSessions).values({
      steveTransactionId: next++,
      chargeBoxId: "CP1",
      connectorId: 1,
      idTag: "TAG1",
      mappingId: mapping.id,
      lagoCustomerExternalId: "AAAABBBB",
      lagoSubscriptionExternalId: "sub-1",
      startedAt: new Date(NOW - 3_600_000),
      meterStartWh: 1_000,
      ...over,
    }).returning();
    return row.id;
  };
  const stopped = (wh: number) => ({ stoppedAt: new Date(NOW - 60_000), meterStopWh: 1_000 + wh });
  return { database, ctx, clock, session, stopped, mapping };
}

Deno.test("usage outbox", async (t) => {
  const { database, ctx, clock, session, stopped, mapping } = await world();
  const ledger = new Ledger();
  const status = async (id: number) =>
    (await database
      .sql`select status, held_reason from synced_transaction_events where session_id = ${id} order by id`)
      .map((row) => row.held_reason ?? row.status);

  await t.step("a stopped session becomes one final event and is delivered once", async () => {
    const id = await session(stopped(5_432));
    const recorded = await recordUsage(ctx, { sessionIds: [id] });
    assert.deepEqual([recorded.eventsCreated, recorded.whRecorded, recorded.finalized], [
      1,
      5_432,
      1,
    ]);
    assert.equal((await recordUsage(ctx, { sessionIds: [id] })).eventsCreated, 0);
    const delivered = await deliverUsage(ctx, { send: ledger.send });
    assert.equal(delivered.delivered, 1);
    assert.equal(ledger.events.get("steve:1:6432")?.kwh, "5.432");
    assert.deepEqual(await status(id), ["sent"]);
  });

  await t.step(
    "a lost answer is sent again and counted as a duplicate, not billed twice",
    async () => {
      const id = await session(stopped(1_000));
      await recordUsage(ctx, { sessionIds: [id] });
      ledger.failNext = "after";
      const first = await deliverUsage(ctx, { send: ledger.send });
      assert.ok(first.failure);
      assert.deepEqual(await status(id), ["pending"]);
      clock.advance(60_000);
      const second = await deliverUsage(ctx, { send: ledger.send });
      assert.deepEqual([second.delivered, second.duplicates], [1, 1]);
      assert.deepEqual(await status(id), ["sent"]);
    },
  );

  await t.step("an outage ends the call after one attempt and backs off", async () => {
    const id = await session(stopped(2_000));
    await recordUsage(ctx, { sessionIds: [id] });
    const calls = ledger.calls;
    ledger.failNext = "before";
    assert.ok((await deliverUsage(ctx, { send: ledger.send })).failure);
    assert.equal((await deliverUsage(ctx, { send: ledger.send })).delivered, 0);
    assert.equal(ledger.calls, calls + 1);
    clock.advance(60_000);
    assert.equal((await deliverUsage(ctx, { send: ledger.send })).delivered, 1);
    assert.deepEqual(await status(id), ["sent"]);
  });

  await t.step("a claim of a process that died comes due again", async () => {
    const id = await session(stopped(3_000));
    await recordUsage(ctx, { sessionIds: [id] });
    const died = deliverUsage(ctx, { send: () => new Promise(() => {}) });
    void died;
    while (
      (await database
        .sql`select 1 from synced_transaction_events where session_id = ${id} and claimed_until is not null`)
        .length === 0
    ) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal((await deliverUsage(ctx, { send: ledger.send })).delivered, 0);
    clock.advance(121_000);
    assert.equal((await deliverUsage(ctx, { send: ledger.send })).delivered, 1);
  });

  await t.step(
    "a refused event is parked with the reason and does not hold up the rest",
    async () => {
      const bad = await session(stopped(700));
      const good = await session(stopped(800));
      await recordUsage(ctx, { sessionIds: [bad, good] });
      const [{ lago_event_transaction_id }] = await database
        .sql`select lago_event_transaction_id from synced_transaction_events where session_id = ${bad}`;
      ledger.refuse.add(lago_event_transaction_id);
      const result = await deliverUsage(ctx, { send: ledger.send });
      assert.deepEqual([result.delivered, result.parked], [1, 1]);
      assert.deepEqual([await status(bad), await status(good)], [["parked"], ["sent"]]);
      assert.equal(
        (await database.sql`select 1 from notifications where dedupe_key = 'billing:parked'`)
          .length,
        1,
      );
    },
  );

  await t.step("usage that Lago takes back later is parked too", async () => {
    assert.equal(
      await parkEvents(ctx, [{ transactionId: "steve:1:6432", code: "invalid_code" }]),
      1,
    );
    assert.equal(
      await parkEvents(ctx, [{ transactionId: "steve:1:6432", code: "invalid_code" }]),
      0,
    );
  });

  await t.step(
    "energy without a payer is held, and a zero session is closed without an event to send",
    async () => {
      const unmapped = await session({
        ...stopped(900),
        mappingId: null,
        lagoCustomerExternalId: null,
        lagoSubscriptionExternalId: null,
      });
      const inactive = await session({ ...stopped(900), flags: ["inactive_card"] });
      const zero = await session(stopped(0));
      await recordUsage(ctx, { sessionIds: [unmapped, inactive, zero] });
      assert.deepEqual(await Promise.all([status(unmapped), status(inactive), status(zero)]), [
        ["unmapped_card"],
        ["inactive_card"],
        ["zero"],
      ]);
      assert.equal((await deliverUsage(ctx, { send: ledger.send })).delivered, 0);
    },
  );

  await t.step(
    "a subscription that appears later releases what waited for it, and only that",
    async () => {
      const id = await session({ ...stopped(1_500), lagoSubscriptionExternalId: null });
      await recordUsage(ctx, { sessionIds: [id] });
      assert.deepEqual(await status(id), ["no_subscription"]);
      assert.equal(await releaseHeldUsage(ctx), 1);
      assert.equal((await deliverUsage(ctx, { send: ledger.send })).delivered, 1);
      assert.equal(mapping.lagoSubscriptionExternalId, "sub-1");
    },
  );

  await t.step(
    "a clock of long ago or of tomorrow does not move usage out of the subscription's life",
    async () => {
      await database
        .sql`insert into lago_subscriptions (external_id, lago_id, external_customer_id, plan_code, status, started_at, raw)
      values ('sub-1', 'l1', 'AAAABBBB', 'p', 'active', ${
        new Date(NOW - 86_400_000).toISOString()
      }, '{}')`;
      const old = await session({
        startedAt: new Date("2001-01-01T00:00:00Z"),
        stoppedAt: new Date("2001-01-01T01:00:00Z"),
        meterStopWh: 1_900,
      });
      const ahead = await session({ stoppedAt: new Date(NOW + 7_200_000), meterStopWh: 1_800 });
      await recordUsage(ctx, { sessionIds: [old, ahead] });
      const rows = await database
        .sql`select event_timestamp as at from synced_transaction_events where session_id in (${old}, ${ahead}) order by session_id`;
      assert.deepEqual(rows.map((row) => new Date(row.at).getTime()), [
        NOW - 86_400_000,
        clock.nowMs(),
      ]);
      assert.equal((await deliverUsage(ctx, { send: ledger.send })).delivered, 2);
    },
  );

  await t.step("usage of a subscription that is over is held, not sent into the void", async () => {
    await database.sql`update lago_subscriptions set status = 'terminated'`;
    const id = await session(stopped(600));
    await recordUsage(ctx, { sessionIds: [id] });
    assert.deepEqual(await status(id), ["no_subscription"]);
    assert.equal(await releaseHeldUsage(ctx), 0);
    await database.sql`update lago_subscriptions set status = 'active'`;
    assert.equal(await releaseHeldUsage(ctx), 1);
    await deliverUsage(ctx, { send: ledger.send });
  });

  await t.step(
    "a card that gets its customer and subscription later releases what waited",
    async () => {
      const id = await session({
        ...stopped(700),
        lagoCustomerExternalId: null,
        lagoSubscriptionExternalId: null,
      });
      await recordUsage(ctx, { sessionIds: [id] });
      assert.deepEqual(await status(id), ["no_subscription"]);
      assert.equal(await releaseHeldUsage(ctx), 1);
      assert.equal((await deliverUsage(ctx, { send: ledger.send })).delivered, 1);
    },
  );

  await t.step("two deliveries at once share the work and send nothing twice", async () => {
    const ids = await Promise.all(Array.from({ length: 250 }, () => session(stopped(100))));
    await recordUsage(ctx, { sessionIds: ids });
    const results = await Promise.all([
      deliverUsage(ctx, { send: ledger.send }),
      deliverUsage(ctx, { send: ledger.send }),
    ]);
    assert.equal(results[0].delivered + results[1].delivered, 250);
    assert.equal(results[0].duplicates + results[1].duplicates, 0);
  });

  await t.step("two recorders of one session make its events once", async () => {
    const id = await session(stopped(4_000));
    const results = await Promise.all([1, 2, 3].map(() => recordUsage(ctx, { sessionIds: [id] })));
    assert.equal(results.reduce((sum, r) => sum + r.eventsCreated, 0), 1);
  });

  await t.step("the ledger adds up and no invariant is broken", async () => {
    await deliverUsage(ctx, { send: ledger.send });
    assert.deepEqual(await checkInvariants(ctx), []);
    const sums = await reconcile(ctx);
    assert.equal(sums.dueWh, 0);
    assert.equal(
      sums.deliveredWh,
      sums.sentWh + sums.parkedWh + Object.values(sums.heldWh).reduce((a, b) => a + b, 0),
    );
    // The event Lago withdrew had been accepted first.
    assert.equal(Math.round(ledger.kwh * 1000), sums.sentWh + 5_432);
  });

  await t.step("a broken chain is reported", async () => {
    await database.db.update(syncedTransactionEvents).set({ whDelta: 1 });
    assert.ok((await checkInvariants(ctx)).some((breach) => breach.rule === "sum_of_deltas"));
  });

  await database.drop();
});

Deno.test("kWh strings are exact at every size and sign", () => {
  assert.deepEqual([0, 1, 999, 1_000, 1_500, -1_500, 143_664, -7].map(kwhString), [
    "0",
    "0.001",
    "0.999",
    "1",
    "1.5",
    "-1.5",
    "143.664",
    "-0.007",
  ]);
});
