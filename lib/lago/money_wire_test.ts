import assert from "node:assert/strict";
import { startLagoSandbox } from "@/lib/sandbox/lago/mod.ts";
import { createTestDatabase, testContext } from "@/tests/support/database.ts";
import { createLagoClient } from "./client.ts";
import { processWebhookEvents } from "./process_webhooks.ts";
import { receiveWebhook } from "./receive_webhook.ts";
import { createWebhookVerifier } from "./verify_webhook.ts";
import type { RefusedUsage } from "./webhook_handlers.ts";
import { LagoRefused } from "./wire.ts";
import { lagoCustomers, lagoInvoices, lagoWebhookEvents } from "@/db/schema/mod.ts";

const DAY_MS = 86_400_000;

async function all<T>(pages: AsyncIterable<{ rows: T[]; refused: unknown[] }>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) {
    assert.deepEqual(page.refused, []);
    rows.push(...page.rows);
  }
  return rows;
}

async function start(options: Partial<Parameters<typeof startLagoSandbox>[0]> = {}) {
  const clock = { nowMs: Date.UTC(2026, 0, 2) };
  const sandbox = await startLagoSandbox({
    apiKey: "key",
    hmacKey: "hmac",
    now: () => clock.nowMs,
    pdfDelayMs: 0,
    eventErrorDelayMs: 0,
    ...options,
  });
  const lago = createLagoClient({ LAGO_API_URL: sandbox.apiUrl, LAGO_API_KEY: "key" })!;
  const metric = sandbox.control.ensureMetric({
    code: "kwh",
    name: "kWh",
    field_name: "value",
    aggregation_type: "sum_agg",
  });
  const charge = {
    billable_metric_id: metric.lago_id,
    charge_model: "standard" as const,
    properties: { amount: "0.42" },
  };
  sandbox.control.ensurePlan({
    code: "basic",
    name: "Basic",
    interval: "monthly",
    amount_cents: 500,
    amount_currency: "EUR",
    pay_in_advance: false,
    charges: [charge],
  });
  return { sandbox, lago, clock };
}

type World = Awaited<ReturnType<typeof start>>;

async function subscribe({ lago }: World) {
  await lago.upsertCustomer({ externalId: "cust-1", name: "Ada", currency: "EUR" });
  await lago.createSubscription({
    externalId: "sub-1",
    externalCustomerId: "cust-1",
    planCode: "basic",
    startsAt: new Date(Date.UTC(2026, 0, 1)),
  });
}

const usage = (id: string, over = {}) => ({
  transactionId: id,
  externalSubscriptionId: "sub-1",
  code: "kwh",
  timestampMs: Date.UTC(2026, 0, 1, 12),
  properties: { value: "10.5" } as Record<string, string>,
  ...over,
});

Deno.test("usage, estimate, invoices and their verbs over the wire", async () => {
  const world = await start();
  const { lago, sandbox, clock } = world;
  try {
    await subscribe(world);
    const [fee] = await lago.estimateFees(usage("estimate"));
    assert.equal(fee.amountCents, 441);
    await lago.sendEvents([usage("a"), usage("b")]);
    const now = await lago.getCurrentUsage("cust-1", "sub-1");
    assert.deepEqual([now.currency, now.charges[0].metricCode], ["EUR", "kwh"]);
    assert.equal(Number(now.charges[0].units), 21);
    assert.equal(now.charges[0].amountCents, 882);
    assert.equal((await all(lago.listEvents({ externalSubscriptionId: "sub-1" }))).length, 2);
    assert.match(await lago.portalUrl("cust-1"), /^https?:/);

    await lago.upsertCustomer({ externalId: "cust-1" });
    clock.nowMs += 40 * DAY_MS;
    await sandbox.control.closePeriods(clock.nowMs);
    const [listed] = await all(lago.listInvoices({ externalCustomerId: "cust-1" }));
    const invoice = (await lago.getInvoice(listed.lagoId))!;
    assert.equal(invoice.externalCustomerId, "cust-1");
    assert.equal(invoice.feesAmountCents, 882 + 500);
    assert.equal(
      invoice.fees.reduce((sum, one) => sum + one.amountCents, 0),
      invoice.feesAmountCents,
    );
    assert.ok(invoice.updatedAt && invoice.issuingDate);
    if (invoice.status === "draft") await lago.finalizeInvoice(invoice.lagoId);
    const asked = await lago.downloadInvoice(invoice.lagoId);
    assert.equal(asked.lagoId, invoice.lagoId);
    assert.equal(await lago.paymentUrl(invoice.lagoId), null, "there is no payment provider");
    sandbox.control.lago.docs.update("customer", {
      ...sandbox.control.lago.byKey("customer", "cust-1"),
      billing_configuration: {
        ...sandbox.control.lago.byKey("customer", "cust-1").billing_configuration,
        payment_provider: "stripe",
      },
    });
    assert.match((await lago.paymentUrl(invoice.lagoId))!, /^https?:/);
    const voided = await lago.voidInvoice(invoice.lagoId);
    assert.equal(voided.status, "voided");
    await assert.rejects(
      lago.finalizeInvoice(invoice.lagoId),
      (error) => error instanceof LagoRefused && error.message.length > 10,
    );
    assert.equal(await lago.getInvoice("no-such-invoice"), null);
    assert.deepEqual(await all(lago.listWallets({ externalCustomerId: "cust-1" })), []);
  } finally {
    await sandbox.stop();
  }
});

for (const webhookAlgorithm of ["hmac", "jwt"] as const) {
  Deno.test(`webhooks from Lago to the read models, signed by ${webhookAlgorithm}`, async () => {
    const database = await createTestDatabase();
    const ctx = testContext(database);
    let verify: ReturnType<typeof createWebhookVerifier> = () => Promise.resolve(false);
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      async (request) => {
        const rawBody = new Uint8Array(await request.arrayBuffer());
        const result = await receiveWebhook(ctx, { verify, headers: request.headers, rawBody });
        return new Response(null, { status: result.status });
      },
    );
    const webhookUrl = `http://127.0.0.1:${server.addr.port}/`;
    const world = await start({ webhookUrl, webhookAlgorithm });
    const { lago, sandbox, clock } = world;
    verify = createWebhookVerifier(
      webhookAlgorithm === "hmac"
        ? { hmacKey: "hmac" }
        : { publicKey: () => lago.webhookPublicKey() },
    );
    try {
      sandbox.control.disorderWebhooks({ copies: 2 });
      await subscribe(world);
      await lago.sendEvents([usage("good"), usage("bad", { properties: { other: "1" } })]);
      await sandbox.control.flushEvents();
      clock.nowMs += 40 * DAY_MS;
      await sandbox.control.closePeriods(clock.nowMs);
      await sandbox.control.webhooksSettled();
      const statuses = new Set([...sandbox.control.deliveries].map((one) => one.status));
      assert.deepEqual([...statuses], [200]);
      const stored = await database.db.$count(lagoWebhookEvents);
      const sent = [...sandbox.control.deliveries];
      assert.ok(sent.length > stored);
      assert.equal(stored, new Set(sent.map((one) => one.uniqueKey)).size);

      const refused: RefusedUsage[] = [];
      const processed = await processWebhookEvents(ctx, {
        onUsageRefused: (_, some) => Promise.resolve(void refused.push(...some)),
      });
      assert.equal(processed, stored);
      // Lago tells twice: of the one event, and in the list of all.
      const told = new Set(refused.map((one) => `${one.transactionId} ${one.code}`));
      assert.deepEqual([...told], ["bad missing_aggregation_property"]);
      assert.equal(await database.db.$count(lagoCustomers), 1);
      const [invoice] = await database.db.select().from(lagoInvoices);
      assert.equal(invoice.externalCustomerId, "cust-1");
      assert.equal(invoice.totalAmountCents, 441 + 500);
    } finally {
      await sandbox.stop();
      await server.shutdown();
      await database.drop();
    }
  });
}
