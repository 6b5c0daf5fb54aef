import assert from "node:assert/strict";
import { checkContinuity, type MeterStep } from "./continuity.ts";

const step = (id: number, from: number, to: number, isFinal = false): MeterStep => ({
  id,
  meterValueFrom: from,
  meterValueTo: to,
  whDelta: to - from,
  isFinal,
});
const meter = { meterStartWh: 100, meterStopWh: 300, isFinalized: true, flags: [] as string[] };
const faultIn = (events: MeterStep[], over: Partial<typeof meter> = {}) => {
  const { isSound, text } = checkContinuity(events, { ...meter, ...over });
  return isSound ? null : text;
};

Deno.test("events that tile the meter are sound, in any order", () => {
  const { isSound, text } = checkContinuity([step(2, 200, 300, true), step(1, 100, 200)], meter);
  assert.ok(isSound);
  assert.match(text, /2 events cover 100 to 300 Wh without gap or overlap; .* 200 Wh/);
});

Deno.test("no events is nothing to check", () => {
  assert.equal(faultIn([], { isFinalized: false }), null);
});

Deno.test("a gap, an overlap, a wrong start, a wrong delta and a wrong end are told", () => {
  assert.match(faultIn([step(1, 100, 200), step(2, 210, 300, true)])!, /begins at 210/);
  assert.match(faultIn([step(1, 100, 200), step(2, 190, 300, true)])!, /ended at 200/);
  assert.match(faultIn([step(1, 90, 300, true)])!, /first event begins at 90/);
  assert.match(faultIn([{ ...step(1, 100, 300, true), whDelta: 5 }])!, /delta of 5 Wh/);
  assert.match(faultIn([step(1, 100, 250, true)])!, /ends at 250 Wh, the meter stopped at 300/);
});

Deno.test("a finished session has exactly one final event", () => {
  assert.match(faultIn([step(1, 100, 300)])!, /0 final events/);
  assert.equal(faultIn([step(1, 100, 200)], { isFinalized: false }), null);
});

Deno.test("after a meter reset the end need not meet the stop", () => {
  assert.equal(faultIn([step(1, 100, 250, true)], { flags: ["meter_reset"] }), null);
});
