import assert from "node:assert/strict";
import type { StartTick } from "@/lib/live/mod.ts";
import { type HeardStart, joinStart } from "./join_start.ts";

const start = (id: number, connectorId: number | null = 1, cardId = 7): StartTick => ({
  operation: {
    id,
    state: "pending",
    message: "",
    chargeBoxId: "LYON-02",
    connectorId,
    cardId,
    transactionId: null,
  },
  chargerName: "Lyon north, bay 2",
  keptUntil: "2026-07-01T10:01:30.000Z",
});
const ids = (known: readonly HeardStart[]) => known.map((each) => each.start.operation.id);

Deno.test("a start joins in front, once", () => {
  const one = joinStart([], start(1), 0);
  const two = joinStart(one, start(2, 2), 5);
  assert.deepEqual(ids(two), [2, 1]);
  assert.equal(two[0].heardAtMs, 5);
  assert.equal(joinStart(two, start(1), 9), two);
});

Deno.test("the same card at the same place is one wish, the later one", () => {
  const one = joinStart([], start(1), 0);
  assert.deepEqual(ids(joinStart(one, start(2), 1)), [2]);
  assert.deepEqual(ids(joinStart(one, start(2, 1, 8), 1)), [2, 1], "another card");
  assert.deepEqual(ids(joinStart(one, start(2, null), 1)), [2, 1], "another connector");
});
