import postgres from "postgres";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded.ts";
import { type Config, loadConfig } from "@/lib/platform/config.ts";
import { randomToken } from "@/lib/platform/crypto.ts";
import { configureLog } from "@/lib/platform/log.ts";
import { type RunningApp, start } from "@/main.ts";
import { type BareServer, startBareServer } from "./bare.ts";

/** Connections of each side's pool. */
export const POOL = 16;
/** Another folder lets two benchmarks run side by side. */
const DATA_DIR = Deno.env.get("BENCH_DATA_DIR") ?? ".data/bench";

/** A Postgres of the benchmark's own with one empty database. */
export interface BenchDatabase {
  url: string;
  stop(): Promise<void>;
}

/** The product and the bare server, both in this process, over one database. */
export interface BenchWorld {
  app: RunningApp;
  config: Config;
  bare: BareServer;
  secret: string;
  stop(): Promise<void>;
}

let server: Promise<EmbeddedPostgres> | null = null;
let open = 0;

/** Makes the database `name` anew; the Postgres under .data/bench runs while any is open. */
export async function openBenchDatabase(name: string): Promise<BenchDatabase> {
  open++;
  const { url: adminUrl } = await (server ??= startEmbeddedPostgres(DATA_DIR));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await asAdmin(
    adminUrl,
    `drop database if exists ${name} with (force)`,
    `create database ${name}`,
  );
  return {
    url: url.href,
    stop: async () => {
      await asAdmin(adminUrl, `drop database if exists ${name} with (force)`);
      if (--open > 0) return;
      const last = server;
      server = null;
      await (await last)?.stop();
    },
  };
}

async function asAdmin(url: string, ...statements: string[]): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  for (const statement of statements) await admin.unsafe(statement);
  await admin.end();
}

/** The configuration of production, on loopback and without outside systems. */
export function benchEnvironment(databaseUrl: string, port: number): Record<string, string> {
  return {
    DENO_ENV: "production",
    PUBLIC_SCHEME: "http",
    PORT: String(port),
    ADMIN_HOST: `admin.localhost:${port}`,
    APP_HOST: `app.localhost:${port}`,
    AUTH_SECRET: randomToken(32),
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: String(POOL),
    DATA_DIR,
    LOG_LEVEL: "error",
    SYNC_WORKER: "off",
    PAGES_PER_MINUTE: "1000000",
    // The worker is off: nobody calls these, and health counts them as configured.
    STEVE_API_URL: "http://127.0.0.1:1/steve",
    STEVE_API_KEY: randomToken(16),
    LAGO_API_URL: "http://127.0.0.1:1",
    LAGO_API_KEY: randomToken(16),
    STEVE_WEBHOOK_SECRET: randomToken(24),
    // Nobody answers there: sign-in links stay in the outbox, where the benchmark reads them.
    SMTP_URL: "smtp://127.0.0.1:1",
  };
}

/** Starts both sides over a new database `name`. */
export async function openBenchWorld(name: string): Promise<BenchWorld> {
  const database = await openBenchDatabase(name);
  try {
    const config = loadConfig(benchEnvironment(database.url, freePort()));
    await configureLog(config);
    const app = await start(config);
    const bare = startBareServer(database.url, POOL);
    return {
      app,
      config,
      bare,
      secret: config.STEVE_WEBHOOK_SECRET!,
      stop: async () => {
        await bare.stop();
        await app.stop();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** A port nobody listens on at this moment. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
