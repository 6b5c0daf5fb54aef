import assert from "node:assert/strict";
import fc from "fast-check";
import { decideUsage, type UsageCursor, type UsageFacts, type UsageStep } from "./decide_usage.ts";

const START = new Date("2026-01-15T08:00:00Z");
const after = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

function facts(over: Partial<UsageFacts>): UsageFacts {
  return {
    instance: "steve",
    transactionId: 7,
    startedAt: START,
    meterStartWh: 10_000,
    stop: null,
    reading: null,
    cursor: null,
    ...over,
  };
}

Deno.test("before the first reading there is a cursor at the start value and nothing to bill", () => {
  const { cursor, step } = decideUsage(facts({}));
  assert.deepEqual(cursor, {
    cursorWh: 10_000,
    totalWhBilled: 0,
    isFinalized: false,
    adjustments: 0,
  });
  assert.equal(step, null);
});

Deno.test("a reading becomes one step from the cursor to the reading, with a deterministic id", () => {
  const input = facts({ reading: { energyWh: 12_500, at: after(20) } });
  const { step, cursor } = decideUsage(input);
  assert.deepEqual(step, {
    lagoEventTransactionId: "steve:7:12500",
    kind: "usage",
    fromWh: 10_000,
    toWh: 12_500,
    isFinal: false,
    at: after(20),
  });
  assert.equal(cursor.totalWhBilled, 2_500);
  assert.deepEqual(decideUsage(input), { step, cursor, flags: [] });
});

Deno.test("a running session is not billed in crumbs below the minimum step", () => {
  assert.equal(decideUsage(facts({ reading: { energyWh: 10_099, at: after(1) } })).step, null);
});

Deno.test("a reading below the cursor is flagged and bills nothing", () => {
  const cursor = { cursorWh: 12_000, totalWhBilled: 2_000, isFinalized: false, adjustments: 0 };
  const rollback = decideUsage(facts({ cursor, reading: { energyWh: 11_000, at: after(30) } }));
  assert.deepEqual([rollback.step, rollback.flags], [null, ["meter_rollback"]]);
  const reset = decideUsage(facts({ cursor, reading: { energyWh: 5, at: after(30) } }));
  assert.deepEqual([reset.step, reset.flags], [null, ["meter_reset"]]);
});

Deno.test("a reading no station could have delivered waits for the stop", () => {
  const absurd = decideUsage(facts({ reading: { energyWh: 99_999_999, at: after(10) } }));
  assert.deepEqual([absurd.step, absurd.flags], [null, ["implausible_energy"]]);
});

Deno.test("the stop closes the distance with one final step", () => {
  const cursor = { cursorWh: 12_000, totalWhBilled: 2_000, isFinalized: false, adjustments: 0 };
  const { step, cursor: next } = decideUsage(
    facts({ cursor, stop: { meterWh: 15_000, at: after(60) } }),
  );
  assert.equal(step?.lagoEventTransactionId, "steve:7:15000");
  assert.equal(step?.isFinal, true);
  assert.deepEqual(next, {
    cursorWh: 15_000,
    totalWhBilled: 5_000,
    isFinalized: true,
    adjustments: 0,
  });
});

Deno.test("a session that ends where the last step ended still gets its one final step, without energy", () => {
  const cursor = { cursorWh: 15_000, totalWhBilled: 5_000, isFinalized: false, adjustments: 0 };
  const { step } = decideUsage(facts({ cursor, stop: { meterWh: 15_000, at: after(60) } }));
  assert.equal(step?.lagoEventTransactionId, "steve:7:15000:final");
  assert.deepEqual([step?.fromWh, step?.toWh, step?.isFinal], [15_000, 15_000, true]);
});

Deno.test("readings that overshot the stop are taken back by the closing step", () => {
  const cursor = { cursorWh: 15_000, totalWhBilled: 5_000, isFinalized: false, adjustments: 0 };
  const { step, cursor: next } = decideUsage(
    facts({ cursor, stop: { meterWh: 14_000, at: after(60) } }),
  );
  assert.deepEqual([step?.kind, step?.lagoEventTransactionId], [
    "adjustment",
    "steve:7:14000:adj:1",
  ]);
  assert.equal(next.totalWhBilled, 4_000);
});

Deno.test("a stop below the start is a reset: what the readings showed stands, nothing negative is billed", () => {
  const cursor = { cursorWh: 12_000, totalWhBilled: 2_000, isFinalized: false, adjustments: 0 };
  const { step, cursor: next, flags } = decideUsage(
    facts({ cursor, stop: { meterWh: 300, at: after(60) } }),
  );
  assert.deepEqual([step?.toWh, step?.isFinal, next.totalWhBilled, flags], [12_000, true, 2_000, [
    "meter_reset",
  ]]);
});

Deno.test("a manual stop that the station replaces is corrected by a new event with a new id", () => {
  const closed = decideUsage(facts({ stop: { meterWh: 14_000, at: after(60) } })).cursor;
  const replaced = decideUsage(facts({ cursor: closed, stop: { meterWh: 16_000, at: after(61) } }));
  assert.equal(replaced.step?.lagoEventTransactionId, "steve:7:16000:adj:1");
  assert.equal(replaced.step?.isFinal, false);
  assert.deepEqual(replaced.flags, ["changed_after_final"]);
  const back = decideUsage(
    facts({ cursor: replaced.cursor, stop: { meterWh: 14_000, at: after(62) } }),
  );
  assert.equal(back.step?.lagoEventTransactionId, "steve:7:14000:adj:2");
  assert.equal(back.cursor.totalWhBilled, 4_000);
});

Deno.test("an unchanged stop of a closed session is no news", () => {
  const stop = { meterWh: 14_000, at: after(60) };
  const closed = decideUsage(facts({ stop })).cursor;
  assert.deepEqual(decideUsage(facts({ cursor: closed, stop })), {
    cursor: closed,
    step: null,
    flags: [],
  });
});

const reading = fc.record({
  energyWh: fc.integer({ min: 0, max: 60_000 }),
  minute: fc.integer({ min: 0, max: 600 }),
});
const stop = fc.option(fc.integer({ min: 0, max: 60_000 }), { nil: null });

Deno.test("property: whatever is read in whatever order, deltas sum to the total, chain without gaps, and ids never repeat", () => {
  fc.assert(
    fc.property(
      fc.array(reading, { maxLength: 30 }),
      fc.array(stop, { minLength: 1, maxLength: 5 }),
      (readings, stops) => {
        let cursor: UsageCursor | null = null;
        const steps: UsageStep[] = [];
        const take = (input: Partial<UsageFacts>) => {
          const decision = decideUsage(facts({ ...input, cursor }));
          cursor = decision.cursor;
          if (decision.step) steps.push(decision.step);
        };
        for (const r of readings) take({ reading: { energyWh: r.energyWh, at: after(r.minute) } });
        for (const s of stops) if (s !== null) take({ stop: { meterWh: s, at: after(700) } });

        const known = cursor as UsageCursor | null;
        const total = steps.reduce((sum, step) => sum + step.toWh - step.fromWh, 0);
        assert.equal(total, known?.totalWhBilled ?? 0);
        assert.equal(new Set(steps.map((step) => step.lagoEventTransactionId)).size, steps.length);
        steps.forEach((step, i) => assert.equal(step.fromWh, i === 0 ? 10_000 : steps[i - 1].toWh));
        assert.equal(steps.filter((step) => step.isFinal).length, known?.isFinalized ? 1 : 0);
        assert.ok((known?.totalWhBilled ?? 0) >= 0, "never a negative bill");
        const lastStop = stops.findLast((s) => s !== null) ?? null;
        if (lastStop !== null && lastStop >= 10_000) assert.equal(known?.cursorWh, lastStop);
      },
    ),
  );
});
