import type { Lago } from "../lago.ts";
import type { Plan, Subscription } from "../store/kinds.ts";
import { type Period, periodAt } from "../pricing/periods.ts";

/** The plan with the subscription's own prices put over it. */
export function effectivePlan(lago: Lago, subscription: Subscription): Plan {
  const plan = lago.byKey("plan", subscription.plan_code);
  const overrides = subscription.plan_overrides;
  if (!overrides) return plan;
  const charges = plan.charges.map((charge) => {
    const own = (overrides.charges ?? []).find((other) => isFor(other, charge));
    return own && typeof own === "object" ? { ...charge, ...own } : charge;
  });
  return { ...plan, amount_cents: overrides.amount_cents ?? plan.amount_cents, charges };
}

function isFor(override: unknown, charge: Plan["charges"][number]): boolean {
  if (typeof override !== "object" || override === null) return false;
  const { id, billable_metric_id } = override as { id?: unknown; billable_metric_id?: unknown };
  return id !== undefined
    ? id === charge.lago_id
    : billable_metric_id === charge.lago_billable_metric_id;
}

/** The whole billing period that holds a moment, not cut by start or end. */
export function subscriptionPeriod(subscription: Subscription, plan: Plan, atMs: number): Period {
  const anchor = subscription.billing_time === "anniversary"
    ? Date.parse(subscription.subscription_at)
    : undefined;
  return periodAt(plan.interval, atMs, anchor);
}
