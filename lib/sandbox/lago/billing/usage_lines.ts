import type { Lago } from "../lago.ts";
import type { Charge, ChargeFilter, Metric, Plan, Subscription } from "../store/kinds.ts";
import type { StoredEvent } from "../store/events.ts";
import { type Aggregate, priceOf } from "../pricing/charge_models.ts";
import { aggregate } from "../pricing/aggregation.ts";
import type { Exact } from "../pricing/exact.ts";
import type { Period } from "../pricing/periods.ts";

/** Usage of one charge (or of one of its filters) and its price in currency units, unrounded. */
export interface UsageLine {
  charge: Charge;
  metric: Metric;
  filter: ChargeFilter | null;
  aggregate: Aggregate;
  amount: Exact;
}

/** Usage of a subscription in a period, cut to the subscription's life. */
export function usageLines(
  lago: Lago,
  subscription: Subscription,
  plan: Plan,
  period: Period,
): UsageLine[] {
  const life = lifeOf(subscription);
  const fromMs = Math.max(period.fromMs, life.fromMs);
  const toMs = Math.min(period.toMs, life.toMs);
  return plan.charges.flatMap((charge) => {
    const metric = lago.docs.get("metric", charge.lago_billable_metric_id);
    if (!metric) return [];
    const events = fromMs < toMs
      ? lago.events.usage(subscription.external_id, metric.code, fromMs, toMs)
      : [];
    return chargeLines(charge, metric, events);
  });
}

/** When the subscription was or is alive, `[fromMs, toMs)`; empty before its start. */
export function lifeOf(subscription: Subscription): Period {
  if (!subscription.started_at) return { fromMs: 0, toMs: 0 };
  const end = subscription.terminated_at;
  return { fromMs: Date.parse(subscription.started_at), toMs: end ? Date.parse(end) : Infinity };
}

/** Each event counts once: for the first filter it fits, else for the charge's own price. */
export function chargeLines(charge: Charge, metric: Metric, events: StoredEvent[]): UsageLine[] {
  const groups = [null, ...charge.filters].map((filter) => ({
    filter,
    events: [] as StoredEvent[],
  }));
  for (const event of events) {
    const index = charge.filters.findIndex((filter) => fits(filter, event));
    groups[index + 1].events.push(event);
  }
  return groups.map(({ filter, events }) => {
    const total = aggregate(metric, events);
    const amount = priceOf(charge.charge_model, total, filter?.properties ?? charge.properties);
    return { charge, metric, filter, aggregate: total, amount };
  });
}

function fits(filter: ChargeFilter, event: StoredEvent): boolean {
  return Object.entries(filter.values).every(([key, values]) =>
    values.includes(String(event.properties[key]))
  );
}
