import assert from "node:assert/strict";
import fc from "fast-check";
import {
  afterRun,
  type CadenceRules,
  nextRunAtMs,
  recordActivity,
  startCadence,
} from "./cadence.ts";

const RULES: CadenceRules = {
  SYNC_ACTIVE_SECONDS: 900,
  SYNC_IDLE_SECONDS: 3_600,
  SYNC_DORMANT_SECONDS: 604_800,
  SYNC_DORMANT_THRESHOLD_DAYS: 30,
  SYNC_IDLE_HYSTERESIS_TICKS: 2,
};
const NOW = Date.parse("2026-01-15T12:00:00Z");
const DAY = 86_400_000;
const quiet = { eventsCreated: 0, openSessions: 0 };

Deno.test("one quiet run does not demote, two do", () => {
  const first = afterRun(startCadence(NOW), quiet, RULES, NOW);
  assert.equal(first.tier, "active");
  assert.equal(afterRun(first, quiet, RULES, NOW).tier, "idle");
});

Deno.test("a car that still charges keeps the worker awake though nothing was billed", () => {
  const state = afterRun(startCadence(NOW), { eventsCreated: 0, openSessions: 1 }, RULES, NOW);
  assert.deepEqual([state.tier, state.quietRuns], ["active", 0]);
});

Deno.test("thirty quiet days put it to sleep, one trigger wakes it", () => {
  const asleep = afterRun(
    { tier: "idle", quietRuns: 9, lastActivityAtMs: NOW - 30 * DAY },
    quiet,
    RULES,
    NOW,
  );
  assert.equal(asleep.tier, "dormant");
  assert.equal(recordActivity(NOW).tier, "active");
});

Deno.test("the pause follows the tier, and a cron pattern pins it", () => {
  const state = startCadence(NOW);
  assert.equal(nextRunAtMs(state, RULES, NOW), NOW + 900_000);
  assert.equal(nextRunAtMs({ ...state, tier: "dormant" }, RULES, NOW), NOW + 604_800_000);
  assert.equal(
    nextRunAtMs(state, { ...RULES, SYNC_CRON_SCHEDULE: "*/5 * * * *" }, NOW),
    NOW + 300_000,
  );
});

Deno.test("property: the next run is always in the future and activity always means active", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ eventsCreated: fc.nat(2), openSessions: fc.nat(2) })),
      fc.nat(40),
      (runs, gapDays) => {
        let state = startCadence(NOW);
        let now = NOW;
        for (const run of runs) {
          now += gapDays * DAY / 10;
          state = afterRun(state, run, RULES, now);
          if (run.eventsCreated + run.openSessions > 0) assert.equal(state.tier, "active");
          assert.ok(nextRunAtMs(state, RULES, now) > now);
        }
      },
    ),
  );
});
