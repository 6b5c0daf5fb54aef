import assert from "node:assert/strict";
import fc from "fast-check";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";
import { MeterIngest } from "./meter_ingest.ts";
import type { MeterReading } from "./meter_reading.ts";
import { at, NOW, reading, transaction } from "./test_world.ts";
import { upsertSessions } from "./upsert_sessions.ts";

const database = await createTestDatabase();
const clock = new ManualClock(NOW);
const ctx = testContext(database, { clock });
const { sql } = database;
let nextTransaction = 1;
const newId = () => nextTransaction++;

const sessionOf = async (transactionId: number) => {
  const row = await ctx.db.query.chargingSessions.findFirst({
    where: (s, { eq }) => eq(s.steveTransactionId, transactionId),
  });
  assert.ok(row);
  return row;
};

/** Readings of a register that only grows, some without some of their fields. */
const history = fc.array(
  fc.record({
    gapMin: fc.integer({ min: 1, max: 10 }),
    addWh: fc.integer({ min: 0, max: 900 }),
    powerW: fc.option(fc.integer({ min: 0, max: 22_000 })),
    hasEnergy: fc.boolean(),
    socPercent: fc.option(fc.integer({ min: 0, max: 100 })),
    order: fc.integer(),
    copies: fc.integer({ min: 1, max: 3 }),
    isAlone: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
);

Deno.test("whatever the order and the repeats, the last values are those of the latest readings", async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.boolean(), async (steps, startIsKnown) => {
      const id = newId();
      let minutes = -600;
      let wh = 1_000;
      const truth: (MeterReading & { isAlone: boolean; order: number })[] = [];
      for (const step of steps) {
        minutes += step.gapMin;
        wh += step.addWh;
        for (let copy = 0; copy < step.copies; copy++) {
          truth.push({
            ...reading({ transactionId: id, measuredAt: at(minutes), powerW: step.powerW }),
            energyWh: step.hasEnergy ? wh : null,
            socPercent: step.socPercent,
            isAlone: step.isAlone,
            order: step.order * (copy + 1),
          });
        }
      }
      const start = transaction({ transactionId: id, startedAt: at(-605) });
      if (startIsKnown) await upsertSessions(ctx, [start]);
      const ingest = new MeterIngest(ctx, sql);
      let energyWh = 0;
      let pending: Promise<unknown>[] = [];
      for (const { isAlone, order: _, ...one } of truth.toSorted((a, b) => a.order - b.order)) {
        pending.push(ingest.ingest(one));
        if (!isAlone) continue;
        await Promise.all(pending);
        pending = [];
        const now = (await sessionOf(id)).energyWh;
        assert.ok(now >= energyWh, "energy never decreases");
        energyWh = now;
      }
      await Promise.all(pending);
      if (!startIsKnown) await upsertSessions(ctx, [start]);
      const session = await sessionOf(id);
      const latest = (field: "energyWh" | "powerW" | "socPercent") =>
        truth.findLast((one) => one[field] !== null)?.[field] ?? null;
      assert.equal(session.lastMeterAt?.getTime(), truth.at(-1)!.measuredAt.getTime());
      assert.equal(session.lastMeterWh, latest("energyWh"));
      assert.equal(session.lastPowerW, latest("powerW"));
      assert.equal(session.lastSocPercent, latest("socPercent"));
      assert.equal(session.energyWh, (latest("energyWh") ?? 1_000) - 1_000);
    }),
    { numRuns: 60 },
  );
});

/** A register that may jump, stand still or fall. */
const anyRegister = fc.array(
  fc.record({
    minutes: fc.integer({ min: -59, max: 0 }),
    energyWh: fc.integer({ min: 0, max: 400_000 }),
    order: fc.integer(),
  }),
  { minLength: 1, maxLength: 15 },
).map((list) => [...new Map(list.map((one) => [one.minutes, one])).values()]);

Deno.test("whatever a broken register shows, the last reading is the latest and energy never falls", async () => {
  await fc.assert(
    fc.asyncProperty(anyRegister, async (shown) => {
      const id = newId();
      await upsertSessions(ctx, [transaction({ transactionId: id })]);
      const ingest = new MeterIngest(ctx, sql);
      let energyWh = 0;
      for (const one of shown.toSorted((a, b) => a.order - b.order)) {
        await ingest.ingest(
          reading({ transactionId: id, measuredAt: at(one.minutes), energyWh: one.energyWh }),
        );
        const session = await sessionOf(id);
        assert.ok(session.energyWh >= energyWh);
        energyWh = session.energyWh;
      }
      const session = await sessionOf(id);
      const latest = shown.toSorted((a, b) => a.minutes - b.minutes).at(-1)!;
      assert.equal(session.lastMeterWh, latest.energyWh);
      assert.deepEqual(session.lastMeterAt, at(latest.minutes));
      const best = Math.max(0, ...shown.map((one) => one.energyWh - 1_000));
      assert.ok(session.energyWh <= best, "no energy that no reading showed");
    }),
    { numRuns: 40 },
  );
});

Deno.test("the database of these tests goes away", () => database.drop());
