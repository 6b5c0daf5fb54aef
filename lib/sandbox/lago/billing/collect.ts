import type { Lago } from "../lago.ts";
import type { Invoice } from "../store/kinds.ts";
import { feesOf, invoiceView, saveInvoice } from "./invoice_records.ts";
import { settlePaidCredits } from "./wallet_balance.ts";

/** Asks the customer's payment provider, if any, for the money; the outcome is told by webhook. */
export function collectPayment(lago: Lago, invoice: Invoice): void {
  const customer = lago.docs.byKey("customer", invoice.external_customer_id);
  if (!customer?.billing_configuration.payment_provider) return;
  if (lago.paymentOutcome !== "pending") markPaid(lago, invoice, lago.paymentOutcome);
}

/** Sets the payment status of a final invoice; a paid top-up puts its credits into the wallet. */
export function markPaid(lago: Lago, invoice: Invoice, status: "succeeded" | "failed"): void {
  invoice.payment_status = status;
  if (status === "succeeded") {
    invoice.total_paid_amount_cents = invoice.total_amount_cents;
    invoice.payment_overdue = false;
  }
  invoice.total_due_amount_cents = invoice.total_amount_cents - invoice.total_paid_amount_cents;
  saveInvoice(lago, invoice);
  for (const fee of feesOf(lago, invoice)) {
    lago.docs.update("fee", { ...fee, payment_status: status });
  }
  lago.emit("invoice.payment_status_updated", invoiceView(lago, invoice));
  if (status === "failed") tellFailure(lago, invoice);
  else if (invoice.invoice_type === "credit") settlePaidCredits(lago, invoice);
}

function tellFailure(lago: Lago, invoice: Invoice): void {
  const customer = lago.docs.byKey("customer", invoice.external_customer_id);
  lago.emit("invoice.payment_failure", {
    lago_invoice_id: invoice.lago_id,
    lago_customer_id: customer?.lago_id ?? null,
    external_customer_id: invoice.external_customer_id,
    provider_customer_id: customer?.billing_configuration.provider_customer_id ?? null,
    payment_provider: customer?.billing_configuration.payment_provider ?? null,
    provider_error: { message: "Your card was declined.", error_code: "card_declined" },
  }, "payment_provider_invoice_payment_error");
}
