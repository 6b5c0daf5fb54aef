import assert from "node:assert/strict";
import fc from "fast-check";
import type { SteveTransaction } from "./decide_session.ts";
import { MeterIngest } from "./meter_ingest.ts";
import { at, reading, transaction, withWorld } from "./test_world.ts";
import { upsertSessions } from "./upsert_sessions.ts";

/** What really happens at one connector; SteVe and the hook tell of it in any order. */
interface Truth {
  start: SteveTransaction;
  /** Stops in the order in which SteVe learns them: perhaps a guess by hand, then the station's own. */
  stops: SteveTransaction[];
  readings: { minutes: number; energyWh: number }[];
}

const truths = fc.array(
  fc.record({
    steps: fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 8 }),
    isGuessedFirst: fc.boolean(),
    guessWh: fc.integer({ min: 0, max: 30_000 }),
  }),
  { minLength: 1, maxLength: 5 },
).map((list) =>
  list.map(({ steps, isGuessedFirst, guessWh }, i): Truth => {
    const start = transaction({ transactionId: i + 1, chargeBoxId: `CP-${i % 2}` });
    let energyWh = 1_000;
    const readings = steps.map((step, k) => ({ minutes: -50 + k, energyWh: energyWh += step }));
    const own = {
      ...start,
      stoppedAt: at(-10),
      meterStopWh: energyWh,
      stopActor: "station" as const,
    };
    const guess = {
      ...start,
      stoppedAt: at(-12),
      meterStopWh: 1_000 + guessWh,
      stopActor: "manual" as const,
    };
    return { start, stops: isGuessedFirst ? [guess, own] : [own], readings };
  })
);

/** A way through the events: which comes next, who tells it, and how much happens at once. */
const paths = fc.array(fc.record({ pick: fc.nat(), replica: fc.nat(1), isWaiting: fc.boolean() }), {
  minLength: 200,
  maxLength: 200,
});

Deno.test("in whatever order and by whomever it is told, the sessions end as SteVe has them", () =>
  withWorld(async ({ ctx, database, card }) => {
    const mappingId = await card("u1", "TAG1");
    await fc.assert(
      fc.asyncProperty(truths, paths, async (world, path) => {
        await database.sql`truncate charging_sessions, meter_values cascade`;
        const replicas = [new MeterIngest(ctx, database.sql), new MeterIngest(ctx, database.sql)];
        // Each queue keeps its order, as SteVe's own state does; readings may be told twice.
        const queues = world.flatMap((truth) => [
          [truth.start, ...truth.stops].map((told) => () => upsertSessions(ctx, [told])),
          ...[...truth.readings, ...truth.readings.slice(1)].map((
            one,
          ) => [(replica: number) =>
            replicas[replica].ingest(reading({
              transactionId: truth.start.transactionId,
              chargeBoxId: truth.start.chargeBoxId,
              measuredAt: at(one.minutes),
              energyWh: one.energyWh,
            }))]
          ),
        ]);
        let pending: Promise<unknown>[] = [];
        for (const { pick, replica, isWaiting } of path) {
          const open = queues.filter((queue) => queue.length > 0);
          if (open.length === 0) break;
          const queue = open[pick % open.length];
          // SteVe's word on one transaction is read by one worker at a time.
          if (queue.length > 1) {
            await Promise.all(pending);
            pending = [];
          }
          pending.push(queue.shift()!(replica));
          if (isWaiting) {
            await Promise.all(pending);
            pending = [];
          }
        }
        await Promise.all(pending);
        const last = await upsertSessions(ctx, world.map((truth) => truth.stops.at(-1)!));
        assert.equal(last.refused.length, 0);

        const rows = await ctx.db.query.chargingSessions.findMany({
          orderBy: (s, { asc }) => asc(s.steveTransactionId),
        });
        assert.equal(rows.length, world.length);
        for (const [i, truth] of world.entries()) {
          const end = truth.stops.at(-1)!;
          const row = rows[i];
          assert.equal(row.energyWh, end.meterStopWh! - 1_000);
          assert.deepEqual(row.stoppedAt, end.stoppedAt);
          assert.deepEqual(row.startedAt, end.startedAt);
          assert.equal(row.stopActor, "station");
          assert.equal(row.mappingId, mappingId);
          assert.equal(row.lastMeterWh, truth.readings.at(-1)!.energyWh);
          const [{ n }] = await database.sql`select count(*) as n from meter_values
            where transaction_id = ${truth.start.transactionId}`;
          assert.equal(n, truth.readings.length);
        }
        const again = await upsertSessions(ctx, world.map((truth) => truth.stops.at(-1)!));
        assert.deepEqual(again.changedSessionIds, [], "the end is stable");
      }),
      { numRuns: 25 },
    );
  }));
