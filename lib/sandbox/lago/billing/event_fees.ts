import type { Lago } from "../lago.ts";
import type { Fee } from "../store/kinds.ts";
import type { StoredEvent } from "../store/events.ts";
import { notFound } from "../http/errors.ts";
import { addInvoice, newInvoice } from "./invoice_records.ts";
import { finalizeInvoice } from "./finalize.ts";
import { computeTotals } from "./totals.ts";
import { usageFee } from "./fee_records.ts";
import { effectivePlan, subscriptionPeriod } from "./subscription_terms.ts";
import { chargeLines, lifeOf } from "./usage_lines.ts";

/** What one event costs: its charges' price with it, less their price without it. Stores nothing. */
export function estimateFees(lago: Lago, event: StoredEvent): Fee[] {
  const subscription = lago.docs.byKey("subscription", event.subscription);
  if (!subscription || subscription.status !== "active") throw notFound("subscription");
  if (!lago.docs.byKey("metric", event.code)) throw notFound("billable_metric");
  return eventFees(lago, event, { isInAdvance: false });
}

/** Makes the fees of charges that are paid in advance, and their invoice where one is wanted. */
export function billEventInAdvance(lago: Lago, event: StoredEvent): void {
  const fees = eventFees(lago, event, { isInAdvance: true });
  const customer = fees[0] && lago.docs.byKey("customer", fees[0].external_customer_id);
  if (!customer) return;
  const [invoiced, loose] = [true, false].map((is) => fees.filter((fee) => fee.invoiceable === is));
  for (const fee of loose) {
    lago.docs.add("fee", fee, { key: fee.event_transaction_id });
    lago.emit("fee.created", fee);
  }
  if (invoiced.length === 0) return;
  const invoice = newInvoice(lago, customer, {
    type: "advance_charges",
    currency: invoiced[0].amount_currency,
  });
  addInvoice(lago, invoice, invoiced);
  finalizeInvoice(lago, invoice);
}

function eventFees(lago: Lago, event: StoredEvent, options: { isInAdvance: boolean }): Fee[] {
  const subscription = lago.docs.byKey("subscription", event.subscription);
  const metric = lago.docs.byKey("metric", event.code);
  if (!subscription || !metric) return [];
  const life = lifeOf(subscription);
  if (event.timestampMs < life.fromMs || event.timestampMs >= life.toMs) return [];
  const plan = effectivePlan(lago, subscription);
  const period = subscriptionPeriod(subscription, plan, event.timestampMs);
  const fromMs = Math.max(period.fromMs, life.fromMs);
  const others = lago.events.usage(event.subscription, event.code, fromMs, period.toMs)
    .filter(({ lagoId }) => lagoId !== event.lagoId);
  const charges = plan.charges.filter((charge) =>
    charge.billable_metric_code === event.code &&
    (!options.isInAdvance || charge.pay_in_advance)
  );
  const span = {
    from: null,
    to: null,
    currency: plan.amount_currency,
    planTaxCodes: plan.tax_codes,
  };
  const fees = charges.flatMap((charge) => {
    const before = chargeLines(charge, metric, others);
    const after = chargeLines(charge, metric, [...others, event]);
    return after.flatMap((line, index) => {
      const eventsCount = line.aggregate.eventsCount - before[index].aggregate.eventsCount;
      if (eventsCount === 0) return [];
      const units = line.aggregate.units.minus(before[index].aggregate.units);
      const amount = line.amount.minus(before[index].amount);
      const own = { ...line, amount, aggregate: { units, eventsCount } };
      return [{
        ...usageFee(lago, subscription, own, span),
        pay_in_advance: charge.pay_in_advance,
        invoiceable: charge.invoiceable,
        event_transaction_id: event.transactionId,
      }];
    });
  });
  const customer = lago.docs.byKey("customer", subscription.external_customer_id);
  computeTotals(lago, customer, fees, { withCoupons: false });
  return fees;
}
