import { parseArgs } from "node:util";
import process from "node:process";
import { startSteveSandbox } from "./server.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: process.env.SANDBOX_STEVE_PORT ?? "8180" },
    hostname: { type: "string", default: process.env.SANDBOX_STEVE_HOST ?? "127.0.0.1" },
    db: { type: "string", default: process.env.SANDBOX_STEVE_DB ?? ":memory:" },
    username: { type: "string", default: process.env.STEVE_API_USER ?? "admin" },
    password: { type: "string", default: process.env.STEVE_API_KEY ?? "sandbox" },
    upstream: { type: "boolean", default: false },
    hooks: { type: "string", default: process.env.SANDBOX_STEVE_HOOKS },
    secret: { type: "string", default: process.env.STEVE_WEBHOOK_SECRET ?? "" },
  },
});

const hooks = values.hooks?.replace(/\/$/, "");
const sandbox = await startSteveSandbox({
  port: Number(values.port),
  hostname: values.hostname,
  dbPath: values.db,
  username: values.username,
  password: values.password,
  version: values.upstream ? "upstream" : "patched",
  autoRegister: true,
  hooks: hooks === undefined ? undefined : {
    preAuthorizeUrl: `${hooks}/pre-authorize`,
    meterValuesUrl: `${hooks}/meter-values`,
    secret: values.secret,
  },
});

console.log(`API       ${sandbox.apiUrl}/api/v1`);
console.log(`Stations  ${sandbox.wsUrl}/{chargeBoxId}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await sandbox.stop();
    process.exit(0);
  });
}
