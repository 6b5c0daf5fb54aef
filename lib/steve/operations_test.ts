import assert from "node:assert/strict";
import fc from "fast-check";
import { outcomeOf } from "./operations.ts";
import { operationAnswerSchema } from "./schemas.ts";

const answer = (over: Record<string, unknown>) =>
  operationAnswerSchema.parse({ taskId: 42, taskFinished: true, ...over });

Deno.test("stations that SteVe left out of a finished task were not connected", () => {
  const outcome = outcomeOf(
    answer({
      successResponses: [{ chargeBoxId: "cp1", response: "Rejected" }],
      errorResponses: [{ chargeBoxId: "CP2", errorCode: "NotSupported", errorDescription: "no" }],
      exceptions: [{ chargeBoxId: "CP3", exceptionMessage: "gone" }],
    }),
    ["CP1", "CP2", "CP3", "CP4", "CP4"],
  );
  assert.deepEqual(outcome, {
    taskId: 42,
    isFinished: true,
    answered: [{ chargeBoxId: "cp1", response: "Rejected" }],
    errors: [{ chargeBoxId: "CP2", code: "NotSupported", description: "no" }],
    exceptions: [{ chargeBoxId: "CP3", message: "gone" }],
    unanswered: [],
    notConnected: ["CP4"],
  });
});

Deno.test("before the end nobody is called unconnected", () => {
  const outcome = outcomeOf(answer({ taskFinished: false }), ["CP1"]);
  assert.deepEqual([outcome.unanswered, outcome.notConnected], [["CP1"], []]);
});

Deno.test("lists that are null or absent, and structured responses, are understood", () => {
  const response = { configurationKeys: [{ key: "HeartbeatInterval", value: "60" }] };
  const outcome = outcomeOf(
    answer({ successResponses: [{ chargeBoxId: "A", response }], errorResponses: null }),
    ["A"],
  );
  assert.deepEqual(outcome.answered[0].response, response);
});

Deno.test("every station asked appears exactly once", () => {
  const station = fc.constantFrom("A", "B", "C", "D");
  fc.assert(fc.property(
    fc.uniqueArray(station, { minLength: 1 }),
    fc.uniqueArray(station),
    fc.boolean(),
    (asked, heard, taskFinished) => {
      const answered = heard.filter((id) => asked.includes(id));
      const outcome = outcomeOf(
        answer({
          taskFinished,
          successResponses: answered.map((chargeBoxId) => ({ chargeBoxId, response: "Accepted" })),
        }),
        asked,
      );
      const all = [
        ...outcome.answered.map((one) => one.chargeBoxId),
        ...outcome.unanswered,
        ...outcome.notConnected,
      ];
      assert.deepEqual(all.sort(), [...asked].sort());
    },
  ));
});
