import postgres from "postgres";
import { medianOf } from "./measure.ts";
import { openDatabase } from "@/db/client.ts";
import { migrateDatabase } from "@/db/migrate.ts";
import { MeterIngest } from "@/lib/charging/mod.ts";
import { createLagoClient } from "@/lib/lago/mod.ts";
import { systemClock } from "@/lib/platform/clock.ts";
import { loadConfig } from "@/lib/platform/config.ts";
import { EventBus } from "@/lib/platform/events.ts";
import { logger } from "@/lib/platform/log.ts";
import { createSteveClient } from "@/lib/steve/mod.ts";
import { runSync } from "@/lib/sync/mod.ts";
import { bareSync } from "./bare_sync.ts";
import { type Figure, shown } from "./figure.ts";
import { type StandIns, startStandIns } from "./stand_in_plan.ts";
import { benchEnvironment, openBenchDatabase } from "./world.ts";

const SIZES = [5_000, 20_000];
const DRIVERS = 200;
const ROUNDS = 3;

/** From SteVe's backlog to Lago's acceptance, by the production worker. */
export const sync: Figure = async () => {
  const rows: (string | number)[][] = [];
  const ratios: string[] = [];
  for (const transactions of SIZES) {
    const rounds: { seconds: number; readSeconds: number; bareSeconds: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const order = round % 2 === 0 ? ["product", "bare"] : ["bare", "product"];
      const taken = { product: { seconds: 0, readSeconds: 0 }, bare: 0 };
      for (const side of order) {
        const standIns = await startStandIns({ transactions, drivers: DRIVERS });
        try {
          if (side === "bare") taken.bare = await bareSync(standIns, transactions);
          else taken.product = await productSync(standIns, transactions);
        } finally {
          await standIns.stop();
        }
      }
      rounds.push({ ...taken.product, bareSeconds: taken.bare });
    }
    const seconds = medianOf(rounds, (r) => r.seconds);
    const bareSeconds = medianOf(rounds, (r) => r.bareSeconds);
    const readSeconds = medianOf(rounds, (r) => r.readSeconds);
    rows.push([
      transactions.toLocaleString("en-US"),
      transactions / seconds,
      readSeconds,
      seconds - readSeconds,
      transactions / bareSeconds,
      bareSeconds / seconds,
    ]);
    ratios.push(
      `${shown(transactions / seconds)} transactions/s for ${shown(transactions)} (${
        shown(bareSeconds / seconds)
      } of the bare loop)`,
    );
  }
  return [{
    title: "Sync: from SteVe to Lago's acceptance",
    method:
      `One full run over a backlog of ended transactions of ${DRIVERS} drivers: sessions, billing cursors and outbox events in ` +
      "Postgres, then delivery in batches of 100. The bare loop reads the same windows of 200 ids and posts the same batches, and keeps " +
      `no record of anything. The stand-ins of SteVe and Lago run in a process beside; pacing is off. Medians of ${ROUNDS} alternating rounds.`,
    columns: [
      "Transactions",
      "transactions/s",
      "s reading",
      "s delivering and rest",
      "bare transactions/s",
      "ratio",
    ],
    rows,
    outcome: ratios.join("; "),
  }];
};

async function productSync(
  standIns: StandIns,
  transactions: number,
): Promise<{ seconds: number; readSeconds: number }> {
  const bench = await openBenchDatabase("bench_sync");
  const database = openDatabase(bench.url, { max: 16 });
  try {
    await migrateDatabase(bench.url);
    await seedCards(bench.url);
    const config = loadConfig({
      ...benchEnvironment(bench.url, 1),
      STEVE_API_URL: standIns.steveUrl,
      STEVE_API_KEY: standIns.secret,
      STEVE_MAX_RPS: "100000",
      LAGO_API_URL: standIns.lagoUrl,
      LAGO_API_KEY: standIns.secret,
    });
    const ctx = {
      db: database.db,
      actor: { kind: "system", name: "bench" } as const,
      clock: systemClock,
      log: logger("bench"),
      events: new EventBus(database.sql),
      config,
      requestId: "bench",
    };
    const ingest = new MeterIngest(ctx, database.sql);
    const steve = createSteveClient(config)!;
    const lago = createLagoClient(config)!;
    const capabilities = await steve.probeCapabilities();
    const startedMs = performance.now();
    const result = await runSync(ctx, {
      steve,
      lago,
      ingest,
      replica: "bench",
      capabilities: () => capabilities,
    }, { scope: "full", trigger: "bench", signal: new AbortController().signal });
    const seconds = (performance.now() - startedMs) / 1_000;
    await ingest.stop();
    if (result.counters.eventsSent !== transactions || result.errors.length > 0) {
      throw new Error(
        `${result.counters.eventsSent} of ${transactions} were sent: ${result.errors[0]?.message}`,
      );
    }
    const [{ read }] = await database.sql<{ read: number }[]>`
      select extract(epoch from completed_at - started_at)::float8 as read from sync_run_segments
      where segment = 'transaction_sync'`;
    return { seconds, readSeconds: read };
  } finally {
    await database.close();
    await bench.stop();
  }
}

async function seedCards(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`insert into users (id, public_id, role) select 'C' || n, 'C' || n, 'customer'
    from generate_series(0, ${DRIVERS - 1}::int) as n`;
  await sql`insert into user_mappings (user_id, steve_ocpp_id_tag, lago_customer_external_id, lago_subscription_external_id)
    select 'C' || n, 'TAG' || n, 'C' || n, 'sub-' || n from generate_series(0, ${
    DRIVERS - 1
  }::int) as n`;
  await sql.end();
}
