import type { Lago } from "../lago.ts";
import type { Subscription } from "../store/kinds.ts";
import type { Route } from "../http/router.ts";
import { invalid, notFound } from "../http/errors.ts";
import { listItems } from "../http/listing.ts";
import { currentUsage } from "../billing/current_usage.ts";
import { feesOf } from "../billing/invoice_records.ts";
import { withExternalId } from "./subscriptions.ts";

function subscriptionOf(lago: Lago, customer: string, query: URLSearchParams): Subscription[] {
  lago.byKey("customer", customer);
  const id = query.get("external_subscription_id");
  if (!id) throw invalid({ external_subscription_id: ["value_is_mandatory"] });
  const found = withExternalId(lago, id)
    .filter(({ external_customer_id }) => external_customer_id === customer);
  if (found.length === 0) throw notFound("subscription");
  return found;
}

function running(lago: Lago, customer: string, query: URLSearchParams) {
  const found = subscriptionOf(lago, customer, query).find(({ status }) => status === "active");
  if (!found) throw notFound("subscription");
  return currentUsage(lago, found, {
    applyTaxes: query.get("apply_taxes") !== "false",
    chargeCode: query.get("charge_code") ?? undefined,
    metricCode: query.get("billable_metric_code") ?? undefined,
  });
}

/** Invoiced periods, newest first, from the fees as they were billed. */
function past(lago: Lago, customer: string, query: URLSearchParams) {
  const ids = new Set(subscriptionOf(lago, customer, query).map(({ lago_id }) => lago_id));
  const count = Number(query.get("periods_count") ?? Infinity);
  const invoices = lago.docs.byParent("invoice", customer)
    .filter((invoice) => invoice.periods.some(({ subscription_id }) => ids.has(subscription_id)));
  const periods = invoices.slice(0, count).map((invoice) => {
    const fees = feesOf(lago, invoice).filter((fee) => fee.item.type === "charge");
    return {
      from_datetime: invoice.periods[0].from,
      to_datetime: invoice.periods[0].to,
      issuing_date: invoice.issuing_date,
      lago_invoice_id: invoice.lago_id,
      currency: invoice.currency,
      amount_cents: fees.reduce((sum, fee) => sum + fee.amount_cents, 0),
      taxes_amount_cents: fees.reduce((sum, fee) => sum + fee.taxes_amount_cents, 0),
      total_amount_cents: fees.reduce((sum, fee) => sum + fee.total_amount_cents, 0),
      charges_usage: fees.map((fee) => ({
        units: fee.units,
        events_count: fee.events_count,
        amount_cents: fee.amount_cents,
        amount_currency: fee.amount_currency,
        charge: {
          lago_id: fee.lago_charge_id,
          invoice_display_name: fee.item.invoice_display_name,
        },
        billable_metric: {
          lago_id: fee.item.lago_item_id,
          code: fee.item.code,
          name: fee.item.name,
        },
      })),
    };
  });
  return listItems(lago, "usage_periods", query, periods);
}

/** Usage of a customer's subscription, running and past. */
export function usageRoutes(lago: Lago): Route[] {
  return [
    ["GET", "/customers/{id}/current_usage", ({ path, query }) => ({
      customer_usage: running(lago, path.id, query),
    })],
    ["GET", "/customers/{id}/past_usage", ({ path, query }) => past(lago, path.id, query)],
  ];
}
