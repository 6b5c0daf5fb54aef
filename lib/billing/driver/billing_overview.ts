import { and, eq, sql } from "drizzle-orm";
import { chargingSessions, lagoCustomers, lagoInvoices, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import {
  type BillingAccount,
  billingAccount,
  driverSubscription,
  refreshedAt,
  STALE_MS,
} from "./account.ts";
import { describeInvoice, type InvoiceView } from "./invoice_view.ts";

/** An amount in minor units. */
export interface Amount {
  cents: number;
  currency: string;
}

export interface BillingOverview {
  account: BillingAccount;
  /** Of a sum of nothing; null when nobody told. */
  currency: string | null;
  /** One per currency, in practice one; none when nothing is due. */
  due: Amount[];
  /** The part of `due` that is late. */
  overdue: Amount[];
  openInvoices: number;
  overdueInvoices: number;
  /** The open invoice that falls due first; day YYYY-MM-DD. */
  nextDue: { invoiceId: string; day: string; isOverdue: boolean } | null;
  paid30d: Amount[];
  /** Energy since the billing period began (the calendar month where none is known). */
  periodEnergyWh: number;
  periodStartedAt: Date;
  /** When our copies were refreshed, and whether that is more than a day ago. */
  refreshedAt: Date | null;
  isStale: boolean;
}

/** Nobody owes more invoices than this; the sum would only be a lower bound then. */
const MAX_OPEN = 1_000;

/**
 * The figures above a driver's invoices, all from our own tables. Null without a billing account.
 * `paid30d` counts invoices that became paid: Lago keeps no day of payment, so the day of their last
 * change stands for it.
 */
export async function billingOverview(
  ctx: Ctx,
  input: { userId: string; timeZone: string },
): Promise<BillingOverview | null> {
  const account = await billingAccount(ctx, input);
  if (!account) return null;
  const now = ctx.clock.now();
  const [open, paid30d, subscription, refreshed, customer] = await Promise.all([
    openInvoices(ctx, account),
    paidSince(ctx, account, new Date(now.getTime() - 30 * 86_400_000)),
    driverSubscription(ctx, { ...input, account }),
    refreshedAt(ctx, account),
    ctx.db.select({ currency: lagoCustomers.currency }).from(lagoCustomers)
      .where(eq(lagoCustomers.externalId, account.externalCustomerId)),
  ]);
  const overdue = open.filter((invoice) => invoice.driverStatus === "overdue");
  const [next] = open.filter((invoice) => invoice.dueCents > 0 && invoice.paymentDueDate !== null)
    .toSorted((a, b) => a.paymentDueDate! < b.paymentDueDate! ? -1 : 1);
  const period = await energySince(ctx, { ...input, from: subscription?.periodStartedAt ?? null });
  return {
    account,
    currency: customer[0]?.currency ?? paid30d[0]?.currency ?? open[0]?.currency ?? null,
    due: sumsOf(open),
    overdue: sumsOf(overdue),
    openInvoices: open.length,
    overdueInvoices: overdue.length,
    nextDue: next
      ? {
        invoiceId: next.id,
        day: next.paymentDueDate!,
        isOverdue: next.driverStatus === "overdue",
      }
      : null,
    paid30d,
    periodEnergyWh: period.energyWh,
    periodStartedAt: period.startedAt,
    refreshedAt: refreshed,
    isStale: refreshed !== null && now.getTime() - refreshed.getTime() > STALE_MS,
  };
}

/** What is left to pay of them, by currency. */
function sumsOf(invoices: readonly InvoiceView[]): Amount[] {
  const sums = new Map<string, number>();
  for (const { currency, dueCents } of invoices) {
    sums.set(currency, (sums.get(currency) ?? 0) + dueCents);
  }
  return [...sums].map(([currency, cents]) => ({ currency, cents })).filter(({ cents }) =>
    cents > 0
  );
}

async function openInvoices(ctx: Ctx, account: BillingAccount) {
  const rows = await ctx.db.select().from(lagoInvoices).where(and(
    eq(lagoInvoices.externalCustomerId, account.externalCustomerId),
    eq(lagoInvoices.status, "finalized"),
    sql`${lagoInvoices.paymentStatus} is distinct from 'succeeded'`,
  )).limit(MAX_OPEN);
  return rows.map(describeInvoice);
}

async function paidSince(ctx: Ctx, account: BillingAccount, since: Date): Promise<Amount[]> {
  return [
    ...await ctx.db.execute<{ cents: number; currency: string }>(sql`
    select sum(total_amount_cents)::bigint as cents, currency from lago_invoices
    where external_customer_id = ${account.externalCustomerId} and status = 'finalized'
      and payment_status = 'succeeded' and total_amount_cents > 0
      and coalesce(lago_updated_at, issuing_date::timestamptz) >= ${since.toISOString()}::timestamptz
    group by currency order by 1 desc`),
  ];
}

/** Wh of the driver's cards since `from`, or since the month began in the reader's zone. */
async function energySince(
  ctx: Ctx,
  input: { userId: string; timeZone: string; from: Date | null },
): Promise<{ energyWh: number; startedAt: Date }> {
  const now = ctx.clock.now().toISOString();
  const from = input.from
    ? sql`${input.from.toISOString()}::timestamptz`
    : sql`date_trunc('month', ${now}::timestamptz, ${input.timeZone})`;
  const [row] = await ctx.db.execute<{ wh: number; since: string }>(sql`
    select coalesce(sum(c.energy_wh), 0)::bigint as wh, ${from} as since
    from ${userMappings} m join ${chargingSessions} c on c.mapping_id = m.id
    where m.user_id = ${input.userId} and c.started_at >= ${from}`);
  return { energyWh: row.wh, startedAt: new Date(row.since) };
}
