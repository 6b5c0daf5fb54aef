import assert from "node:assert/strict";
import type { Db } from "@/db/client.ts";
import { userMappings, users } from "@/db/schema/mod.ts";
import { checkInvariants } from "@/lib/billing/mod.ts";
import { type LagoSandbox, startLagoSandbox } from "@/lib/sandbox/lago/mod.ts";
import {
  startSteveSandbox,
  type SteveSandbox,
  type TransactionSeed,
} from "@/lib/sandbox/steve/mod.ts";
import type { Config } from "@/lib/platform/config.ts";
import {
  createTestDatabase,
  testConfig,
  testContext,
  type TestDatabase,
} from "@/tests/support/database.ts";
import { until } from "@/tests/support/until.ts";

/** A session as the file or the generator tells it. */
export type Row = Omit<TransactionSeed, "idTag" | "id">;

/** Both stand-ins on the real clock, and the cards whose drivers have a subscription there. */
export interface BillingStandIns {
  steve: SteveSandbox;
  lago: LagoSandbox;
  config: Pick<Config, "STEVE_API_URL" | "STEVE_API_KEY" | "LAGO_API_URL" | "LAGO_API_KEY"> & {
    STEVE_MAX_RPS: number;
    SYNC_LIVE_SECONDS: number;
  };
  seedCards(db: Db): Promise<void>;
  /** Puts sessions into SteVe, shared among the cards. */
  insertRows(rows: Row[]): void;
  insert(count: number, random: () => number): void;
  /** Asserts that Lago holds every Wh of SteVe once. @returns events there */
  checkLago(): number;
  stop(): Promise<void>;
}

/** The stand-ins and a test database, for replicas in processes of their own. */
export interface BillingWorld extends BillingStandIns {
  database: TestDatabase;
  /** Settings of a replica. */
  env: Record<string, string>;
  /** Resolves when every transaction is closed and nothing is due. */
  drained(): Promise<void>;
  /** Asserts that Lago holds every Wh of SteVe once, and that our records add up. */
  checkExact(): Promise<void>;
}

const SECRET = "sandbox-secret";
const CARDS = 20;
const DAY = 86_400_000;
const cardOf = (n: number) => `CARD${String(n % CARDS).padStart(4, "0")}`;

/** Starts the stand-ins with twenty subscriptions. */
export async function startBillingStandIns(): Promise<BillingStandIns> {
  const steve = await startSteveSandbox({ password: SECRET, version: "patched" });
  const lago = await startLagoSandbox({ apiKey: SECRET, hmacKey: SECRET });
  seedLago(lago, testConfig().LAGO_METRIC_CODE);
  let inserted = 0;
  const insertRows = (rows: Row[]) =>
    void steve.control.bulkInsertTransactions(
      rows.map((row) => ({ ...row, idTag: cardOf(inserted++) })),
    );
  return {
    steve,
    lago,
    config: {
      STEVE_API_URL: steve.apiUrl,
      STEVE_API_KEY: SECRET,
      STEVE_MAX_RPS: 1_000,
      LAGO_API_URL: lago.apiUrl,
      LAGO_API_KEY: SECRET,
      SYNC_LIVE_SECONDS: 1,
    },
    seedCards,
    insertRows,
    insert: (count, random) => insertRows(syntheticRows(count, random)),
    checkLago: () => checkLago(steve, lago),
    async stop() {
      await steve.stop();
      await lago.stop();
    },
  };
}

/** Starts the stand-ins and a database with the same cards. */
export async function startBillingWorld(): Promise<BillingWorld> {
  const database = await createTestDatabase();
  const standIns = await startBillingStandIns();
  await standIns.seedCards(database.db);
  const { config, steve } = standIns;
  return {
    ...standIns,
    database,
    env: Object.fromEntries(
      Object.entries({ ...config, DATABASE_URL: database.url }).map((
        [key, value],
      ) => [key, String(value)]),
    ),
    drained: () => drained(database, steve),
    async checkExact() {
      assert.deepEqual(await checkInvariants(testContext(database)), []);
      const held = standIns.checkLago();
      const [{ sent }] = await database.sql`
        select count(*)::int as sent from synced_transaction_events where status = 'sent'`;
      assert.equal(sent, held);
    },
    async stop() {
      await standIns.stop();
      await database.drop();
    },
  };
}

/** `count` sessions of an hour, the last one an hour ago; every seventeenth without energy. */
export function syntheticRows(count: number, random: () => number): Row[] {
  const firstMs = Date.now() - 2 * DAY;
  return Array.from({ length: count }, (_, n) => {
    const startValue = Math.floor(random() * 1_000_000);
    const startMs = firstMs + Math.floor((n / count) * 1.9 * DAY);
    return {
      chargeBoxId: `SITE-${n % 8 + 1}`,
      connectorId: n % 2 + 1,
      startMs,
      startValue,
      stopMs: startMs + 3_600_000,
      stopValue: startValue + (n % 17 === 0 ? 0 : 1 + Math.floor(random() * 40_000)),
    };
  });
}

function seedLago(lago: LagoSandbox, code: string): void {
  const metric = lago.control.ensureMetric({
    code,
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
  for (let n = 0; n < CARDS; n++) {
    lago.control.ensureCustomer({
      external_id: `CUST-${cardOf(n)}`,
      name: cardOf(n),
      currency: "EUR",
    });
    lago.control.ensureSubscription({
      external_id: `sub-${cardOf(n)}`,
      external_customer_id: `CUST-${cardOf(n)}`,
      plan_code: "standard",
      subscription_at: "2015-01-01T00:00:00Z",
    });
  }
}

async function seedCards(db: Db): Promise<void> {
  const cards = Array.from({ length: CARDS }, (_, n) => cardOf(n));
  await db.insert(users).values(
    cards.map((card) => ({ id: card, publicId: card, role: "customer" as const, name: card })),
  );
  await db.insert(userMappings).values(cards.map((card) => ({
    userId: card,
    steveOcppIdTag: card,
    lagoCustomerExternalId: `CUST-${card}`,
    lagoSubscriptionExternalId: `sub-${card}`,
  })));
}

/** Thousands of sessions, on a machine that may have other things to do. */
const DRAIN = { everyMs: 25, limitMs: 240_000 };

async function drained(
  { sql }: TestDatabase,
  steve: SteveSandbox,
): Promise<void> {
  let seen = {};
  const what = () => `the drain: ${JSON.stringify(seen)} of ${steve.control.counts().total}`;
  await until(what, async () => {
    const [row] = await sql`select
      (select count(*)::int from charging_sessions where is_finalized) as closed,
      (select count(*)::int from synced_transaction_events where status = 'pending') as due`;
    seen = row;
    return row.closed === steve.control.counts().total && row.due === 0;
  }, DRAIN);
}

function checkLago(steve: SteveSandbox, lago: LagoSandbox): number {
  const billed = new Map<number, number>();
  const ids = new Set<string>();
  for (const event of lago.control.events()) {
    assert.ok(!ids.has(event.transactionId), `Lago holds ${event.transactionId} twice`);
    ids.add(event.transactionId);
    const transactionId = Number(event.transactionId.split(":")[1]);
    const wh = Math.round(Number(event.properties.value) * 1_000);
    billed.set(transactionId, (billed.get(transactionId) ?? 0) + wh);
  }
  const wrong: unknown[] = [];
  for (let id = 1; id <= steve.control.counts().total; id++) {
    const row = steve.control.transaction(id)!;
    const expected = Number(row.stop_value) - Number(row.start_value);
    if ((billed.get(id) ?? 0) !== expected) wrong.push({ id, expected, billed: billed.get(id) });
  }
  assert.deepEqual(wrong, [], "Lago holds another energy than SteVe");
  return ids.size;
}
