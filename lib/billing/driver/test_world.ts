import { userMappings, users } from "@/db/schema/mod.ts";
import type { Db } from "@/db/client.ts";
import { createLagoClient, type LagoClient, readModels } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { type LagoSandbox, startLagoSandbox } from "@/lib/sandbox/lago/mod.ts";

const DAY_MS = 86_400_000;
export const CUSTOMER = "driver-1";
export const SUBSCRIPTION = "sub-driver-1";

/** A stand-in of Lago that billed one customer for January and February 2026; its clock stands in March. */
export async function startBilledLago(
  options: { pdfDelayMs?: number } = {},
): Promise<{ sandbox: LagoSandbox; lago: LagoClient; clock: { nowMs: number } }> {
  const clock = { nowMs: Date.UTC(2026, 0, 1) };
  const sandbox = await startLagoSandbox({
    apiKey: "key",
    hmacKey: "hmac",
    now: () => clock.nowMs,
    pdfDelayMs: 0,
    eventErrorDelayMs: 0,
    ...options,
  });
  const { control } = sandbox;
  const lago = createLagoClient({ LAGO_API_URL: sandbox.apiUrl, LAGO_API_KEY: "key" }, {
    wait: () => Promise.resolve(),
  })!;
  const metric = control.ensureMetric({
    name: "Energy",
    code: "ev_charging_kwh",
    aggregation_type: "sum_agg",
    field_name: "kwh",
  });
  control.ensureTax({ name: "VAT", code: "vat", rate: 20, applied_to_organization: true });
  control.ensurePlan({
    name: "Standard",
    code: "standard",
    interval: "monthly",
    amount_cents: 500,
    amount_currency: "EUR",
    pay_in_advance: false,
    charges: [{
      billable_metric_id: metric.lago_id,
      charge_model: "standard",
      invoice_display_name: "Charging",
      properties: { amount: "0.42" },
    }],
  });
  // January's invoice is overdue in March, February's is not.
  control.ensureCustomer({
    external_id: CUSTOMER,
    name: "Ada Berg",
    currency: "EUR",
    net_payment_term: 30,
  });
  control.ensureSubscription({
    external_customer_id: CUSTOMER,
    plan_code: "standard",
    external_id: SUBSCRIPTION,
  });
  for (const [month, kwh] of [[0, "100"], [1, "50.5"], [2, "10"]] as const) {
    clock.nowMs = Date.UTC(2026, month, 10);
    control.closePeriods(clock.nowMs);
    await lago.sendEvents([{
      transactionId: `t-${month}`,
      externalSubscriptionId: SUBSCRIPTION,
      code: "ev_charging_kwh",
      timestampMs: clock.nowMs - DAY_MS,
      properties: { kwh },
    }]);
  }
  for (const invoice of control.invoices(CUSTOMER)) {
    if (invoice.status === "draft") await lago.finalizeInvoice(invoice.lago_id);
  }
  return { sandbox, lago, clock };
}

/** Copies what Lago lists into the read models, as a sync run does. */
export async function copyLago(ctx: Ctx, lago: LagoClient): Promise<void> {
  for await (const page of lago.listPlans()) await readModels.savePlans(ctx, page.rows);
  for await (const page of lago.listCustomers()) await readModels.saveCustomers(ctx, page.rows);
  for await (const page of lago.listSubscriptions()) {
    await readModels.saveSubscriptions(ctx, page.rows);
  }
  for await (const page of lago.listInvoices()) await readModels.saveInvoices(ctx, page.rows);
  for await (const page of lago.listWallets({ externalCustomerId: CUSTOMER })) {
    await readModels.saveWallets(ctx, page.rows);
  }
}

/** A driver whose card is billed to `CUSTOMER`, and one without any card. */
export async function addDrivers(db: Db): Promise<void> {
  await db.insert(users).values([
    { id: "ada", email: "ada@example.org", name: "Ada", publicId: "ADAAAAAA" },
    { id: "bob", email: "bob@example.org", name: "Bob", publicId: "BBBBBBBB" },
  ]);
  await db.insert(userMappings).values({
    userId: "ada",
    steveOcppIdTag: "CARD1",
    lagoCustomerExternalId: CUSTOMER,
    lagoSubscriptionExternalId: SUBSCRIPTION,
    displayName: "Ada's card",
    costCentre: "4711",
  });
}
