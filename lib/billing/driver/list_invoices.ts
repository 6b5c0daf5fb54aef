import { and, asc, eq, gt, gte, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { lagoInvoices } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { billingAccount } from "./account.ts";
import { describeInvoice, type InvoiceView, issued } from "./invoice_view.ts";

export const INVOICE_FILTERS = ["all", "open", "paid", "voided"] as const;
export type InvoiceFilterStatus = (typeof INVOICE_FILTERS)[number];

/** The last row of a page: where the next one begins. */
export interface InvoiceCursor {
  issuingDate: string | null;
  id: string;
}

export interface ListInvoicesInput {
  userId: string;
  /** Default `all`. Open: final and not paid, overdue ones too. */
  status?: InvoiceFilterStatus;
  /** Issuing days, YYYY-MM-DD, both included. */
  from?: string;
  to?: string;
  /** 1 to 100, default 20. */
  limit?: number;
  after?: InvoiceCursor;
}

/** A driver's own invoices from our copy, newest first; none without a billing account. */
export async function listInvoices(
  ctx: Ctx,
  input: ListInvoicesInput,
): Promise<{ invoices: InvoiceView[]; next: InvoiceCursor | null }> {
  const account = await billingAccount(ctx, input);
  if (!account) return { invoices: [], next: null };
  const limit = Math.min(100, Math.max(1, input.limit ?? 20));
  const i = lagoInvoices;
  const rows = await ctx.db.select().from(i)
    .where(and(
      eq(i.externalCustomerId, account.externalCustomerId),
      issued,
      stateOf(input.status ?? "all"),
      input.from ? gte(i.issuingDate, input.from) : undefined,
      input.to ? lte(i.issuingDate, input.to) : undefined,
      input.after && behind(input.after),
    ))
    // As the index is sorted.
    .orderBy(sql`${i.issuingDate} desc nulls last`, asc(i.lagoId)).limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    invoices: shown.map((row) => {
      const { details: _, ...view } = describeInvoice(row);
      return view;
    }),
    next: rows.length > limit && last ? { issuingDate: last.issuingDate, id: last.lagoId } : null,
  };
}

function stateOf(status: InvoiceFilterStatus): SQL | undefined {
  const i = lagoInvoices;
  const isPaid = sql`${i.paymentStatus} is not distinct from 'succeeded'`;
  switch (status) {
    case "open":
      return and(eq(i.status, "finalized"), sql`not ${isPaid}`);
    case "paid":
      return and(eq(i.status, "finalized"), isPaid);
    case "voided":
      return eq(i.status, "voided");
    case "all":
      return undefined;
  }
}

function behind({ issuingDate, id }: InvoiceCursor): SQL | undefined {
  const i = lagoInvoices;
  if (issuingDate === null) return and(isNull(i.issuingDate), gt(i.lagoId, id));
  return or(
    lt(i.issuingDate, issuingDate),
    and(eq(i.issuingDate, issuingDate), gt(i.lagoId, id)),
    isNull(i.issuingDate),
  );
}
