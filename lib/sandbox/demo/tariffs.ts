import type { LagoControl } from "@/lib/sandbox/lago/mod.ts";
import type { Person, PlanCode } from "./people.ts";

const DAY_MS = 86_400_000;
/** Customers joined a little before their first session. */
const JOINED_DAYS_AGO = 100;

const PLANS: Record<
  PlanCode,
  { name: string; amount_cents: number; model: "standard" | "graduated"; properties: object }
> = {
  standard: {
    name: "Standard",
    amount_cents: 0,
    model: "standard",
    properties: { amount: "0.42" },
  },
  graduated: {
    name: "Frequent driver",
    amount_cents: 490,
    model: "graduated",
    properties: {
      graduated_ranges: [
        { from_value: 0, to_value: 100, per_unit_amount: "0.44", flat_amount: "0" },
        { from_value: 101, to_value: 250, per_unit_amount: "0.38", flat_amount: "0" },
        { from_value: 251, to_value: null, per_unit_amount: "0.33", flat_amount: "0" },
      ],
    },
  },
  company: {
    name: "Company fleet",
    amount_cents: 0,
    model: "standard",
    properties: { amount: "0.29" },
  },
};

/** Metric, plans, customers and subscriptions at Lago. What is there already stays as it is. */
export function seedLago(
  control: LagoControl,
  people: readonly Person[],
  options: { metricCode: string; nowMs: number },
): void {
  const metric = control.ensureMetric({
    code: options.metricCode,
    name: "Energy charged",
    aggregation_type: "sum_agg",
    field_name: "value",
  });
  for (const [code, plan] of Object.entries(PLANS)) {
    control.ensurePlan({
      code,
      name: plan.name,
      interval: "monthly",
      amount_cents: plan.amount_cents,
      amount_currency: "EUR",
      pay_in_advance: false,
      charges: [{
        billable_metric_id: metric.lago_id,
        charge_model: plan.model,
        invoice_display_name: "Charging, per kWh",
        properties: { ...plan.properties },
      }],
    });
  }
  const startedMs = Math.floor(options.nowMs / DAY_MS - JOINED_DAYS_AGO) * DAY_MS;
  for (const person of people) {
    control.ensureCustomer({
      external_id: person.publicId,
      name: person.name,
      email: person.email,
      currency: "EUR",
    });
    control.ensureSubscription({
      external_id: person.subscriptionId,
      external_customer_id: person.publicId,
      plan_code: person.plan,
      subscription_at: new Date(startedMs).toISOString(),
    });
  }
}

/** What the driver's readings look like at Lago: invoices of ended months, most of them paid. */
export function closeMonths(control: LagoControl, nowMs: number): number {
  control.closePeriods(nowMs);
  const open = control.invoices().filter((invoice) =>
    invoice.status === "finalized" && invoice.payment_status === "pending"
  );
  const month = new Date(nowMs).toISOString().slice(0, 7);
  let paid = 0;
  for (const [index, invoice] of open.entries()) {
    // The newest bills are still open, and one in nine of the older ones is late.
    if (invoice.issuing_date.startsWith(month) || index % 9 === 4) continue;
    control.payInvoice(invoice.lago_id);
    paid++;
  }
  return paid;
}
