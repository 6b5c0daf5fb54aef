import type { Lago } from "../lago.ts";
import type { Fee, InvoicePeriod, Subscription } from "../store/kinds.ts";
import { Exact } from "../pricing/exact.ts";
import { dayShare } from "../pricing/periods.ts";
import { newFee, usageFee } from "./fee_records.ts";
import { effectivePlan, subscriptionPeriod } from "./subscription_terms.ts";
import { usageLines } from "./usage_lines.ts";

/** Fees of one period of a subscription: the base fee for its share of days, then the usage. */
export function periodFees(lago: Lago, subscription: Subscription, period: InvoicePeriod): Fee[] {
  const plan = effectivePlan(lago, { ...subscription, plan_code: period.plan_code });
  const currency = plan.amount_currency;
  const usage = usageLines(lago, subscription, plan, {
    fromMs: Date.parse(period.from),
    toMs: Date.parse(period.to),
  }).filter(({ charge, filter, aggregate }) =>
    !charge.pay_in_advance && (filter === null || aggregate.eventsCount > 0)
  );
  const span = { from: period.from, to: period.to, currency, planTaxCodes: plan.tax_codes };
  const fees = usage.map((line) => usageFee(lago, subscription, line, span));
  if (!period.base_from || !period.base_to) return fees;
  const base = { fromMs: Date.parse(period.base_from), toMs: Date.parse(period.base_to) };
  const [days, wholeDays] = dayShare(base, subscriptionPeriod(subscription, plan, base.fromMs));
  const baseFee = newFee(lago, {
    externalCustomerId: subscription.external_customer_id,
    subscription,
    item: {
      type: "subscription",
      code: plan.code,
      name: plan.name,
      id: subscription.lago_id,
      displayName: plan.invoice_display_name,
    },
    units: new Exact(1),
    amount: new Exact(plan.amount_cents).div(100).times(days).div(wholeDays),
    currency,
    from: period.base_from,
    to: period.base_to,
    taxCodes: plan.tax_codes,
  });
  return [baseFee, ...fees];
}
