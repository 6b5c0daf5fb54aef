import type { Lago } from "../lago.ts";
import { isoTime } from "../lago.ts";
import type { Subscription } from "../store/kinds.ts";
import { billAdvance, billUntil } from "./periods_billing.ts";
import { subscriptionPeriod } from "./subscription_terms.ts";

/** Starts a pending subscription at its time and bills what is paid in advance. */
export function activateSubscription(lago: Lago, subscription: Subscription, atMs: number): void {
  subscription.status = "active";
  subscription.started_at = isoTime(atMs);
  subscription.billed_until = isoTime(atMs);
  lago.docs.update("subscription", subscription);
  lago.emit("subscription.started", subscriptionView(lago, subscription));
  billAdvance(lago, subscription, atMs);
}

/** Ends a subscription: a pending one is canceled, an active one billed to its last second. */
export function terminateSubscription(
  lago: Lago,
  subscription: Subscription,
  atMs: number,
  options: { invoice?: boolean } = {},
): void {
  if (subscription.status === "pending") {
    subscription.status = "canceled";
    subscription.canceled_at = isoTime(atMs);
    lago.docs.update("subscription", subscription);
    lago.emit("subscription.canceled", subscriptionView(lago, subscription));
    return;
  }
  // Times on the wire have whole seconds: rounded up, or usage of the last second would be lost.
  const endMs = Math.ceil(atMs / 1000) * 1000;
  billUntil(lago, subscription, atMs);
  subscription.status = "terminated";
  subscription.terminated_at = isoTime(endMs);
  subscription.next_plan_code = null;
  lago.docs.update("subscription", subscription);
  if (options.invoice !== false) billUntil(lago, subscription, endMs, { isLast: true });
  lago.emit("subscription.terminated", subscriptionView(lago, subscription));
}

/** The subscription as the wire shows it. */
export function subscriptionView(lago: Lago, subscription: Subscription) {
  const { billed_until: _own, ...shown } = subscription;
  const plan = lago.docs.byKey("plan", subscription.plan_code);
  const period = plan && subscription.status === "active"
    ? subscriptionPeriod(subscription, plan, lago.now())
    : undefined;
  const fromMs = period && Math.max(period.fromMs, Date.parse(subscription.started_at ?? ""));
  return {
    ...shown,
    plan_amount_cents: subscription.plan_overrides?.amount_cents ?? plan?.amount_cents ?? null,
    plan_amount_currency: plan?.amount_currency ?? null,
    current_billing_period_started_at: fromMs === undefined ? null : isoTime(fromMs),
    current_billing_period_ending_at: period ? isoTime(period.toMs - 1000) : null,
  };
}
