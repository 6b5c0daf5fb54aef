import assert from "node:assert/strict";
import { catchUpClock, manualClock } from "./clock.ts";

Deno.test("a manual clock does what falls due in order, and waits for each", async () => {
  const clock = manualClock(1000);
  const done: string[] = [];
  clock.at(1300, () => void done.push(`b@${clock.now()}`));
  clock.at(1100, async () => {
    await Promise.resolve();
    done.push(`a@${clock.now()}`);
    clock.at(1200, () => void done.push(`nested@${clock.now()}`));
  });
  clock.at(1300, () => void done.push("after b"));
  clock.at(1400, () => void done.push("too late"));
  const cancel = clock.at(1250, () => void done.push("cancelled"));
  cancel();
  await clock.advance(300);
  assert.deepEqual(done, ["a@1100", "nested@1200", "b@1300", "after b"]);
  assert.equal(clock.now(), 1300);
});

Deno.test("a catch-up clock runs at its speed until it meets real time, then with it", () => {
  let real = 1_000_000;
  const clock = catchUpClock({ startMs: 400_000, speed: 61, realNow: () => real });
  assert.equal(clock.now(), 400_000);
  real += 1000;
  assert.equal(clock.now(), 461_000);
  assert.equal(clock.isCaughtUp(), false);
  real += 9000;
  assert.equal(clock.now(), 1_010_000);
  assert.equal(clock.isCaughtUp(), true);
  real += 500;
  assert.equal(clock.now(), 1_010_500);
});

Deno.test("a catch-up clock is never ahead of real time and never goes back", () => {
  let real = 5_000;
  const clock = catchUpClock({ startMs: 99_999, speed: 10, realNow: () => real });
  let last = clock.now();
  assert.equal(last, 5_000);
  for (let step = 0; step < 100; step++) {
    real += step % 7;
    assert.ok(clock.now() >= last && clock.now() <= real);
    last = clock.now();
  }
});

Deno.test("timers of a catch-up clock run on simulated time", async () => {
  const startMs = Date.now() - 60_000;
  const clock = catchUpClock({ startMs, speed: 1000 });
  const realStart = performance.now();
  const firedAt = await new Promise<number>((resolve) => {
    clock.at(startMs + 10_000, () => resolve(clock.now()));
  });
  assert.ok(firedAt >= startMs + 10_000);
  assert.ok(performance.now() - realStart < 2000);
  let isFired = false;
  const cancel = clock.at(startMs + 20_000, () => void (isFired = true));
  cancel();
  clock.at(startMs + 20_000, () => void (isFired = true));
  clock.stop();
  assert.equal(isFired, false);
});
