import { type LagoClient, LagoRefused } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf, notFound, upstream } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { INVOICE_NOT_FOUND, ownInvoiceRow } from "./get_invoice.ts";

export type InvoicePdf =
  | { state: "pending"; retryAfterSec: number }
  | { state: "ready"; bytes: Uint8Array<ArrayBuffer>; fileName: string };

/** Lago makes a PDF in a few seconds. */
const RETRY_AFTER_SEC = 3;

export const PDF_FAILED = msg("Failed to request PDF");

/**
 * The PDF of a driver's invoice: asks Lago for it and hands over its bytes once it is made. The address
 * Lago gives is a secret and never leaves this process. Safe to repeat.
 * @throws AppError `not_found` as `getInvoice` does, `upstream` when Lago fails or gives no PDF
 */
export async function invoicePdf(
  ctx: Ctx,
  input: { userId: string; invoiceId: string; lago: LagoClient | null },
): Promise<InvoicePdf> {
  const row = await ownInvoiceRow(ctx, input);
  const { lago } = input;
  if (!lago) throw upstream(PDF_FAILED, { code: "pdf_failed" });
  try {
    const asked = await lago.downloadInvoice(row.lagoId);
    if (asked.lagoId !== row.lagoId) throw new Error("Lago answered with another invoice.");
    if (!asked.fileUrl) return { state: "pending", retryAfterSec: RETRY_AFTER_SEC };
    const bytes = await lago.invoiceFile(asked.fileUrl);
    return { state: "ready", bytes, fileName: `${fileStem(row.number ?? row.lagoId)}.pdf` };
  } catch (error) {
    ctx.log.warning("An invoice's PDF could not be had.", {
      invoice: row.lagoId,
      error: messageOf(error),
    });
    if (error instanceof LagoRefused && error.kind === "not_found") {
      throw notFound(INVOICE_NOT_FOUND, { cause: error });
    }
    throw upstream(PDF_FAILED, { code: "pdf_failed", cause: error });
  }
}

/** A name that every file system and header takes. */
const fileStem = (text: string) => text.replace(/[^\w.-]+/g, "-").slice(0, 80) || "invoice";
