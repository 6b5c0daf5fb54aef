import type { Lago } from "../lago.ts";
import { isoTime } from "../lago.ts";
import type { Subscription } from "../store/kinds.ts";
import { printDecimal, toCents } from "../pricing/exact.ts";
import { computeTotals } from "./totals.ts";
import { usageFee } from "./fee_records.ts";
import { effectivePlan, subscriptionPeriod } from "./subscription_terms.ts";
import { type UsageLine, usageLines } from "./usage_lines.ts";

/** Usage of the running period by charge; amounts in cents, units as decimal strings. */
export function currentUsage(
  lago: Lago,
  subscription: Subscription,
  options: { applyTaxes?: boolean; metricCode?: string; chargeCode?: string } = {},
) {
  const plan = effectivePlan(lago, subscription);
  const period = subscriptionPeriod(subscription, plan, lago.now());
  const fromMs = Math.max(period.fromMs, Date.parse(subscription.billed_until));
  const lines = usageLines(lago, subscription, plan, { fromMs, toMs: period.toMs })
    .filter(({ charge, metric }) =>
      (!options.metricCode || metric.code === options.metricCode) &&
      (!options.chargeCode || charge.code === options.chargeCode)
    );
  const currency = plan.amount_currency;
  const span = { from: null, to: null, currency, planTaxCodes: plan.tax_codes };
  const fees = lines.map((line) => usageFee(lago, subscription, line, span));
  const customer = lago.docs.byKey("customer", subscription.external_customer_id);
  const { amounts } = computeTotals(lago, customer, fees, {
    withCoupons: false,
    withTaxes: options.applyTaxes !== false,
  });
  return {
    from_datetime: isoTime(fromMs),
    to_datetime: isoTime(period.toMs - 1000),
    issuing_date: isoTime(period.toMs).slice(0, 10),
    lago_invoice_id: null,
    currency,
    amount_cents: amounts.fees_amount_cents,
    taxes_amount_cents: amounts.taxes_amount_cents,
    total_amount_cents: amounts.sub_total_including_taxes_amount_cents,
    charges_usage: chargesUsage(lines, currency),
  };
}

function chargesUsage(lines: UsageLine[], currency: string) {
  const byCharge = Map.groupBy(lines, ({ charge }) => charge.lago_id);
  return [...byCharge.values()].map((own) => {
    const [{ charge, metric }] = own;
    return {
      units: printDecimal(sum(own)),
      events_count: own.reduce((count, { aggregate }) => count + aggregate.eventsCount, 0),
      amount_cents: own.reduce((cents, { amount }) => cents + toCents(amount), 0),
      amount_currency: currency,
      charge: {
        lago_id: charge.lago_id,
        charge_model: charge.charge_model,
        code: charge.code,
        invoice_display_name: charge.invoice_display_name,
      },
      billable_metric: {
        lago_id: metric.lago_id,
        name: metric.name,
        code: metric.code,
        aggregation_type: metric.aggregation_type,
      },
      filters: own.filter(({ filter }) => filter !== null).map((line) => ({
        units: printDecimal(line.aggregate.units),
        amount_cents: toCents(line.amount),
        events_count: line.aggregate.eventsCount,
        invoice_display_name: line.filter?.invoice_display_name ?? null,
        values: line.filter?.values ?? {},
      })),
      grouped_usage: [],
    };
  });
}

function sum(lines: UsageLine[]) {
  const [first, ...rest] = lines.map(({ aggregate }) => aggregate.units);
  return rest.reduce((total, units) => total.plus(units), first);
}

/** Unbilled usage of all the customer's active subscriptions, taxes included, in cents. */
export function currentUsageCents(lago: Lago, externalCustomerId: string): number {
  return lago.docs.byParent("subscription", externalCustomerId)
    .filter(({ status }) => status === "active")
    .reduce((sum, one) => sum + currentUsage(lago, one).total_amount_cents, 0);
}
