import type { Lago } from "../lago.ts";
import type { Alert, Subscription } from "../store/kinds.ts";
import { Exact } from "../pricing/exact.ts";
import { currentUsage } from "./current_usage.ts";

/** Alert types this stand-in can watch. */
export const ALERT_TYPES = [
  "current_usage_amount",
  "billable_metric_current_usage_amount",
  "billable_metric_current_usage_units",
];

/** Tells of every threshold the usage has passed since the last look, once per period. */
export function checkAlerts(lago: Lago): void {
  for (const alert of lago.docs.all("alert")) {
    const subscription = lago.docs.byKey("subscription", alert.subscription_external_id);
    if (subscription?.status === "active") checkAlert(lago, alert, subscription);
  }
}

function checkAlert(lago: Lago, alert: Alert, subscription: Subscription): void {
  const usage = currentUsage(lago, subscription, {
    applyTaxes: false,
    metricCode: alert.billable_metric_code ?? undefined,
  });
  const isUnits = alert.alert_type.endsWith("_units");
  const value = isUnits
    ? usage.charges_usage.reduce((sum, { units }) => sum.plus(units), new Exact(0))
    : new Exact(usage.amount_cents);
  const isNewPeriod = alert.period_from !== usage.from_datetime;
  const before = new Exact(isNewPeriod ? 0 : alert.previous_value);
  const crossed = alert.thresholds.filter((threshold) =>
    value.gte(threshold.value) && before.lt(threshold.value)
  );
  alert.period_from = usage.from_datetime;
  alert.last_processed_at = lago.stamp();
  alert.previous_value = Exact.max(before, value).toFixed();
  lago.docs.update("alert", alert);
  if (crossed.length === 0) return;
  lago.emit("alert.triggered", {
    lago_id: lago.id(),
    lago_alert_id: alert.lago_id,
    lago_subscription_id: subscription.lago_id,
    external_subscription_id: subscription.external_id,
    external_customer_id: subscription.external_customer_id,
    billable_metric_code: alert.billable_metric_code,
    alert_name: alert.name,
    alert_code: alert.code,
    alert_type: alert.alert_type,
    current_value: value.toFixed(),
    previous_value: before.toFixed(),
    crossed_thresholds: crossed,
    triggered_at: lago.stamp(),
  }, "triggered_alert");
}
