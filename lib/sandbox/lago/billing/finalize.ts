import type { Lago } from "../lago.ts";
import type { AppliedCoupon, Invoice } from "../store/kinds.ts";
import { computeTotals, type CouponShare } from "./totals.ts";
import { feesOf, invoiceView, numberInvoice, replaceFees, saveInvoice } from "./invoice_records.ts";
import { periodFees } from "./period_fees.ts";
import { collectPayment, markPaid } from "./collect.ts";
import { consumeWallets } from "./wallet_balance.ts";

/** Computes a draft anew from the events and prices of now; stores it and answers its coupons. */
export function refreshInvoice(lago: Lago, invoice: Invoice): CouponShare[] {
  const customer = lago.docs.byKey("customer", invoice.external_customer_id);
  const isUsage = invoice.invoice_type === "subscription";
  if (isUsage) {
    const fees = invoice.periods.flatMap((period) => {
      const subscription = lago.docs.get("subscription", period.subscription_id);
      return subscription ? periodFees(lago, subscription, period) : [];
    });
    replaceFees(lago, invoice, fees);
  }
  const fees = feesOf(lago, invoice);
  const { coupons, amounts } = computeTotals(lago, customer, fees, {
    withCoupons: isUsage,
    withTaxes: invoice.invoice_type !== "credit",
  });
  for (const fee of fees) lago.docs.update("fee", fee);
  Object.assign(invoice, amounts);
  setTotal(invoice, amounts.sub_total_including_taxes_amount_cents);
  invoice.credits = coupons.map(({ coupon, amountCents }) => ({
    lago_id: coupon.lago_id,
    amount_cents: amountCents,
    amount_currency: invoice.currency,
    before_taxes: true,
    item: { lago_item_id: coupon.lago_coupon_id, type: "coupon", code: coupon.coupon_code },
  }));
  saveInvoice(lago, invoice);
  return coupons;
}

function setTotal(invoice: Invoice, cents: number): void {
  invoice.total_amount_cents = cents;
  invoice.total_due_amount_cents = cents - invoice.total_paid_amount_cents;
}

/** Makes a draft final: refreshed, numbered, credits used up, payment asked for. */
export function finalizeInvoice(lago: Lago, invoice: Invoice): Invoice {
  const coupons = refreshInvoice(lago, invoice);
  const customer = lago.docs.byKey("customer", invoice.external_customer_id);
  if (customer?.finalize_zero_amount_invoice === "skip" && invoice.total_amount_cents === 0) {
    invoice.status = "closed";
    return saveInvoice(lago, invoice);
  }
  for (const share of coupons) consumeCoupon(lago, share);
  invoice.status = "finalized";
  invoice.finalized_at = lago.stamp();
  numberInvoice(lago, invoice);
  if (invoice.invoice_type === "subscription") {
    consumeCreditNotes(lago, invoice);
    invoice.prepaid_credit_amount_cents = consumeWallets(lago, invoice, invoice.total_amount_cents);
    setTotal(invoice, invoice.total_amount_cents - invoice.prepaid_credit_amount_cents);
  }
  saveInvoice(lago, invoice);
  const type = invoice.invoice_type === "one_off"
    ? "invoice.one_off_created"
    : invoice.invoice_type === "credit"
    ? "invoice.paid_credit_added"
    : "invoice.created";
  lago.emit(type, invoiceView(lago, invoice));
  if (invoice.total_amount_cents <= 0) markPaid(lago, invoice, "succeeded");
  else collectPayment(lago, invoice);
  return invoice;
}

function consumeCoupon(lago: Lago, { coupon, amountCents }: CouponShare): void {
  const used: AppliedCoupon = { ...coupon };
  if (used.frequency === "once") {
    if (used.amount_cents_remaining !== null) used.amount_cents_remaining -= amountCents;
    if (used.percentage_rate !== null || (used.amount_cents_remaining ?? 0) <= 0) end(lago, used);
  }
  if (used.frequency === "recurring" && used.frequency_duration_remaining !== null) {
    used.frequency_duration_remaining--;
    if (used.frequency_duration_remaining <= 0) end(lago, used);
  }
  lago.docs.update("applied_coupon", used);
}

function end(lago: Lago, coupon: AppliedCoupon): void {
  coupon.status = "terminated";
  coupon.terminated_at = lago.stamp();
}

function consumeCreditNotes(lago: Lago, invoice: Invoice): void {
  const notes = lago.docs.all("credit_note").reverse().filter((note) =>
    note.external_customer_id === invoice.external_customer_id &&
    note.credit_status === "available" && note.currency === invoice.currency
  );
  for (const note of notes) {
    const amountCents = Math.min(note.balance_amount_cents, invoice.total_amount_cents);
    if (amountCents <= 0) continue;
    note.balance_amount_cents -= amountCents;
    if (note.balance_amount_cents === 0) note.credit_status = "consumed";
    lago.docs.update("credit_note", note);
    invoice.credit_notes_amount_cents += amountCents;
    setTotal(invoice, invoice.total_amount_cents - amountCents);
    invoice.credits.push({
      lago_id: note.lago_id,
      amount_cents: amountCents,
      amount_currency: invoice.currency,
      before_taxes: false,
      item: { lago_item_id: note.lago_id, type: "credit_note", code: note.number },
    });
  }
}
