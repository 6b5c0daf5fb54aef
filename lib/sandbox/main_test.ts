import assert from "node:assert/strict";
import { readArguments, startSandbox } from "./main.ts";

Deno.test("both stand-ins start and let in whoever holds the printed keys", async () => {
  const settings = readArguments(["--steve-port", "0", "--lago-port", "0"], {
    STEVE_API_KEY: "from-env",
  });
  const sandbox = await startSandbox(settings);
  try {
    assert.equal(sandbox.env.STEVE_API_KEY, "from-env");
    const steve = await fetch(`${sandbox.env.STEVE_API_URL}/api/v1/transactions`, {
      headers: { Authorization: `Basic ${btoa("admin:from-env")}` },
    });
    assert.deepEqual([steve.status, await steve.json()], [200, []]);
    const lago = await fetch(
      `${sandbox.env.LAGO_API_URL}/api/v1/billable_metrics/ev_charging_kwh`,
      {
        headers: { Authorization: `Bearer ${sandbox.env.LAGO_API_KEY}` },
      },
    );
    assert.equal(lago.status, 200);
    await lago.body?.cancel();
  } finally {
    await sandbox.stop();
  }
});

Deno.test("a port that is none is refused", () => {
  assert.throws(() => readArguments(["--lago-port", "many"], {}), TypeError);
});
