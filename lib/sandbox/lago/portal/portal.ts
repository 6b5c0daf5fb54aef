import type { Lago } from "../lago.ts";
import type { Customer } from "../store/kinds.ts";
import type { RawAnswer, RawRequest } from "../http/server.ts";
import { createPayment } from "../resources/payments.ts";
import { inTransaction } from "../store/database.ts";
import { PORTAL_PATH, portalCustomer } from "./portal_links.ts";
import { isOpen, portalPage, portalRefusal } from "./portal_page.ts";

/** Answers below `/customer-portal/`: the customer's invoices, and a POST that pays one of them in full. */
export function answerPortal(lago: Lago, { method, url, body }: RawRequest): RawAnswer {
  const customer = portalCustomer(lago, url.pathname.slice(PORTAL_PATH.length));
  if (!customer) return html(404, portalRefusal());
  if (method === "POST") {
    const number = pay(lago, customer, new URLSearchParams(body).get("invoice") ?? "");
    const query = number === null ? "" : `?${new URLSearchParams({ paid: number })}`;
    return { status: 303, headers: { Location: url.pathname + query, ...PRIVATE }, body: "" };
  }
  const invoices = lago.docs.byParent("invoice", customer.external_id)
    .filter(({ status }) => status === "finalized" || status === "voided");
  const paidNumber = url.searchParams.get("paid");
  const isPaid = invoices.some((invoice) => invoice.number === paidNumber && !isOpen(invoice));
  return html(
    200,
    portalPage({
      customer,
      invoices,
      path: url.pathname,
      paidNumber: isPaid ? paidNumber : null,
    }),
  );
}

/** @returns the number of the invoice that is paid now; null when it is not this customer's to pay */
function pay(lago: Lago, customer: Customer, invoiceId: string): string | null {
  return inTransaction(lago.db, () => {
    const invoice = lago.docs.get("invoice", invoiceId);
    if (invoice?.external_customer_id !== customer.external_id) return null;
    // A form that is sent twice pays once.
    if (isOpen(invoice) && invoice.total_due_amount_cents > 0) {
      createPayment(lago, {
        invoice_id: invoice.lago_id,
        amount_cents: invoice.total_due_amount_cents,
        reference: "Customer portal",
      });
    }
    return invoice.number;
  });
}

/** The address signs its bearer in. */
const PRIVATE = { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" };

const html = (status: number, body: string): RawAnswer => ({
  status,
  headers: {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    ...PRIVATE,
  },
  body,
});
