import { hostname } from "node:os";
import { type Database, openDatabase } from "@/db/client.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded.ts";
import { migrateDatabase } from "@/db/migrate.ts";
import { type Auth, createAuth } from "@/lib/auth/mod.ts";
import { freeChargers, MeterIngest, PreAuthorizer } from "@/lib/charging/mod.ts";
import { reportBlockedToken } from "@/lib/devices/mod.ts";
import {
  createLagoClient,
  createWebhookVerifier,
  type LagoClient,
  type WebhookVerifier,
} from "@/lib/lago/mod.ts";
import { DriverNews, PushSender } from "@/lib/notifications/mod.ts";
import { type Clock, systemClock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import type { Actor, Ctx } from "@/lib/platform/context.ts";
import { EventBus } from "@/lib/platform/events.ts";
import { newRequestId } from "@/lib/platform/ids.ts";
import { type Jobs, startJobs } from "@/lib/platform/jobs.ts";
import { logger } from "@/lib/platform/log.ts";
import { Mailer } from "@/lib/platform/mail.ts";
import { RateLimiter } from "@/lib/platform/rate_limit.ts";
import { createSteveClient, type SteveClient } from "@/lib/steve/mod.ts";
import { SyncService } from "@/lib/sync/mod.ts";
import type { WebServices } from "@/lib/web/mod.ts";
import { upkeepJobs } from "./upkeep.ts";

/** Everything a request or a worker may use. Built once by `startServices`, handed down, never global. */
export interface Services extends WebServices {
  config: Config;
  auth: Auth;
  steve: SteveClient | null;
  lago: LagoClient | null;
  ingest: MeterIngest;
  preAuthorizer: PreAuthorizer;
  verifyLagoWebhook: WebhookVerifier;
  mail: Mailer;
  driverNews: DriverNews;
  databaseUrl: string;
  /** Aborted when the process begins to stop: open streams end. */
  stopping: AbortSignal;
  /** A service context for work that no request asked for. */
  systemContext(name: string): Ctx;
}

export interface RunningServices extends Services {
  /** Ends open event streams; new ones end at once. */
  endStreams(): void;
  /** Stops workers, ends streams, closes the pool and, where this process owns it, the embedded Postgres. */
  stop(): Promise<void>;
}

export interface StartOptions {
  clock?: Clock;
  /** Names this process among replicas. */
  replica?: string;
}

/**
 * Opens the database (embedded when DATABASE_URL is unset), migrates it, connects the outside systems
 * and starts the workers this replica is to run.
 */
export async function startServices(
  config: Config,
  options: StartOptions = {},
): Promise<RunningServices> {
  const log = logger("start");
  const clock = options.clock ?? systemClock;
  const embedded: EmbeddedPostgres | null = config.DATABASE_URL
    ? null
    : await startEmbeddedPostgres(config.DATA_DIR);
  const databaseUrl = config.DATABASE_URL ?? embedded!.url;
  let database: Database | null = null;
  try {
    await migrateDatabase(databaseUrl);
    database = openDatabase(databaseUrl, { max: config.DATABASE_POOL });
    const services = await connect(config, database, databaseUrl, clock);
    const workers = await startWorkers(services, options.replica ?? `${hostname()}:${Deno.pid}`);
    for (const note of config.notes) log.warning(note);
    const stopAll = async () => {
      services.abort.abort();
      await workers.stop();
      await services.ingest.stop();
      await services.mail.stop();
      await services.events.stop();
      await database!.close(5);
      await embedded?.stop();
    };
    let stopped: Promise<void> | null = null;
    return {
      ...services,
      endStreams: () => services.abort.abort(),
      stop: () => stopped ??= stopAll(),
    };
  } catch (error) {
    await database?.close(1).catch(() => {});
    await embedded?.stop();
    throw error;
  }
}

async function connect(config: Config, database: Database, databaseUrl: string, clock: Clock) {
  const { db, sql } = database;
  const events = new EventBus(sql);
  await events.start();
  const abort = new AbortController();
  const systemContext = (name: string): Ctx => ({
    db,
    clock,
    events,
    config,
    actor: { kind: "system", name } satisfies Actor,
    log: logger(name),
    requestId: newRequestId(),
  });
  const limiter = new RateLimiter({ sql, clock });
  const mail = new Mailer({ config, db, clock });
  mail.start();
  const auth = createAuth({
    config,
    db,
    sql,
    clock,
    mail,
    limiter,
    log: logger("auth"),
    onTokenBlocked: (db, token) => reportBlockedToken({ ...systemContext("devices"), db }, token),
  });
  const lago = createLagoClient(config);
  return {
    config,
    db,
    sql,
    clock,
    events,
    mail,
    auth,
    databaseUrl,
    abort,
    stopping: abort.signal,
    systemContext,
    limiter,
    lago,
    steve: createSteveClient(config),
    ingest: new MeterIngest(systemContext("meter-ingest"), sql),
    preAuthorizer: new PreAuthorizer(sql, config.STEVE_HOOK_DEADLINE_MS),
    driverNews: new DriverNews({ context: () => systemContext("driver-news"), freeChargers }),
    verifyLagoWebhook: createWebhookVerifier({
      hmacKey: config.LAGO_WEBHOOK_HMAC_KEY,
      ...(lago ? { publicKey: () => lago.webhookPublicKey() } : {}),
      clock,
    }),
  };
}

async function startWorkers(
  services: Omit<RunningServices, "stop" | "endStreams">,
  replica: string,
) {
  const { config, sql, databaseUrl, steve, lago, ingest } = services;
  if (config.SYNC_WORKER === "off") return { stop: () => Promise.resolve() };
  const sync = new SyncService({
    databaseUrl,
    sql,
    steve,
    lago,
    ingest,
    replica,
    context: () => services.systemContext("sync"),
  });
  const jobs: Jobs = await startJobs(databaseUrl, upkeepJobs(services));
  await sync.start();
  const push = new PushSender({ context: () => services.systemContext("push"), send: fetch });
  services.driverNews.start();
  push.start();
  return {
    stop: async () => {
      await services.driverNews.stop();
      await push.stop();
      await sync.stop();
      await jobs.stop();
    },
  };
}
