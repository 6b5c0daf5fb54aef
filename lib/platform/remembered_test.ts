import assert from "node:assert/strict";
import { remembered } from "./remembered.ts";

Deno.test("a value is made once, and of too many the oldest is made again", () => {
  const kept = new Map<string, string>();
  const made: string[] = [];
  const ask = (key: string) =>
    remembered(kept, key, () => {
      made.push(key);
      return key.toUpperCase();
    }, 2);
  assert.equal(ask("a"), "A");
  assert.equal(ask("a"), "A");
  ask("b");
  ask("c");
  assert.deepEqual(made, ["a", "b", "c"]);
  assert.equal(kept.size, 2, "it does not grow");
  ask("c");
  ask("a");
  assert.deepEqual(made, ["a", "b", "c", "a"]);
});
