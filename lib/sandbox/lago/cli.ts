import { parseArgs } from "node:util";
import { startLagoSandbox } from "./mod.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "3000" },
    hostname: { type: "string", default: "127.0.0.1" },
    db: { type: "string", default: ":memory:" },
    "api-key": { type: "string", default: "lago-sandbox-key" },
    "hmac-key": { type: "string", default: "lago-sandbox-hmac" },
    "webhook-url": { type: "string" },
    "event-store": { type: "string", default: "postgres" },
  },
});

const sandbox = await startLagoSandbox({
  port: Number(values.port),
  hostname: values.hostname,
  dbPath: values.db,
  apiKey: values["api-key"],
  hmacKey: values["hmac-key"],
  webhookUrl: values["webhook-url"],
  eventStore: values["event-store"] === "clickhouse" ? "clickhouse" : "postgres",
  autoBill: true,
});
console.log(sandbox.apiUrl);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, async () => {
    await sandbox.stop();
    Deno.exit(0);
  });
}
