import { join } from "node:path";
import { openDatabase } from "@/db/client.ts";
import { startEmbeddedPostgres } from "@/db/embedded.ts";
import { migrateDatabase } from "@/db/migrate.ts";
import { systemClock } from "@/lib/platform/clock.ts";
import { type Config, ConfigError } from "@/lib/platform/config.ts";
import { randomToken } from "@/lib/platform/crypto.ts";
import { EventBus } from "@/lib/platform/events.ts";
import { logger } from "@/lib/platform/log.ts";
import { type LagoSandbox, startLagoSandbox } from "@/lib/sandbox/lago/mod.ts";
import { seededRandom, startSteveSandbox, type SteveSandbox } from "@/lib/sandbox/steve/mod.ts";
import { type RunningApp, start } from "@/main.ts";
import { type Backfill, backfill } from "./backfill.ts";
import { demoConfig, requireDemoDatabase } from "./config.ts";
import { pastSessions } from "./history.ts";
import { people } from "./people.ts";
import { seedDatabase } from "./seed_database.ts";
import { resumeStations, seedSteve } from "./seed_steve.ts";
import { seedLago } from "./tariffs.ts";
import { openTapDesk, type TapDesk } from "./tap_desk.ts";
import { World } from "./world.ts";

/** The whole product with stand-ins and virtual cars. */
export interface Demo {
  app: RunningApp;
  config: Config;
  steve: SteveSandbox;
  lago: LagoSandbox;
  world: World;
  /** Where a person holds cards to the virtual chargers. */
  desk: TapDesk;
  /** Bills the past and closes its months in the background. */
  backfill: Backfill;
  /** Cars leave, requests drain, then the stand-ins and the database stop. */
  stop(): Promise<void>;
}

const VISITOR_TAG = "04A5EBAD6E0001";

/**
 * Starts the demo on `env` (PORT, DATA_DIR, DATABASE_URL, DEMO_SPEED and whatever else the product
 * reads). State lives under DATA_DIR/demo: a second start goes on where the first one stopped.
 */
export async function startDemo(
  env: Record<string, string | undefined>,
  options: { driverRealMs?: number } = {},
): Promise<Demo> {
  const dataDir = join(env.DATA_DIR || ".data", "demo");
  await Deno.mkdir(dataDir, { recursive: true });
  const port = boundPort(Number(env.PORT || 8000), env.HOSTNAME_BIND || "127.0.0.1");
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    while (closing.length > 0) {
      const close = closing.pop()!;
      await close().catch((error) => logger("demo").error("Something did not stop.", { error }));
    }
  };
  try {
    const databaseUrl = env.DATABASE_URL || await embedded(dataDir, closing);
    await requireDemoDatabase(databaseUrl);
    await migrateDatabase(databaseUrl);
    const secrets = { steve: randomToken(24), hooks: randomToken(32), lago: randomToken(24) };
    const own = `http://127.0.0.1:${port}`;
    const steve = await startSteveSandbox({
      password: secrets.steve,
      version: "patched",
      dbPath: join(dataDir, "steve.sqlite"),
      hooks: {
        preAuthorizeUrl: `${own}/api/ocpp/pre-authorize`,
        meterValuesUrl: `${own}/api/ocpp/meter-values`,
        secret: secrets.hooks,
        // Two cores start the product at this moment: fail open, but not at once.
        timeoutMs: 1_000,
      },
    });
    closing.push(() => steve.stop());
    const webhookUrl = `${own}/api/webhook/lago`;
    const lago = await startLagoSandbox({
      apiKey: secrets.lago,
      hmacKey: secrets.hooks,
      webhookUrl,
      dbPath: join(dataDir, "lago.sqlite"),
    });
    closing.push(() => lago.stop());
    forgetOtherWebhooks(lago, webhookUrl);
    const config = demoConfig(env, {
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      STEVE_API_URL: steve.apiUrl,
      STEVE_API_KEY: secrets.steve,
      STEVE_WEBHOOK_SECRET: secrets.hooks,
      LAGO_API_URL: lago.apiUrl,
      LAGO_API_KEY: secrets.lago,
      LAGO_WEBHOOK_HMAC_KEY: secrets.hooks,
      PUBLIC_PLAN_CODE: env.PUBLIC_PLAN_CODE || "standard",
    });
    const persons = people();
    await seed(config, databaseUrl, steve, lago);
    const app = await start(config);
    closing.push(() => app.stop());
    const past = backfill(app, lago, steve, persons[0]);
    closing.push(() => past.stop());
    const world = new World({
      wsUrl: steve.wsUrl,
      people: persons,
      lastKnown: resumeStations(steve.control),
      speed: config.DEMO_SPEED,
      random: seededRandom(Date.now()),
      visitorTag: VISITOR_TAG,
      ...options,
    });
    closing.push(async () => {
      await world.stop();
      await steve.control.hooksIdle();
    });
    await world.start();
    const desk = openTapDesk(0, world.stations, persons);
    closing.push(() => desk.stop());
    return { app, config, steve, lago, world, desk, backfill: past, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function embedded(dataDir: string, closing: (() => Promise<unknown>)[]): Promise<string> {
  const postgres = await startEmbeddedPostgres(dataDir);
  closing.push(() => postgres.stop());
  return postgres.url;
}

async function seed(
  config: Config,
  databaseUrl: string,
  steve: SteveSandbox,
  lago: LagoSandbox,
): Promise<void> {
  const persons = people();
  const nowMs = Date.now();
  seedLago(lago.control, persons, { metricCode: config.LAGO_METRIC_CODE, nowMs });
  seedSteve(steve.control, persons, () => pastSessions(persons, nowMs), nowMs);
  if (steve.control.parts.store.tags.keyOf(VISITOR_TAG) === undefined) {
    steve.control.addTag({ idTag: VISITOR_TAG, note: "Visitor badge at the reception" });
  }
  const database = openDatabase(databaseUrl, { max: 2, applicationName: "polaris-demo-seed" });
  try {
    await seedDatabase({
      db: database.db,
      actor: { kind: "system", name: "demo" },
      clock: systemClock,
      config,
      events: new EventBus(database.sql),
      log: logger("demo"),
      requestId: "demo",
    }, persons);
  } finally {
    await database.close();
  }
}

/** An earlier start on another port left its address behind. */
function forgetOtherWebhooks({ control }: LagoSandbox, keep: string): void {
  for (const endpoint of control.lago.docs.all("webhook_endpoint")) {
    if (endpoint.webhook_url !== keep) {
      control.lago.docs.remove("webhook_endpoint", endpoint.lago_id);
    }
  }
}

/** `port` if it is free, any free one for 0. The hooks must know it before the product starts. */
function boundPort(port: number, hostname: string): number {
  try {
    const listener = Deno.listen({ hostname, port });
    const { port: found } = listener.addr;
    listener.close();
    return found;
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new ConfigError(`Port ${port} is taken. Set PORT to another one, or end what uses it.`);
  }
}
