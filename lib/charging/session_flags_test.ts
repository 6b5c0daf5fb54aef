import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CLOCK_TOLERANCE_MS,
  FLAG_TEXTS,
  GAP_MS,
  type InspectedSession,
  inspectSession,
  isPlausibleEnergy,
  LONG_SESSION_MS,
  SESSION_FLAGS,
  setSessionFlags,
  STUCK_MS,
} from "./session_flags.ts";
import { at, NOW, withWorld } from "./test_world.ts";

const now = new Date(NOW);
const row = (over: Partial<InspectedSession> = {}): InspectedSession => ({
  idTag: "TAG1",
  mappingId: 1,
  startedAt: at(-60),
  meterStartWh: 1_000,
  stoppedAt: null,
  meterStopWh: null,
  stopActor: null,
  lastMeterWh: 8_000,
  lastMeterAt: at(-1),
  lastHeardAt: at(-1),
  energyWh: 7_000,
  flags: [],
  ...over,
});
const flagsOf = (over: Partial<InspectedSession>, readings: [minutes: number, wh: number][] = []) =>
  inspectSession(
    row(over),
    readings.map(([minutes, energyWh]) => ({ measuredAt: at(minutes), energyWh })),
    now,
  );

Deno.test("an ordinary session carries no flag, running or ended", () => {
  assert.deepEqual(flagsOf({}, [[-50, 1_500], [-40, 3_000], [-30, 3_000]]), []);
  assert.deepEqual(flagsOf({ stoppedAt: at(0), meterStopWh: 8_000, stopActor: "station" }), []);
});

Deno.test("each irregularity has its flag", () => {
  assert.deepEqual(flagsOf({}, [[-50, 3_000], [-40, 2_000]]), ["meter_rollback"]);
  assert.deepEqual(flagsOf({}, [[-50, 3_000], [-40, 10]]), ["meter_reset"]);
  assert.deepEqual(flagsOf({ lastMeterWh: 900 }), ["meter_reset"]);
  assert.deepEqual(flagsOf({ stoppedAt: at(0), meterStopWh: 10 }), ["meter_reset"]);
  assert.deepEqual(flagsOf({}, [[-59, 1_500], [-59 + GAP_MS / 60_000 + 1, 3_000]]), ["meter_gap"]);
  assert.deepEqual(flagsOf({ startedAt: new Date("1970-01-01T00:10:00Z") }), ["clock_skew"]);
  assert.deepEqual(
    flagsOf({
      startedAt: new Date(NOW + CLOCK_TOLERANCE_MS + 1),
      lastMeterWh: null,
      lastMeterAt: null,
    }),
    ["clock_skew"],
  );
  assert.deepEqual(flagsOf({ lastMeterAt: at(10) }), ["clock_skew"]);
  assert.deepEqual(flagsOf({ stoppedAt: at(-61), meterStopWh: 1_500, energyWh: 500 }), [
    "clock_skew",
  ]);
  assert.deepEqual(flagsOf({ lastHeardAt: new Date(NOW - STUCK_MS - 1) }), ["stuck"]);
  assert.deepEqual(flagsOf({ stoppedAt: at(0), meterStopWh: 1_000, energyWh: 0 }), ["zero_energy"]);
  assert.deepEqual(flagsOf({ lastMeterWh: 900_000_000 }), ["implausible_energy"]);
  assert.deepEqual(flagsOf({ mappingId: null }), ["unmapped_card"]);
  assert.deepEqual(flagsOf({ stopActor: "manual", stoppedAt: at(0), meterStopWh: 8_000 }), [
    "manual_stop",
  ]);
  assert.deepEqual(flagsOf({ startedAt: new Date(NOW - LONG_SESSION_MS - 1) }), ["long_session"]);
});

Deno.test("what is not known raises nothing", () => {
  assert.deepEqual(flagsOf({ idTag: null, mappingId: null, meterStartWh: null, energyWh: 0 }), []);
  assert.deepEqual(flagsOf({ stoppedAt: at(0), meterStopWh: null, energyWh: 0 }), []);
  assert.deepEqual(flagsOf({}, [[-59, 1_500], [-1, 1_500]]), [], "idling silently is no gap");
});

Deno.test("facts of history stay, conditions go", () => {
  const lasting = ["changed_after_final", "identity_conflict", "inactive_card", "meter_rollback"];
  const flags = flagsOf({ flags: [...lasting, "stuck", "zero_energy", "unmapped_card"] });
  assert.deepEqual(flags.toSorted(), lasting);
});

Deno.test("flags do not depend on the order of readings, and looking twice finds the same", () => {
  const readings = fc.array(
    fc.record({
      measuredAt: fc.integer({ min: -59, max: 0 }).map(at),
      energyWh: fc.option(fc.integer({ min: 0, max: 50_000 })),
    }),
    { maxLength: 20 },
  ).map((list) => [...new Map(list.map((one) => [one.measuredAt.getTime(), one])).values()]);
  fc.assert(fc.property(readings, fc.subarray([...SESSION_FLAGS]), (list, flags) => {
    const first = inspectSession(row({ flags }), list, now);
    const turned = inspectSession(row({ flags }), list.toReversed(), now);
    assert.deepEqual(first, turned);
    assert.deepEqual(inspectSession(row({ flags: first }), list, now), first);
    assert.deepEqual(
      first,
      SESSION_FLAGS.filter((flag) => first.includes(flag)),
      "listed order, once",
    );
  }));
});

Deno.test("energy is plausible up to what the strongest station delivers", () => {
  assert.equal(isPlausibleEnergy(441_000, at(-60), at(0)), true);
  assert.equal(isPlausibleEnergy(441_001, at(-60), at(0)), false);
  assert.equal(isPlausibleEnergy(1_001, at(0), at(-60)), false);
});

Deno.test("every flag can be told to people", () => {
  assert.deepEqual(Object.keys(FLAG_TEXTS).toSorted(), [...SESSION_FLAGS].toSorted());
});

Deno.test("flags are set and cleared in bulk, and only real changes touch a row", () =>
  withWorld(async ({ ctx, session, clock, database }) => {
    const [a, b, c] = [await session(), await session({ flags: ["stuck"] }), await session()];
    clock.advance(1_000);
    const changed = await setSessionFlags(ctx, [
      { sessionId: a, add: ["meter_gap"] },
      { sessionId: a, add: ["stuck", "meter_gap"] },
      { sessionId: b, add: ["stuck"] },
      { sessionId: c, remove: ["stuck"] },
      { sessionId: 999_999, add: ["stuck"] },
    ]);
    assert.deepEqual(changed, [a]);
    const rows = await database
      .sql`select id, flags, updated_at from charging_sessions order by id`;
    assert.deepEqual(rows.map((r) => r.flags), [["meter_gap", "stuck"], ["stuck"], []]);
    assert.equal(new Date(rows[0].updated_at).getTime(), NOW + 1_000);
    assert.equal(new Date(rows[1].updated_at).getTime(), NOW);
    assert.deepEqual(await setSessionFlags(ctx, [{ sessionId: b, remove: ["stuck"] }]), [b]);
    assert.deepEqual(await setSessionFlags(ctx, []), []);
  }));
