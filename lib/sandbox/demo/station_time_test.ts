import assert from "node:assert/strict";
import { StationTime } from "./station_time.ts";

function timeAt(startMs: number) {
  const real = { ms: 1_000_000 };
  return { real, time: new StationTime(startMs, () => real.ms) };
}

Deno.test("fast time uses credit up, slow time regains it, and real time is never passed", () => {
  const { real, time } = timeAt(400_000);
  assert.equal(time.creditMs(), 600_000);
  time.setRate(60);
  real.ms += 5_000;
  assert.equal(time.now(), 700_000);
  real.ms += 60_000;
  assert.equal(time.now(), real.ms);
  assert.equal(time.creditMs(), 0);
  time.setRate(0.5);
  real.ms += 10_000;
  assert.equal(time.creditMs(), 5_000);
});

Deno.test("a change of speed never moves the calendar back or makes it jump", () => {
  const { real, time } = timeAt(0);
  let before = time.now();
  for (const rate of [60, 0.5, 1, 600, 0.5, 60]) {
    time.setRate(rate);
    assert.equal(time.now(), before);
    real.ms += 700;
    assert.ok(time.now() >= before && time.now() <= real.ms);
    before = time.now();
  }
});

Deno.test("unused time can be skipped, but neither back nor past real time", () => {
  const { real, time } = timeAt(0);
  time.skipTo(700_000);
  assert.equal(time.now(), 700_000);
  time.skipTo(600_000);
  assert.equal(time.now(), 700_000);
  time.skipTo(2_000_000);
  assert.equal(time.now(), real.ms);
});

Deno.test("a start in the future is clamped to now", () => {
  const { real, time } = timeAt(9_000_000);
  assert.equal(time.now(), real.ms);
});

Deno.test("work is done when the calendar reaches it, in order, unless cancelled", async () => {
  const time = new StationTime(Date.now() - 3_600_000);
  const done: string[] = [];
  const startMs = time.now();
  await new Promise<void>((resolve) => {
    time.at(startMs + 40_000, () => void done.push("second"));
    time.at(startMs + 20_000, () => void done.push("first"));
    time.at(startMs + 30_000, () => void done.push("never"))();
    time.at(startMs + 60_000, () => resolve());
    // Only the change of speed makes a minute pass in a tenth of a second.
    time.setRate(600);
  });
  time.stop();
  assert.deepEqual(done, ["first", "second"]);
});
