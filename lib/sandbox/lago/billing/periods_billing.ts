import type { Lago } from "../lago.ts";
import { isoTime } from "../lago.ts";
import type { InvoicePeriod, Plan, Subscription } from "../store/kinds.ts";
import { addInvoice, invoiceView, newInvoice } from "./invoice_records.ts";
import { finalizeInvoice, refreshInvoice } from "./finalize.ts";
import { effectivePlan, subscriptionPeriod } from "./subscription_terms.ts";

const DAY_MS = 86_400_000;

/**
 * Turns every period that has ended by `atMs` into an invoice, each once. `isLast` also bills the
 * part of the period that the end of the subscription cuts off.
 */
export function billUntil(
  lago: Lago,
  subscription: Subscription,
  atMs: number,
  options: { isLast?: boolean } = {},
): void {
  if (!subscription.started_at) return;
  for (;;) {
    const plan = effectivePlan(lago, subscription);
    const fromMs = Date.parse(subscription.billed_until);
    const period = subscriptionPeriod(subscription, plan, fromMs);
    const endMs = options.isLast ? Math.min(period.toMs, atMs) : period.toMs;
    if (endMs > atMs || fromMs >= endMs) return;
    const isEnd = options.isLast === true && endMs === atMs;
    const from = isoTime(fromMs);
    const to = isoTime(endMs);
    subscription.billed_until = to;
    const next = isEnd ? undefined : takePlannedChange(lago, subscription) ?? plan;
    const base = plan.pay_in_advance
      ? next?.pay_in_advance
        ? { base_from: to, base_to: isoTime(subscriptionPeriod(subscription, next, endMs).toMs) }
        : { base_from: null, base_to: null }
      : { base_from: from, base_to: to };
    lago.docs.update("subscription", subscription);
    billPeriod(lago, subscription, plan, { from, to, ...base }, endMs);
  }
}

/** Bills the base fee of the running period when the plan is paid in advance. */
export function billAdvance(lago: Lago, subscription: Subscription, atMs: number): void {
  const plan = effectivePlan(lago, subscription);
  if (!plan.pay_in_advance || plan.amount_cents === 0) return;
  const at = isoTime(atMs);
  const base_to = isoTime(subscriptionPeriod(subscription, plan, atMs).toMs);
  billPeriod(lago, subscription, plan, { from: at, to: at, base_from: at, base_to }, atMs);
}

/** A planned downgrade becomes real at the end of a period. */
function takePlannedChange(lago: Lago, subscription: Subscription): Plan | undefined {
  if (!subscription.next_plan_code) return undefined;
  subscription.previous_plan_code = subscription.plan_code;
  subscription.plan_code = subscription.next_plan_code;
  subscription.plan_overrides = null;
  subscription.next_plan_code = null;
  subscription.downgrade_plan_date = null;
  return effectivePlan(lago, subscription);
}

function billPeriod(
  lago: Lago,
  subscription: Subscription,
  plan: Plan,
  span: Omit<InvoicePeriod, "subscription_id" | "plan_code">,
  endMs: number,
): void {
  const customer = lago.docs.byKey("customer", subscription.external_customer_id);
  if (!customer) return;
  const graceDays = customer.billing_configuration.invoice_grace_period ?? 0;
  const finalMs = endMs + graceDays * DAY_MS;
  const invoice = newInvoice(lago, customer, {
    type: "subscription",
    currency: plan.amount_currency,
    periods: [{ subscription_id: subscription.lago_id, plan_code: plan.code, ...span }],
    issuingMs: finalMs,
  });
  invoice.finalize_at = isoTime(finalMs);
  addInvoice(lago, invoice, []);
  if (graceDays === 0) {
    finalizeInvoice(lago, invoice);
    return;
  }
  refreshInvoice(lago, invoice);
  lago.emit("invoice.drafted", invoiceView(lago, invoice));
}
