import { asc, gt } from "drizzle-orm";
import { z } from "zod";
import { lagoCustomers } from "@/db/schema/mod.ts";
import { parkEvents } from "@/lib/billing/mod.ts";
import { type LagoClient, processWebhookEvents, readModels } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SegmentReporter } from "../run_recorder.ts";
import { readState, writeState } from "../state.ts";

/** The resources of Lago that pages read from our own tables, one segment each (spec 5.9). */
export const LAGO_VIEWS = {
  lago_billable_metrics: {
    list: (lago: LagoClient) => lago.listBillableMetrics(),
    save: readModels.saveBillableMetrics,
  },
  lago_plans: { list: (lago: LagoClient) => lago.listPlans(), save: readModels.savePlans },
  lago_customers: {
    list: (lago: LagoClient) => lago.listCustomers(),
    save: readModels.saveCustomers,
  },
  lago_subscriptions: {
    list: (lago: LagoClient) => lago.listSubscriptions(),
    save: readModels.saveSubscriptions,
  },
  lago_invoices: { list: (lago: LagoClient) => lago.listInvoices(), save: readModels.saveInvoices },
} as const;

export type LagoView = keyof typeof LAGO_VIEWS;

/** Refreshes one read model, page by page; a bad row is noted and the rest is kept. */
export async function refreshLagoView(
  ctx: Ctx,
  input: { lago: LagoClient; view: LagoView; report: SegmentReporter; signal: AbortSignal },
): Promise<number> {
  const { list, save } = LAGO_VIEWS[input.view];
  let done = 0;
  for await (const page of list(input.lago)) {
    if (input.signal.aborted) break;
    await save(ctx, page.rows as never); // Each view's rows are what its own list yields.
    for (const refused of page.refused) {
      await input.report.note("warning", `A row of Lago was refused: ${refused.reason}`);
    }
    done += page.rows.length;
    await input.report.progress(done);
  }
  return done;
}

const walletCursor = z.object({ after: z.string() });
/** Lago lists wallets by customer only; a run asks for this many customers, the next one goes on. */
const WALLET_CUSTOMERS_PER_RUN = 100;

/** Refreshes wallets customer by customer, in turns; webhooks bring changes in between. */
export async function refreshWallets(
  ctx: Ctx,
  input: { lago: LagoClient; report: SegmentReporter; signal: AbortSignal },
): Promise<void> {
  const key = "sync:wallets";
  const { after } = await readState(ctx, key, walletCursor) ?? { after: "" };
  const customers = await ctx.db.select({ id: lagoCustomers.externalId }).from(lagoCustomers)
    .where(gt(lagoCustomers.externalId, after)).orderBy(asc(lagoCustomers.externalId)).limit(
      WALLET_CUSTOMERS_PER_RUN,
    );
  let done = 0;
  for (const { id } of customers) {
    if (input.signal.aborted) return;
    for await (const page of input.lago.listWallets({ externalCustomerId: id })) {
      await readModels.saveWallets(ctx, page.rows);
    }
    await input.report.progress(++done, customers.length);
  }
  const isRoundOver = customers.length < WALLET_CUSTOMERS_PER_RUN;
  await writeState(ctx, key, { after: isRoundOver ? "" : customers.at(-1)!.id });
}

/** Works off the webhooks that Lago posted; usage it refused afterwards is parked. */
export function processLagoWebhooks(ctx: Ctx): Promise<number> {
  return processWebhookEvents(ctx, {
    onUsageRefused: async (tx, refused) => {
      await parkEvents(tx, refused);
    },
  });
}
