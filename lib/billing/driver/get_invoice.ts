import { and, eq } from "drizzle-orm";
import { lagoInvoices } from "@/db/schema/mod.ts";
import { type InvoiceDetails, type LagoClient, readModels } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf, notFound } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { billingAccount } from "./account.ts";
import { type FeeLine, withUnits } from "./fee_unit.ts";
import { describeInvoice, type InvoiceRow, type InvoiceView, issued } from "./invoice_view.ts";
import { within } from "./within.ts";

/** How long a page waits for lines that our copy does not have. */
const PATIENCE_MS = 1_500;

export const INVOICE_NOT_FOUND = msg("Invoice not found");

/** An invoice with what its own record tells, its lines with their units. */
export type InvoicePage = InvoiceView & {
  details: Omit<InvoiceDetails, "lines"> & { lines: FeeLine[] | null };
};

/**
 * One invoice of a driver. Lines come from our copy; where it has none they are asked of Lago, briefly,
 * and kept. `details.lines` is null when Lago did not tell in time.
 * @throws AppError `not_found` when it does not exist, was not issued or is not theirs: all look the same
 */
export async function getInvoice(
  ctx: Ctx,
  input: { userId: string; invoiceId: string; lago: LagoClient | null; patienceMs?: number },
): Promise<InvoicePage> {
  const row = await ownInvoiceRow(ctx, input);
  const known = describeInvoice(row);
  if (known.details.lines || !input.lago) return await complete(ctx, known);
  await within(
    input.patienceMs ?? PATIENCE_MS,
    keepFromLago(ctx, input.lago, row),
    (error) =>
      ctx.log.warning("An invoice's lines could not be read.", { error: messageOf(error) }),
  );
  return await complete(ctx, describeInvoice(await ownInvoiceRow(ctx, input)));
}

async function complete(ctx: Ctx, invoice: ReturnType<typeof describeInvoice>) {
  const { lines } = invoice.details;
  return {
    ...invoice,
    details: { ...invoice.details, lines: lines && await withUnits(ctx, lines) },
  };
}

/** The row of an issued invoice that belongs to the driver; `not_found` otherwise. */
export async function ownInvoiceRow(
  ctx: Ctx,
  input: { userId: string; invoiceId: string },
): Promise<InvoiceRow> {
  const account = await billingAccount(ctx, input);
  const [row] = account && !input.invoiceId.includes("\0")
    ? await ctx.db.select().from(lagoInvoices).where(and(
      eq(lagoInvoices.lagoId, input.invoiceId),
      eq(lagoInvoices.externalCustomerId, account.externalCustomerId),
      issued,
    ))
    : [];
  if (!row) throw notFound(INVOICE_NOT_FOUND);
  return row;
}

async function keepFromLago(ctx: Ctx, lago: LagoClient, row: InvoiceRow): Promise<void> {
  const found = await lago.getInvoice(row.lagoId);
  // What Lago answers must be what was asked for, or another's invoice would be kept as this one.
  if (found?.lagoId === row.lagoId && found.externalCustomerId === row.externalCustomerId) {
    await readModels.saveInvoices(ctx, [found]);
  }
}
