import type { Lago } from "../lago.ts";
import { isoDay } from "../lago.ts";
import type { Customer, Fee, Invoice } from "../store/kinds.ts";
import { nextNumber } from "../store/database.ts";
import { customerView } from "../resources/customers.ts";
import { subscriptionView } from "./subscription_life.ts";

const DAY_MS = 86_400_000;

/** A draft without fees, not stored. */
export function newInvoice(
  lago: Lago,
  customer: Pick<Customer, "external_id" | "slug" | "net_payment_term">,
  input: {
    type: string;
    currency: string;
    periods?: Invoice["periods"];
    issuingMs?: number;
    netPaymentTerm?: number;
  },
): Invoice {
  const issuingMs = input.issuingMs ?? lago.now();
  const term = input.netPaymentTerm ?? customer.net_payment_term ?? 0;
  return {
    lago_id: lago.id(),
    sequential_id: null,
    number: `${customer.slug}-DRAFT`,
    external_customer_id: customer.external_id,
    invoice_type: input.type,
    status: "draft",
    payment_status: "pending",
    payment_overdue: false,
    issuing_date: isoDay(issuingMs),
    payment_due_date: isoDay(issuingMs + term * DAY_MS),
    net_payment_term: term,
    currency: input.currency,
    fees_amount_cents: 0,
    coupons_amount_cents: 0,
    credit_notes_amount_cents: 0,
    taxes_amount_cents: 0,
    sub_total_excluding_taxes_amount_cents: 0,
    sub_total_including_taxes_amount_cents: 0,
    prepaid_credit_amount_cents: 0,
    total_amount_cents: 0,
    total_paid_amount_cents: 0,
    total_due_amount_cents: 0,
    applied_taxes: [],
    version_number: 4,
    has_file: false,
    periods: input.periods ?? [],
    finalize_at: null,
    finalized_at: null,
    voided_at: null,
    credits: [],
    metadata: [],
    error_details: [],
    created_at: lago.stamp(),
    updated_at: lago.stamp(),
  };
}

/** Stores a new invoice with its fees. */
export function addInvoice(lago: Lago, invoice: Invoice, fees: Fee[]): void {
  lago.docs.add("invoice", invoice, { parent: invoice.external_customer_id });
  addFees(lago, invoice, fees);
}

/** Replaces the fees of an invoice. */
export function replaceFees(lago: Lago, invoice: Invoice, fees: Fee[]): void {
  for (const fee of feesOf(lago, invoice)) lago.docs.remove("fee", fee.lago_id);
  addFees(lago, invoice, fees);
}

function addFees(lago: Lago, invoice: Invoice, fees: Fee[]): void {
  for (const fee of fees) {
    fee.lago_invoice_id = invoice.lago_id;
    lago.docs.add("fee", fee, { parent: invoice.lago_id, key: fee.event_transaction_id });
  }
}

/** Fees in the order they were made. */
export function feesOf(lago: Lago, invoice: Invoice): Fee[] {
  return lago.docs.byParent("fee", invoice.lago_id).reverse();
}

/** Writes the invoice and its time of change. */
export function saveInvoice(lago: Lago, invoice: Invoice): Invoice {
  invoice.updated_at = lago.stamp();
  return lago.docs.update("invoice", invoice);
}

/** Gives a final invoice its number, counted per customer. */
export function numberInvoice(lago: Lago, invoice: Invoice): void {
  if (invoice.sequential_id !== null) return;
  const prefix = invoice.number.replace(/-DRAFT$/, "");
  invoice.sequential_id = nextNumber(lago.db, `invoice:${invoice.external_customer_id}`);
  invoice.number = `${prefix}-${String(invoice.sequential_id).padStart(3, "0")}`;
}

/** The invoice as the wire shows it; lists leave fees and subscriptions out. */
export function invoiceView(lago: Lago, invoice: Invoice, isFull = true) {
  const { has_file, periods, finalize_at: _own, credits, ...shown } = invoice;
  const customer = lago.docs.byKey("customer", invoice.external_customer_id);
  const view = {
    ...shown,
    file_url: has_file ? `${lago.apiUrl}/files/invoices/${invoice.lago_id}.pdf` : null,
    web_url: `${lago.apiUrl}/invoices/${invoice.lago_id}`,
    customer: customer ? customerView(customer) : null,
  };
  if (!isFull) return view;
  const subscriptions = periods.flatMap(({ subscription_id }) => {
    const found = lago.docs.get("subscription", subscription_id);
    return found ? [subscriptionView(lago, found)] : [];
  });
  const fees = feesOf(lago, invoice);
  return { ...view, fees, subscriptions, credits, invoice_subscriptions: periods };
}
