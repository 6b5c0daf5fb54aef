import assert from "node:assert/strict";
import { ProgressBar } from "./progress_bar.ts";

function output(isTerminal: boolean) {
  const written: string[] = [];
  const state = { nowMs: 0 };
  const out = {
    isTerminal,
    columns: 100,
    write: (text: string) => void written.push(text),
    nowMs: () => state.nowMs,
  };
  return { written, state, bar: new ProgressBar(out) };
}

Deno.test("on a terminal the bar is redrawn in place and says how long it will take", () => {
  const { written, state, bar } = output(true);
  bar.show(0, 200, "read 0");
  state.nowMs = 2_000;
  bar.show(50, 200, "read 50");
  bar.show(200, 200, "read 200");
  bar.end();
  assert.ok(written.slice(0, 3).every((text) => text.startsWith("\r[")));
  assert.match(written[1], /\[#{7}-{21}\] {2}25 % {2}read 50, 6 s left/);
  assert.match(written[2], /100 %/);
  assert.equal(written[3], "\n");
});

Deno.test("elsewhere a line appears every tenth or every five seconds, and at the end", () => {
  const { written, state, bar } = output(false);
  for (let done = 0; done <= 1_000; done++) bar.show(done, 1_000, "x");
  assert.ok(written.length >= 10 && written.length <= 12, String(written.length));
  assert.match(written.at(-1)!, /100 %/);
  const slow = output(false);
  slow.bar.show(1, 1_000, "x");
  slow.state.nowMs = 5_000;
  slow.bar.show(2, 1_000, "x");
  assert.equal(slow.written.length, 1);
  void state;
});

Deno.test("nothing to do is done", () => {
  const { written, bar } = output(false);
  bar.show(0, 0, "nothing");
  assert.match(written[0], /100 %/);
});
