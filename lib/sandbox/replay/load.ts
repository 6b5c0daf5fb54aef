import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { userMappings, users } from "@/db/schema/mod.ts";
import { type Card, cardsOf } from "./cards.ts";
import { asTransactions } from "./register.ts";
import type { FileRow } from "./transaction_file.ts";
import type { ReplayWorld } from "./world.ts";

const manifestSchema = z.object({ sha256: z.string(), rows: z.number() });

/** The folder holds another replay; the message says how to go on. */
export class OtherReplay extends Error {}

const PLAN = "replay";
/** What the company charged per kWh, by the price column of the file. */
const EUR_PER_KWH = "0.14";
const DAY_MS = 86_400_000;

/**
 * Puts the rows (in start order) into SteVe, their customers into Lago and their cards into the
 * database. What is there already stays, so a replay that was cut off goes on.
 * @throws OtherReplay when the data folder belongs to other rows
 */
export async function loadRows(
  world: ReplayWorld,
  rows: readonly FileRow[],
  dataDir: string,
): Promise<{ isResumed: boolean }> {
  const wanted = { sha256: fingerprint(rows), rows: rows.length };
  const path = join(dataDir, "replay.json");
  const known = await readManifest(path);
  if (known && known.sha256 !== wanted.sha256) {
    throw new OtherReplay(
      `${dataDir} holds a replay of ${known.rows} other rows. Add --fresh to start over, or choose another --data-dir.`,
    );
  }
  await Deno.writeTextFile(path, JSON.stringify(wanted));
  const cards = cardsOf(rows);
  seedLago(world, cards, rows.reduce((min, row) => Math.min(min, row.startMs), Date.now()));
  await seedCards(world, cards);
  const { control } = world.steve;
  if (control.counts().total === 0) {
    for (const card of cards) {
      const isKnown = control.parts.store.tags.keyOf(card.idTag) !== undefined;
      if (!isKnown) control.addTag({ idTag: card.idTag, note: card.displayName });
    }
    control.bulkInsertTransactions(asTransactions(rows));
  }
  return { isResumed: known !== null };
}

function fingerprint(rows: readonly FileRow[]): string {
  const hash = createHash("sha256");
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest("hex");
}

async function readManifest(path: string) {
  const text = await Deno.readTextFile(path).catch(() => null);
  return text === null ? null : manifestSchema.parse(JSON.parse(text));
}

function seedLago({ lago, config }: ReplayWorld, cards: Card[], firstStartMs: number): void {
  const metric = lago.control.ensureMetric({
    code: config.LAGO_METRIC_CODE,
    name: "Energy charged",
    aggregation_type: "sum_agg",
    field_name: "value",
  });
  lago.control.ensurePlan({
    code: PLAN,
    name: "Company network",
    interval: "monthly",
    amount_cents: 0,
    amount_currency: "EUR",
    pay_in_advance: false,
    charges: [{
      billable_metric_id: metric.lago_id,
      charge_model: "standard",
      properties: { amount: EUR_PER_KWH },
    }],
  });
  for (const card of cards) {
    lago.control.ensureCustomer({
      external_id: card.customerId,
      name: card.customerName,
      currency: "EUR",
    });
    lago.control.ensureSubscription({
      external_id: card.subscriptionId,
      external_customer_id: card.customerId,
      plan_code: PLAN,
      subscription_at: new Date(firstStartMs - DAY_MS).toISOString(),
    });
  }
}

async function seedCards({ database: { db } }: ReplayWorld, cards: Card[]): Promise<void> {
  if (cards.length === 0) return;
  await db.insert(users).values(cards.map((card) => ({
    id: card.customerId,
    publicId: card.customerId,
    role: "customer" as const,
    name: card.customerName,
  }))).onConflictDoNothing();
  await db.insert(userMappings).values(cards.map((card) => ({
    userId: card.customerId,
    steveOcppIdTag: card.idTag,
    displayName: card.displayName,
    lagoCustomerExternalId: card.customerId,
    lagoSubscriptionExternalId: card.subscriptionId,
  }))).onConflictDoNothing();
}
