import assert from "node:assert/strict";
import { HttpFailure } from "@/lib/platform/http_failure.ts";
import { logger } from "@/lib/platform/log.ts";
import { errorResponse } from "./errors.ts";

Deno.test("an outside system that is late, away or wrong is told apart, and is not our 500", async () => {
  const statusOf = async (kind: HttpFailure["kind"]) => {
    const failure = new HttpFailure("Lago did not answer in time.", { kind, outcomeKnown: false });
    const response = errorResponse(failure, {
      dialect: "api",
      requestId: "r",
      log: logger("test"),
    });
    assert.equal((await response.json()).error, "Lago did not answer in time.");
    return response.status;
  };
  assert.equal(await statusOf("timeout"), 504);
  assert.equal(await statusOf("breaker_open"), 503);
  assert.equal(await statusOf("network"), 502);
  assert.equal(await statusOf("bad_body"), 502);
});
