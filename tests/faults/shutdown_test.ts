import assert from "node:assert/strict";
import { start } from "@/main.ts";
import { hmacSha256Hex } from "@/lib/platform/crypto.ts";
import { configureLog } from "@/lib/platform/log.ts";
import { createTestDatabase, testConfig } from "@/tests/support/database.ts";

const SECRET = "hook-secret";

Deno.test({
  name:
    "a request under way when the process is told to stop is answered, and its sample is stored",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const database = await createTestDatabase();
    const config = testConfig({
      PORT: 0,
      DATABASE_URL: database.url,
      STEVE_WEBHOOK_SECRET: SECRET,
      SYNC_WORKER: "on",
      LOG_LEVEL: "error",
      notes: [],
    });
    await configureLog(config);
    const app = await start(config);
    const body = new TextEncoder().encode(JSON.stringify({
      chargeBoxId: "CP1",
      connectorId: 1,
      transactionPk: 7,
      timestamp: new Date().toISOString(),
      sampledValues: [{ value: "1200", unit: "Wh" }],
    }));
    const rest = Promise.withResolvers<void>();
    const halves = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(body.subarray(0, 20));
        await rest.promise;
        controller.enqueue(body.subarray(20));
        controller.close();
      },
    });
    const answer = fetch(`http://127.0.0.1:${app.port}/api/ocpp/meter-values`, {
      method: "POST",
      body: halves,
      headers: { "content-type": "application/json", "x-signature": hmacSha256Hex(SECRET, body) },
    });
    // The server has the first half once it counts the request among those under way.
    await fetch(`http://127.0.0.1:${app.port}/api/health`).then((r) => r.body?.cancel());
    const stopped = app.stop();
    rest.resolve();
    const response = await answer;
    assert.equal(response.status, 200, await response.text());
    await stopped;
    const rows = await database.sql`select 1 from meter_values where transaction_id = 7`;
    assert.equal(rows.length, 1);
    await database.drop();
  },
});
