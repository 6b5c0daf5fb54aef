import { type Database } from "@/db/client.ts";
import { userMappings, users } from "@/db/schema/mod.ts";
import { MeterIngest } from "@/lib/charging/mod.ts";
import { createLagoClient } from "@/lib/lago/mod.ts";
import type { Clock } from "@/lib/platform/clock.ts";
import type { Config } from "@/lib/platform/config.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { type LagoSandbox, startLagoSandbox } from "@/lib/sandbox/lago/mod.ts";
import { startSteveSandbox, type SteveSandbox } from "@/lib/sandbox/steve/mod.ts";
import { createSteveClient, type SteveCapabilities } from "@/lib/steve/mod.ts";
import { runSync, type RunSyncResult } from "@/lib/sync/mod.ts";
import { createTestDatabase, ManualClock, testContext } from "./database.ts";

/** A worker with the production clients, wired to both stand-ins over real HTTP. */
export interface SyncWorld {
  database: Database & { url: string };
  ctx: Ctx;
  clock: ManualClock;
  steve: SteveSandbox;
  lago: LagoSandbox;
  ingest: MeterIngest;
  capabilities: SteveCapabilities;
  config: Config;
  sync(scope?: "full" | "transactions"): Promise<RunSyncResult>;
  /** New clients, as after a restart: breakers that opened are closed. */
  reconnect(): void;
  /** A driver with a card and, unless told otherwise, a subscription at Lago. */
  driver(
    name: string,
    over?: { subscription?: boolean; active?: boolean; mapped?: boolean },
  ): Promise<{ idTag: string; subscription: string; mappingId: number | null }>;
  /** Energy Lago accepted for a subscription, in Wh. */
  billedWh(subscription?: string): number;
  stop(): Promise<void>;
}

const SECRET = "sandbox-secret";

export async function startSyncWorld(
  options: { startMs?: number; version?: "upstream" | "patched"; config?: Partial<Config> } = {},
): Promise<SyncWorld> {
  const database = await createTestDatabase();
  const clock = new ManualClock(options.startMs ?? Date.parse("2026-01-15T12:00:00Z"));
  const now = () => clock.nowMs();
  const steve = await startSteveSandbox({
    password: SECRET,
    version: options.version ?? "patched",
    now,
    operationTimeoutMs: 500,
  });
  const lago = await startLagoSandbox({ apiKey: SECRET, hmacKey: SECRET, now });
  const base = testContext(database, {
    clock: clock as Clock,
    config: {
      STEVE_API_URL: steve.apiUrl,
      STEVE_API_KEY: SECRET,
      STEVE_MAX_RPS: 10_000,
      LAGO_API_URL: lago.apiUrl,
      LAGO_API_KEY: SECRET,
      LAGO_WEBHOOK_HMAC_KEY: SECRET,
      ...options.config,
    },
  });
  const ctx = base;
  let steveClient = createSteveClient(ctx.config)!;
  let lagoClient = createLagoClient(ctx.config)!;
  const ingest = new MeterIngest(ctx, database.sql);
  const metric = lago.control.ensureMetric({
    code: ctx.config.LAGO_METRIC_CODE,
    name: "Energy",
    aggregation_type: "sum_agg",
    field_name: "value",
  });
  lago.control.ensurePlan({
    code: "standard",
    name: "Standard",
    interval: "monthly",
    amount_cents: 0,
    amount_currency: "EUR",
    pay_in_advance: false,
    charges: [{
      billable_metric_id: metric.lago_id,
      charge_model: "standard",
      properties: { amount: "0.42" },
    }],
  });
  const capabilities = await steveClient.probeCapabilities();
  let people = 0;
  return {
    database,
    ctx,
    clock,
    steve,
    lago,
    ingest,
    capabilities,
    config: ctx.config,
    sync: (scope = "full") =>
      runSync(ctx, {
        steve: steveClient,
        lago: lagoClient,
        ingest,
        replica: "test",
        capabilities: () => capabilities,
      }, {
        scope,
        trigger: "test",
        signal: new AbortController().signal,
      }),
    reconnect() {
      steveClient = createSteveClient(ctx.config)!;
      lagoClient = createLagoClient(ctx.config)!;
    },
    async driver(name, over = {}) {
      const idTag = `TAG${name.toUpperCase()}`;
      const externalId = `CUST${String(++people).padStart(4, "2")}`;
      const subscription = `sub-${externalId}`;
      steve.control.addTag({ idTag });
      lago.control.ensureCustomer({ external_id: externalId, name, currency: "EUR" });
      if (over.subscription !== false) {
        lago.control.ensureSubscription({
          external_id: subscription,
          external_customer_id: externalId,
          plan_code: "standard",
          subscription_at: new Date(clock.nowMs() - 30 * 86_400_000).toISOString(),
        });
      }
      if (over.mapped === false) return { idTag, subscription, mappingId: null };
      await database.db.insert(users).values({
        id: externalId,
        publicId: externalId,
        role: "customer",
        name,
      });
      const [mapping] = await database.db.insert(userMappings).values({
        userId: externalId,
        steveOcppIdTag: idTag,
        lagoCustomerExternalId: externalId,
        isActive: over.active ?? true,
      }).returning();
      return { idTag, subscription, mappingId: mapping.id };
    },
    billedWh: (subscription) =>
      Math.round(
        Number(lago.control.sumUsage("value", subscription ? { subscription } : {})) * 1_000,
      ),
    async stop() {
      await ingest.stop();
      await steve.stop();
      await lago.stop();
      await database.drop();
    },
  };
}
