import { join } from "node:path";
import { sql } from "drizzle-orm";
import { type Database, openDatabase } from "@/db/client.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded.ts";
import { migrateDatabase } from "@/db/migrate.ts";
import { MeterIngest } from "@/lib/charging/mod.ts";
import { createLagoClient, type LagoClient } from "@/lib/lago/mod.ts";
import { randomToken } from "@/lib/platform/crypto.ts";
import { type Config, loadConfig } from "@/lib/platform/config.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { EventBus } from "@/lib/platform/events.ts";
import { logger } from "@/lib/platform/log.ts";
import { type LagoSandbox, startLagoSandbox } from "@/lib/sandbox/lago/mod.ts";
import { startSteveSandbox, type SteveSandbox } from "@/lib/sandbox/steve/mod.ts";
import { createSteveClient, type SteveClient } from "@/lib/steve/mod.ts";
import { SkippingClock } from "./skipping_clock.ts";

/** Both stand-ins on files, a database, and the production clients between them. */
export interface ReplayWorld {
  database: Database;
  ctx: Ctx;
  clock: SkippingClock;
  config: Config;
  steve: SteveSandbox;
  lago: LagoSandbox;
  steveClient: SteveClient;
  lagoClient: LagoClient;
  ingest: MeterIngest;
  stop(): Promise<void>;
}

export interface ReplayWorldOptions {
  dataDir: string;
  /** Postgres to use instead of the embedded one under `dataDir`. */
  databaseUrl?: string;
  /** Forget what an earlier replay left here. */
  fresh?: boolean;
}

/** Another replay works on the same data. */
export class ReplayBusy extends Error {}

const LOCK = 7_304_003;
/** Loopback needs no pacing. */
const LOOPBACK_RPS = 1_000;

/**
 * Opens the world of a replay on what `dataDir` holds from before.
 * @throws ReplayBusy when another process replays there
 */
export async function openReplayWorld(options: ReplayWorldOptions): Promise<ReplayWorld> {
  await Deno.mkdir(options.dataDir, { recursive: true });
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    while (closing.length > 0) await closing.pop()!();
  };
  try {
    const embedded: EmbeddedPostgres | null = options.databaseUrl
      ? null
      : await startEmbeddedPostgres(options.dataDir);
    if (embedded) closing.push(() => embedded.stop());
    const url = options.databaseUrl ?? embedded!.url;
    const lock = openDatabase(url, { dedicated: true, applicationName: "polaris-replay-lock" });
    closing.push(() => lock.close());
    const [{ free }] = await lock.sql`select pg_try_advisory_lock(${LOCK}) as free`;
    if (!free) throw new ReplayBusy("Another replay works on this data; wait for it or end it.");
    if (options.fresh) await forget(lock, options.dataDir);
    await migrateDatabase(url);

    const password = randomToken(24);
    const steve = await startSteveSandbox({
      password,
      version: "patched",
      dbPath: join(options.dataDir, "steve.sqlite"),
    });
    closing.push(() => steve.stop());
    const lago = await startLagoSandbox({
      apiKey: password,
      hmacKey: password,
      dbPath: join(options.dataDir, "lago.sqlite"),
    });
    closing.push(() => lago.stop());
    const config = {
      ...loadConfig({ AUTH_SECRET: randomToken(32), DATA_DIR: options.dataDir }),
      STEVE_API_URL: steve.apiUrl,
      STEVE_API_KEY: password,
      STEVE_MAX_RPS: LOOPBACK_RPS,
      LAGO_API_URL: lago.apiUrl,
      LAGO_API_KEY: password,
    };
    const database = openDatabase(url, { max: 6, applicationName: "polaris-replay" });
    closing.push(() => database.close());
    const clock = new SkippingClock();
    const ctx: Ctx = {
      db: database.db,
      actor: { kind: "system", name: "replay" },
      clock,
      config,
      events: new EventBus(database.sql),
      log: logger("replay"),
      requestId: "replay",
    };
    const ingest = new MeterIngest(ctx, database.sql);
    closing.push(() => ingest.stop());
    const steveClient = createSteveClient(config);
    const lagoClient = createLagoClient(config);
    if (!steveClient || !lagoClient) throw new Error("the stand-ins are not configured");
    return {
      database,
      ctx,
      clock,
      config,
      steve,
      lago,
      steveClient,
      lagoClient,
      ingest,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function forget({ db }: Database, dataDir: string): Promise<void> {
  await db.execute(sql`drop schema if exists drizzle cascade`);
  await db.execute(sql`drop schema public cascade`);
  await db.execute(sql`create schema public`);
  for await (const entry of Deno.readDir(dataDir)) {
    if (/^(steve|lago)\.sqlite|^replay\.json$/.test(entry.name)) {
      await Deno.remove(join(dataDir, entry.name));
    }
  }
}
