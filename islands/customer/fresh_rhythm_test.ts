import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AWAY_MS,
  type Found,
  freshRhythm,
  LONGEST_AWAY_MS,
  PAUSE_MS,
  type Rhythm,
} from "./fresh_rhythm.ts";

/** A page whose looks are answered, and whose clock is turned, by hand. */
function page({ random = 0 } = {}) {
  const world = {
    isHidden: false,
    looks: 0,
    /** How often something began to be waited for. */
    timers: 0,
    /** What is waited for, ms; null: nothing. */
    waits: null as number | null,
    rhythm: null as unknown as Rhythm,
    /** The time that is waited for has come. */
    pass: () => then?.(),
    answer: async (found: Found) => {
      settle?.(found);
      for (let turn = 0; turn < 5; turn++) await null;
    },
  };
  let then: (() => void) | null = null;
  let settle: ((found: Found) => void) | null = null;
  world.rhythm = freshRhythm({
    look: () => {
      world.looks++;
      return new Promise((resolve) => settle = resolve);
    },
    isHidden: () => world.isHidden,
    wait: (ms, call) => {
      world.waits = ms;
      world.timers++;
      const mine = then = () => {
        if (then === mine) [then, world.waits] = [null, null];
        call();
      };
      return () => {
        if (then === mine) [then, world.waits] = [null, null];
      };
    },
    random: () => random,
  });
  return world;
}

Deno.test("a bunch of changes is one look, and the page rests as long as it says", async () => {
  const it = page();
  it.rhythm.rest(60_000);
  assert.equal(it.waits, 60_000);
  for (let n = 0; n < 3; n++) it.rhythm.changed();
  assert.equal(it.waits, PAUSE_MS);
  it.pass();
  await it.answer({ againMs: 10_000 });
  assert.deepEqual([it.looks, it.waits], [1, 10_000]);
});

Deno.test("what changes during a look is looked at after it, not when the page has rested", async () => {
  const it = page();
  it.rhythm.changed();
  it.pass();
  it.rhythm.changed();
  assert.deepEqual([it.looks, it.waits], [1, null], "one at a time");
  await it.answer({ againMs: 60_000 });
  assert.equal(it.waits, PAUSE_MS);
  it.pass();
  await it.answer({ againMs: null });
  assert.deepEqual([it.looks, it.waits], [2, null]);
});

Deno.test("a server that is away is asked again, ever more seldom, until it answers", async () => {
  const it = page();
  it.rhythm.changed();
  const pauses: (number | null)[] = [];
  for (let n = 0; n < 6; n++) {
    it.pass();
    await it.answer("away");
    pauses.push(it.waits);
  }
  assert.deepEqual(pauses, [1, 2, 4, 8, 12, 12].map((times) => times * AWAY_MS));
  assert.equal(pauses.at(-1), LONGEST_AWAY_MS);
  it.pass();
  await it.answer({ againMs: 60_000 });
  it.pass();
  await it.answer("away");
  assert.equal(it.waits, AWAY_MS);
  it.pass();
  await it.answer("never");
  assert.equal(it.waits, null);
});

Deno.test("changes that go on and on do not put a look off", async () => {
  const it = page();
  it.rhythm.changed();
  it.pass();
  await it.answer({ againMs: null });
  it.rhythm.changed();
  assert.equal(it.timers, 2);
  for (let n = 0; n < 9; n++) it.rhythm.changed();
  assert.equal(it.timers, 2, "the first one's timer runs on");
});

Deno.test("a change does not hurry a server that is away, and after never there is no look", async () => {
  const it = page();
  it.rhythm.changed();
  it.pass();
  await it.answer("away");
  it.rhythm.changed();
  it.rhythm.seen();
  assert.equal(it.waits, AWAY_MS);
  it.pass();
  await it.answer("never");
  it.rhythm.changed();
  it.rhythm.rest(1);
  it.rhythm.seen();
  assert.deepEqual([it.looks, it.waits], [2, null]);
});

Deno.test("what all pages hear at once is looked at spread, a change of one's own before it", () => {
  const it = page({ random: 0.5 });
  it.rhythm.changed(20_000);
  assert.equal(it.waits, PAUSE_MS * 1.5 + 10_000);
  it.rhythm.changed();
  assert.equal(it.waits, PAUSE_MS * 1.5);
  it.rhythm.changed(20_000);
  assert.equal(it.waits, PAUSE_MS * 1.5);
});

Deno.test("a hidden page does not look, and looks at once when it is seen again", async () => {
  const it = page();
  it.isHidden = true;
  it.rhythm.changed();
  it.pass();
  assert.deepEqual([it.looks, it.waits], [0, null]);
  it.rhythm.seen();
  assert.equal(it.waits, null);
  it.isHidden = false;
  it.rhythm.seen();
  assert.equal(it.waits, 0);
  it.pass();
  await it.answer({ againMs: null });
  it.rhythm.seen();
  assert.deepEqual([it.looks, it.waits], [1, null]);
});

Deno.test("whatever happens when, a change is followed by a look that begins after it", async () => {
  const step = fc.constantFrom("change", "pass", "answer", "away", "hide", "show");
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const it = page();
      let isUnseen = false;
      for (const each of [...steps, "show", "answer", "pass", "answer"]) {
        const before = it.looks;
        if (each === "change") {
          it.rhythm.changed();
          isUnseen = true;
        } else if (each === "pass") it.pass();
        else if (each === "answer") await it.answer({ againMs: null });
        else if (each === "away") await it.answer("away");
        else {
          it.isHidden = each === "hide";
          it.rhythm.seen();
        }
        if (it.looks > before) isUnseen = false;
      }
      assert.ok(!isUnseen, steps.join(" "));
    }),
    { numRuns: 200 },
  );
});
