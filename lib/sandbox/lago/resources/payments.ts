import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Payment } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { listItems } from "../http/listing.ts";
import { invalid } from "../http/errors.ts";
import { markPaid } from "../billing/collect.ts";
import { saveInvoice } from "../billing/invoice_records.ts";

const paymentSchema = z.object({
  invoice_id: z.string(),
  amount_cents: z.int().positive(),
  reference: z.string().min(1),
  paid_at: z.string().nullish(),
});

/** Records a payment made elsewhere; the invoice is paid when nothing is due any more. */
export function createPayment(lago: Lago, input: z.infer<typeof paymentSchema>): Payment {
  const invoice = lago.byId("invoice", input.invoice_id);
  if (invoice.status !== "finalized" || invoice.payment_status === "succeeded") {
    throw invalid({ base: ["invalid_invoice_status_or_payment_status"] });
  }
  if (input.amount_cents > invoice.total_due_amount_cents) {
    throw invalid({ amount_cents: ["greater_than"] });
  }
  const payment: Payment = {
    lago_id: lago.id(),
    lago_customer_id: lago.docs.byKey("customer", invoice.external_customer_id)?.lago_id ?? "",
    external_customer_id: invoice.external_customer_id,
    invoice_ids: [invoice.lago_id],
    lago_payable_id: invoice.lago_id,
    payable_type: "Invoice",
    amount_cents: input.amount_cents,
    amount_currency: invoice.currency,
    status: "succeeded",
    payment_status: "succeeded",
    type: "manual",
    reference: input.reference,
    paid_at: input.paid_at ?? lago.stamp(),
    created_at: lago.stamp(),
  };
  lago.docs.add("payment", payment, { parent: invoice.lago_id });
  invoice.total_paid_amount_cents += input.amount_cents;
  invoice.total_due_amount_cents -= input.amount_cents;
  saveInvoice(lago, invoice);
  lago.emit("payment.succeeded", payment);
  if (invoice.total_due_amount_cents === 0) markPaid(lago, invoice, "succeeded");
  return payment;
}

/** `/payments` and `/payment_requests`. Creating is not idempotent, as in Lago. */
export function paymentRoutes(lago: Lago): Route[] {
  return [
    ["POST", "/payments", ({ body }) => ({
      payment: createPayment(lago, unwrap(body, "payment", paymentSchema)),
    })],
    ["GET", "/payments", ({ query }) => {
      const customer = query.get("external_customer_id");
      const invoice = query.get("invoice_id");
      const payments = lago.docs.all("payment").filter((payment) =>
        (customer === null || payment.external_customer_id === customer) &&
        (invoice === null || payment.invoice_ids.includes(invoice))
      );
      return listItems(lago, "payments", query, payments);
    }],
    ["GET", "/payments/{id}", ({ path }) => ({ payment: lago.byId("payment", path.id) })],
    // Dunning is never started here, so there is nothing in the list.
    ["GET", "/payment_requests", ({ query }) => listItems(lago, "payment_requests", query, [])],
  ];
}
