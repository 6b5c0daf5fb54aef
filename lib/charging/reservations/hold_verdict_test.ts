import assert from "node:assert/strict";
import { HttpFailure } from "@/lib/platform/http_failure.ts";
import type { OperationOutcome } from "@/lib/steve/mod.ts";
import { verdictOfFailure, verdictOfOutcome } from "./hold_verdict.ts";

const outcome = (over: Partial<OperationOutcome>): OperationOutcome => ({
  taskId: 1,
  isFinished: true,
  answered: [],
  errors: [],
  exceptions: [],
  unanswered: [],
  notConnected: [],
  ...over,
});
const said = (response: unknown) =>
  verdictOfOutcome(outcome({ answered: [{ chargeBoxId: "CP-1", response }] })).verdict;

Deno.test("every answer of a station has its meaning", () => {
  assert.deepEqual(
    ["Accepted", "Occupied", "Faulted", "Unavailable", "Rejected", "Nonsense"].map(said),
    ["held", "not_now", "not_now", "not_now", "refused", "refused"],
  );
});

Deno.test("a station that knows no reservations leaves them to the calendar", () => {
  for (const code of ["NotImplemented", "NotSupported"]) {
    const errors = [{ chargeBoxId: "CP-1", code, description: null }];
    assert.equal(verdictOfOutcome(outcome({ errors })).verdict, "unsupported");
  }
});

Deno.test("silence is unknown, a missing connection is not", () => {
  assert.equal(
    verdictOfOutcome(outcome({ isFinished: false, unanswered: ["CP-1"] })).verdict,
    "unknown",
  );
  assert.equal(verdictOfOutcome(outcome({ notConnected: ["CP-1"] })).verdict, "unreachable");
});

Deno.test("a failed call is unreachable only when surely nothing was done", () => {
  const failure = (outcomeKnown: boolean) =>
    verdictOfFailure(new HttpFailure("x", { kind: "network", outcomeKnown })).verdict;
  assert.deepEqual([failure(true), failure(false)], ["unreachable", "unknown"]);
  assert.throws(() => verdictOfFailure(new TypeError("a fault of ours")), TypeError);
});
