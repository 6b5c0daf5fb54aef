import { z } from "zod";
import type { Lago } from "../lago.ts";
import { isoTime } from "../lago.ts";
import type { Customer, Fee, Subscription } from "../store/kinds.ts";
import { invalid, notFound } from "../http/errors.ts";
import { newInvoice } from "./invoice_records.ts";
import { periodFees } from "./period_fees.ts";
import { effectivePlan, subscriptionPeriod } from "./subscription_terms.ts";
import { computeTotals } from "./totals.ts";

/** What an invoice preview asks for: subscriptions that run, or a plan that might be taken. */
export const previewSchema = z.object({
  customer: z.looseObject({ external_id: z.string().optional() }),
  plan_code: z.string().optional(),
  billing_time: z.enum(["calendar", "anniversary"]).default("calendar"),
  subscription_at: z.iso.datetime({ offset: true }).nullish(),
  subscriptions: z.object({ external_ids: z.array(z.string()).min(1) }).optional(),
});

/** The next invoice as it would be now; nothing is stored. */
export function previewInvoice(lago: Lago, input: z.infer<typeof previewSchema>) {
  const id = input.customer.external_id;
  const customer = id === undefined ? undefined : lago.byKey("customer", id);
  const subscriptions = input.subscriptions
    ? input.subscriptions.external_ids.map((one) => running(lago, one))
    : [imagined(lago, input, customer)];
  const fees = subscriptions.flatMap((one) => nextFees(lago, one));
  const { amounts, coupons } = computeTotals(lago, customer, fees, { withCoupons: true });
  const plan = effectivePlan(lago, subscriptions[0]);
  const endMs = subscriptionPeriod(subscriptions[0], plan, lago.now()).toMs;
  const owner = customer ?? { external_id: "", slug: "PREVIEW", net_payment_term: null };
  const invoice = newInvoice(lago, owner, {
    type: "subscription",
    currency: plan.amount_currency,
    issuingMs: endMs,
  });
  const { has_file: _file, periods: _periods, finalize_at: _end, ...shown } = invoice;
  return {
    ...shown,
    ...amounts,
    lago_id: null,
    total_amount_cents: amounts.sub_total_including_taxes_amount_cents,
    fees,
    credits: coupons.map(({ amountCents }) => ({ amount_cents: amountCents })),
    customer: customer ?? input.customer,
  };
}

function running(lago: Lago, externalId: string): Subscription {
  const found = lago.docs.byKey("subscription", externalId);
  if (found?.status !== "active") throw notFound("subscription");
  return found;
}

function imagined(
  lago: Lago,
  input: z.infer<typeof previewSchema>,
  customer: Customer | undefined,
): Subscription {
  if (!input.plan_code) throw invalid({ plan_code: ["value_is_mandatory"] });
  const plan = lago.byKey("plan", input.plan_code);
  const start = input.subscription_at ? isoTime(Date.parse(input.subscription_at)) : lago.stamp();
  return {
    lago_id: lago.id(),
    external_id: lago.id(),
    lago_customer_id: customer?.lago_id ?? "",
    external_customer_id: customer?.external_id ?? "",
    name: null,
    plan_code: plan.code,
    plan_overrides: null,
    status: "active",
    billing_time: input.billing_time,
    subscription_at: start,
    started_at: start,
    ending_at: null,
    terminated_at: null,
    canceled_at: null,
    previous_plan_code: null,
    next_plan_code: null,
    downgrade_plan_date: null,
    metadata: {},
    billed_until: start,
    created_at: start,
  };
}

function nextFees(lago: Lago, subscription: Subscription): Fee[] {
  const plan = effectivePlan(lago, subscription);
  const period = subscriptionPeriod(subscription, plan, lago.now());
  const from = subscription.billed_until;
  const to = isoTime(period.toMs);
  const base = plan.pay_in_advance
    ? { base_from: to, base_to: isoTime(subscriptionPeriod(subscription, plan, period.toMs).toMs) }
    : { base_from: from, base_to: to };
  return periodFees(lago, subscription, {
    subscription_id: subscription.lago_id,
    plan_code: plan.code,
    from,
    to,
    ...base,
  });
}
