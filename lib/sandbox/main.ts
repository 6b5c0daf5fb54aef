import { parseArgs } from "node:util";
import { join } from "node:path";
import { startLagoSandbox } from "./lago/mod.ts";
import { startSteveSandbox } from "./steve/mod.ts";

const USAGE = `Starts the stand-ins of SteVe and Lago alone.

  deno task sandbox [--steve-port 8180] [--lago-port 3000] [--hostname 127.0.0.1]
                    [--data-dir DIR] [--product http://127.0.0.1:8000] [--upstream]

  --data-dir  keep their data there; without it they forget at the end
  --product   where the hooks and webhooks go
  --upstream  SteVe without the hooks and the additional lists

STEVE_API_KEY, LAGO_API_KEY, STEVE_WEBHOOK_SECRET and LAGO_WEBHOOK_HMAC_KEY are taken from the
environment where they are set, so that both sides can share one .env file.`;

/** Settings of the stand-ins, from the command line and the environment. */
export function readArguments(args: string[], env: Record<string, string | undefined>) {
  const { values } = parseArgs({
    args,
    options: {
      "steve-port": { type: "string", default: "8180" },
      "lago-port": { type: "string", default: "3000" },
      hostname: { type: "string", default: "127.0.0.1" },
      "data-dir": { type: "string" },
      product: { type: "string", default: "http://127.0.0.1:8000" },
      upstream: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const port = (text: string) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
    throw new TypeError(`${text} is not a port.`);
  };
  return {
    isHelp: values.help,
    hostname: values.hostname,
    stevePort: port(values["steve-port"]),
    lagoPort: port(values["lago-port"]),
    dataDir: values["data-dir"] ?? null,
    product: values.product.replace(/\/$/, ""),
    isPatched: !values.upstream,
    secrets: {
      STEVE_API_KEY: env.STEVE_API_KEY || "sandbox-steve-key",
      STEVE_WEBHOOK_SECRET: env.STEVE_WEBHOOK_SECRET || "sandbox-hook-secret",
      LAGO_API_KEY: env.LAGO_API_KEY || "sandbox-lago-key",
      LAGO_WEBHOOK_HMAC_KEY: env.LAGO_WEBHOOK_HMAC_KEY || "sandbox-lago-hmac",
    },
  };
}

/** Both stand-ins on loopback and the lines of an environment that reaches them. */
export async function startSandbox(settings: ReturnType<typeof readArguments>) {
  const { hostname, dataDir, product, secrets } = settings;
  if (dataDir) await Deno.mkdir(dataDir, { recursive: true });
  const file = (name: string) => dataDir ? join(dataDir, name) : ":memory:";
  const steve = await startSteveSandbox({
    port: settings.stevePort,
    hostname,
    dbPath: file("steve.sqlite"),
    password: secrets.STEVE_API_KEY,
    version: settings.isPatched ? "patched" : "upstream",
    autoRegister: true,
    hooks: {
      preAuthorizeUrl: `${product}/api/ocpp/pre-authorize`,
      meterValuesUrl: `${product}/api/ocpp/meter-values`,
      secret: secrets.STEVE_WEBHOOK_SECRET,
    },
  });
  const lago = await startLagoSandbox({
    port: settings.lagoPort,
    hostname,
    dbPath: file("lago.sqlite"),
    apiKey: secrets.LAGO_API_KEY,
    hmacKey: secrets.LAGO_WEBHOOK_HMAC_KEY,
    webhookUrl: `${product}/api/webhook/lago`,
    autoBill: true,
  }).catch(async (error) => {
    await steve.stop();
    throw error;
  });
  lago.control.ensureMetric({
    code: "ev_charging_kwh",
    name: "Energy charged",
    aggregation_type: "sum_agg",
    field_name: "value",
  });
  const env = {
    STEVE_API_URL: steve.apiUrl,
    LAGO_API_URL: lago.apiUrl,
    ...secrets,
  };
  return {
    steve,
    lago,
    env,
    stop: async () => {
      await steve.stop();
      await lago.stop();
    },
  };
}

if (import.meta.main) {
  try {
    const settings = readArguments(Deno.args, Deno.env.toObject());
    if (settings.isHelp) {
      console.log(USAGE);
      Deno.exit(0);
    }
    const sandbox = await startSandbox(settings);
    console.log(`SteVe     ${sandbox.steve.apiUrl}/api/v1`);
    console.log(`Stations  ${sandbox.steve.wsUrl}/{chargeBoxId}`);
    console.log(`Lago      ${sandbox.lago.apiUrl}/api/v1\n`);
    console.log("# Paste into .env of the product");
    for (const [key, value] of Object.entries(sandbox.env)) console.log(`${key}=${value}`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => void sandbox.stop().then(() => Deno.exit(0)));
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
