import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Invoice } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { parseBody } from "../http/body.ts";
import { invalid, notAllowed } from "../http/errors.ts";
import { invoiceView, saveInvoice } from "../billing/invoice_records.ts";
import { finalizeInvoice, refreshInvoice } from "../billing/finalize.ts";
import { collectPayment } from "../billing/collect.ts";
import { issueCreditNote } from "../billing/credit_notes.ts";
import { portalLink } from "../portal/portal_links.ts";
import { previewInvoice, previewSchema } from "../billing/preview.ts";

const voidSchema = z.object({
  generate_credit_note: z.boolean().default(false),
  refund_amount: z.int().nonnegative().default(0),
  credit_amount: z.int().nonnegative().default(0),
});

/** The PDF is made in the background, unless it exists or is being made. */
function download(lago: Lago, invoice: Invoice, underWay: Set<string>): Invoice {
  if (invoice.status === "draft") throw notAllowed("is_draft");
  if (invoice.has_file || underWay.has(invoice.lago_id)) return invoice;
  underWay.add(invoice.lago_id);
  lago.later(lago.settings.pdfDelayMs, () => {
    underWay.delete(invoice.lago_id);
    const current = lago.docs.get("invoice", invoice.lago_id);
    if (!current) return;
    current.has_file = true;
    lago.docs.update("invoice", current);
    lago.emit("invoice.generated", invoiceView(lago, current));
  });
  return invoice;
}

/** Without a credit note only an unpaid final invoice can be voided. */
function voidInvoice(lago: Lago, invoice: Invoice, input: z.infer<typeof voidSchema>): Invoice {
  if (invoice.status !== "finalized") throw notAllowed("not_voidable");
  if (!input.generate_credit_note && invoice.payment_status === "succeeded") {
    throw notAllowed("not_voidable");
  }
  if (input.generate_credit_note) {
    issueCreditNote(lago, invoice, {
      creditCents: input.credit_amount,
      refundCents: input.refund_amount,
      reason: "other",
      description: "Credit note created due to voided invoice",
    });
  }
  invoice.status = "voided";
  invoice.voided_at = lago.stamp();
  invoice.payment_overdue = false;
  // The next download shows the new status.
  invoice.has_file = false;
  saveInvoice(lago, invoice);
  lago.emit("invoice.voided", invoiceView(lago, invoice));
  return invoice;
}

function retryPayment(lago: Lago, invoice: Invoice): Invoice {
  if (invoice.status !== "finalized" || invoice.payment_status === "succeeded") {
    throw notAllowed("invalid_status");
  }
  collectPayment(lago, invoice);
  return invoice;
}

function retryGeneration(lago: Lago, invoice: Invoice): Invoice {
  if (invoice.status !== "failed") throw notAllowed("invalid_status");
  invoice.error_details = [];
  return finalizeInvoice(lago, invoice);
}

function paymentUrl(lago: Lago, invoice: Invoice) {
  const customer = lago.byKey("customer", invoice.external_customer_id);
  const provider = customer.billing_configuration.payment_provider;
  if (!provider) throw invalid({ base: ["no_linked_payment_provider"] });
  if (invoice.status !== "finalized" || invoice.payment_status === "succeeded") {
    throw invalid({ base: ["invalid_invoice_status_or_payment_status"] });
  }
  return {
    lago_customer_id: customer.lago_id,
    lago_invoice_id: invoice.lago_id,
    external_customer_id: customer.external_id,
    payment_provider: provider,
    // Paying works there; a provider's own page has no stand-in.
    payment_url: portalLink(lago, customer),
  };
}

/** What can be done to an invoice besides reading and writing it. */
export function invoiceVerbRoutes(lago: Lago): Route[] {
  const underWay = new Set<string>();
  const verb = (
    method: string,
    name: string,
    run: (invoice: Invoice, body: string) => Invoice,
  ): Route => [method, `/invoices/{id}/${name}`, ({ path, body }) => ({
    invoice: invoiceView(lago, run(lago.byId("invoice", path.id), body)),
  })];
  const draft = (invoice: Invoice) => {
    if (invoice.status !== "draft") throw notAllowed("not_draft");
    return invoice;
  };
  return [
    verb("POST", "download", (invoice) => download(lago, invoice, underWay)),
    verb("PUT", "refresh", (invoice) => {
      refreshInvoice(lago, draft(invoice));
      return invoice;
    }),
    verb("PUT", "finalize", (invoice) => finalizeInvoice(lago, draft(invoice))),
    verb(
      "POST",
      "void",
      (invoice, body) => voidInvoice(lago, invoice, parseBody(body, voidSchema)),
    ),
    verb("POST", "retry", (invoice) => retryGeneration(lago, invoice)),
    verb("POST", "retry_payment", (invoice) => retryPayment(lago, invoice)),
    ["POST", "/invoices/{id}/payment_url", ({ path }) => ({
      invoice_payment_details: paymentUrl(lago, lago.byId("invoice", path.id)),
    })],
    ["POST", "/invoices/preview", ({ body }) => ({
      invoice: previewInvoice(lago, parseBody(body, previewSchema)),
    })],
  ];
}
