// SteVe's and Lago's stand-ins with a backlog, in a process of their own. Prints where they are as JSON.
import { startLagoSandbox } from "@/lib/sandbox/lago/mod.ts";
import { startSteveSandbox, type TransactionSeed } from "@/lib/sandbox/steve/mod.ts";
import { standInPlan } from "./stand_in_plan.ts";

const DAY_MS = 86_400_000;

/** Ended sessions of 30 to 60 days ago; each connector's register goes on from session to session. */
function* backlog(transactions: number, drivers: number): Generator<TransactionSeed> {
  const firstMs = Date.now() - 60 * DAY_MS;
  for (let n = 0; n < transactions; n++) {
    const startMs = firstMs + Math.floor(n * 29 * DAY_MS / transactions);
    const startValue = Math.floor(n / 500) * 20_000;
    yield {
      id: n + 1,
      chargeBoxId: `CP-${n % 500}`,
      connectorId: 1,
      idTag: `TAG${n % drivers}`,
      startMs,
      startValue,
      stopMs: startMs + 3_600_000,
      stopValue: startValue + 20_000,
      stopReason: "Local",
    };
  }
}

const plan = standInPlan.parse(JSON.parse(Deno.args[0]));
const steve = await startSteveSandbox({ password: plan.secret, version: "patched" });
const lago = await startLagoSandbox({ apiKey: plan.secret, hmacKey: plan.secret });
const metric = lago.control.ensureMetric({
  code: "ev_charging_kwh",
  name: "Energy",
  aggregation_type: "sum_agg",
  field_name: "value",
});
lago.control.ensurePlan({
  code: "standard",
  name: "Standard",
  interval: "monthly",
  amount_cents: 0,
  amount_currency: "EUR",
  pay_in_advance: false,
  charges: [{
    billable_metric_id: metric.lago_id,
    charge_model: "standard",
    properties: { amount: "0.42" },
  }],
});
for (let driver = 0; driver < plan.drivers; driver++) {
  steve.control.addTag({ idTag: `TAG${driver}` });
  lago.control.ensureCustomer({ external_id: `C${driver}`, name: `C${driver}`, currency: "EUR" });
  lago.control.ensureSubscription({
    external_id: `sub-${driver}`,
    external_customer_id: `C${driver}`,
    plan_code: "standard",
    subscription_at: new Date(Date.now() - 90 * DAY_MS).toISOString(),
  });
}
steve.control.bulkInsertTransactions(backlog(plan.transactions, plan.drivers));
console.log(JSON.stringify({ steveUrl: steve.apiUrl, lagoUrl: lago.apiUrl }));
