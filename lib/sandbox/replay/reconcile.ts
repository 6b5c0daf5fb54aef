import { sql } from "drizzle-orm";
import { Decimal } from "decimal.js";
import { z } from "zod";
import { checkInvariants, reconcile, type Reconciliation } from "@/lib/billing/mod.ts";
import { type Card, cardOf } from "./cards.ts";
import { type Collisions, countCollisions } from "./register.ts";
import type { FileRow, TransactionFile } from "./transaction_file.ts";
import type { ReplayWorld } from "./world.ts";

/** The account of a replay: what the file says, what each system says, and what lies between. */
export interface ReplayReport {
  file: TransactionFile;
  collisions: Collisions;
  steve: { transactions: number; energyWh: number };
  ledger: Reconciliation;
  /** Rows that the worker itself refused, by reason. */
  workerRefused: Record<string, number>;
  lago: {
    events: number;
    energyWh: Decimal;
    subscriptions: number;
    /** Invoices with an amount, all periods closed. */
    invoices: number;
    amountCents: number;
  };
  /** Wh that loaded rows gained or lost because registers count whole Wh. */
  roundingWh: Decimal;
  refusedWh: Decimal;
  /** File − refused + rounding − billed at Lago; 0 when every Wh was billed once. */
  differenceWh: Decimal;
  /** Subscriptions whose sum at Lago is not that of their rows in the file. */
  subscriptionsOff: string[];
  brokenInvariants: number;
}

/** A month and a day: the period of any session has ended this long after it. */
const PERIOD_MS = 32 * 86_400_000;

/** Asks the file, SteVe, the ledger and Lago, each on its own, and compares. */
export async function reconcileReplay(
  world: ReplayWorld,
  file: TransactionFile,
  rows: readonly FileRow[],
): Promise<ReplayReport> {
  const refusedWh = file.refused.reduce((sum, row) => sum.plus(row.energyWh), new Decimal(0));
  const loadedWh = rows.reduce((sum, row) => sum + row.energyWh, 0);
  const roundingWh = refusedWh.plus(loadedWh).minus(file.energyWh);
  const lagoWh = kwhToWh(world.lago.control.sumUsage("value"));
  const bySubscription = new Map<Card["subscriptionId"], number>();
  for (const row of rows) {
    const { subscriptionId } = cardOf(row);
    bySubscription.set(subscriptionId, (bySubscription.get(subscriptionId) ?? 0) + row.energyWh);
  }
  const subscriptionsOff = [...bySubscription].filter(([subscription, wh]) =>
    !kwhToWh(world.lago.control.sumUsage("value", { subscription })).equals(wh)
  ).map(([subscription]) => subscription);
  return {
    file,
    collisions: countCollisions(rows),
    steve: await askSteve(world),
    ledger: await reconcile(world.ctx),
    workerRefused: await workerRefused(world),
    lago: {
      ...closePeriods(world, rows),
      events: world.lago.control.countEvents(),
      energyWh: lagoWh,
      subscriptions: bySubscription.size,
    },
    roundingWh,
    refusedWh,
    differenceWh: file.energyWh.minus(refusedWh).plus(roundingWh).minus(lagoWh),
    subscriptionsOff,
    brokenInvariants: (await checkInvariants(world.ctx)).length,
  };
}

/** Ends the periods up to the last session's, so that all energy is on invoices. Repeatable. */
function closePeriods({ lago: { control } }: ReplayWorld, rows: readonly FileRow[]) {
  const lastMs = rows.reduce((max, row) => Math.max(max, row.stopMs), 0);
  control.closePeriods(Math.min(Date.now(), lastMs + PERIOD_MS));
  const amounts = control.lago.docs.all("invoice").map((invoice) => invoice.total_amount_cents)
    .filter((cents) => cents > 0);
  return {
    invoices: amounts.length,
    amountCents: amounts.reduce((sum, cents) => sum + cents, 0),
  };
}

const kwhToWh = (kwh: string) => new Decimal(kwh).times(1_000);

async function askSteve({ steveClient }: ReplayWorld) {
  const { rows } = await steveClient.listTransactions({ type: "ALL" });
  const energyWh = rows.reduce(
    (sum, row) => sum + ((row.meterStopWh ?? 0) - (row.meterStartWh ?? 0)),
    0,
  );
  return { transactions: rows.length, energyWh };
}

const refusedShape = z.object({ reason: z.string(), n: z.coerce.number() });

async function workerRefused({ database: { db } }: ReplayWorld): Promise<Record<string, number>> {
  const rows = await db.execute(sql`
    select reason, count(*) as n from sync_rejects where resolved_at is null group by 1`);
  return Object.fromEntries(
    [...rows].map((row) => refusedShape.parse(row)).map(({ reason, n }) => [reason, n]),
  );
}
