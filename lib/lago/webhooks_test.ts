import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import {
  lagoCustomers,
  lagoInvoices,
  lagoSubscriptions,
  lagoWebhookEvents,
} from "@/db/schema/mod.ts";
import { ManualClock } from "@/lib/platform/clock.ts";
import { createTestDatabase, testContext } from "@/tests/support/database.ts";
import { hmacSha256Base64, sha256Hex } from "@/lib/platform/crypto.ts";
import { createWebhookBreaker, processWebhookEvents } from "./process_webhooks.ts";
import * as readModels from "./read_models.ts";
import { receiveWebhook } from "./receive_webhook.ts";
import { customerSchema, invoiceSchema, subscriptionSchema } from "./schemas.ts";
import { createWebhookVerifier } from "./verify_webhook.ts";
import type { RefusedUsage } from "./webhook_handlers.ts";

const KEY = "hmac-token";
const verify = createWebhookVerifier({ hmacKey: KEY });
const clock = new ManualClock();
let number = 0;
const unique = (prefix: string) => `${prefix}-${++number}`;

const invoice = (id: string, over: Record<string, unknown> = {}) => ({
  lago_id: id,
  number: "INV-1",
  status: "draft",
  payment_status: "pending",
  currency: "EUR",
  fees_amount_cents: 100,
  taxes_amount_cents: 20,
  total_amount_cents: 120,
  issuing_date: "2026-01-31",
  updated_at: "2026-02-01T00:00:00Z",
  customer: { external_id: "cust-1" },
  ...over,
});
const subscription = (id: string, over: Record<string, unknown> = {}) => ({
  lago_id: unique("lago"),
  external_id: id,
  external_customer_id: "cust-1",
  plan_code: "basic",
  status: "active",
  started_at: "2026-01-01T00:00:00Z",
  ...over,
});

Deno.test("Lago webhooks and read models", async (t) => {
  const database = await createTestDatabase();
  const ctx = testContext(database, { clock });
  const { db } = database;

  const bodies = new Map<string, string>();
  const post = (body: unknown, options: { key?: string; signWith?: string } = {}) => {
    const raw = new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body));
    if (options.key !== undefined) bodies.set(options.key, `body:${sha256Hex(raw)}`);
    const headers = new Headers({
      "x-lago-signature": hmacSha256Base64(options.signWith ?? KEY, raw),
      "x-lago-signature-algorithm": "hmac",
      ...(options.key === undefined ? {} : { "x-lago-unique-key": options.key }),
    });
    return receiveWebhook(ctx, { verify, headers, rawBody: raw });
  };
  const webhook = (type: string, objectType: string, object: unknown) => ({
    webhook_type: type,
    object_type: objectType,
    organization_id: "o",
    [objectType]: object,
  });
  const refused: RefusedUsage[] = [];
  const input = {
    onUsageRefused: (_: unknown, some: RefusedUsage[]) => {
      refused.push(...some);
      return Promise.resolve();
    },
  };
  const rowOf = async (key: string) =>
    (await db.select().from(lagoWebhookEvents).where(
      eq(lagoWebhookEvents.uniqueKey, bodies.get(key)!),
    ))[0];
  const invoiceOf = async (id: string) =>
    (await db.select().from(lagoInvoices).where(eq(lagoInvoices.lagoId, id)))[0];
  const subscriptionOf = async (id: string) =>
    (await db.select().from(lagoSubscriptions).where(eq(lagoSubscriptions.externalId, id)))[0];

  await t.step("a webhook is stored once, with its subject", async () => {
    const key = unique("key");
    const first = await post(webhook("invoice.created", "invoice", invoice("i-1")), { key });
    assert.ok(first.status === 200 && first.id !== null);
    const again = await post(webhook("invoice.created", "invoice", invoice("i-1")), { key });
    assert.deepEqual(again, { status: 200, id: null });
    const row = await rowOf(key);
    assert.deepEqual(
      [row.eventType, row.objectType, row.objectId, row.externalCustomerId],
      ["invoice.created", "invoice", "i-1", "cust-1"],
    );
  });

  await t.step("a body that was taken has no effect under another unique key", async () => {
    const body = webhook("customer.updated", "customer", { external_id: unique("c") });
    const key = unique("key");
    const first = await post(body, { key });
    assert.ok(first.status === 200 && first.id !== null);
    for (const other of [unique("key"), "k".repeat(3_000), key]) {
      assert.deepEqual(await post(body, { key: other }), { status: 200, id: null });
    }
    const changed = { ...body, customer: { external_id: unique("c") } };
    assert.ok(((await post(changed, { key })) as { id: number | null }).id !== null);
  });

  await t.step("without a unique key the body stands for itself", async () => {
    const body = webhook("customer.updated", "customer", { external_id: unique("c") });
    assert.ok(((await post(body)) as { id: number | null }).id !== null);
    assert.equal(((await post(body)) as { id: number | null }).id, null);
  });

  await t.step("a wrong signature is 401, nonsense is 400, neither is stored", async () => {
    const before = await db.$count(lagoWebhookEvents);
    const body = webhook("invoice.created", "invoice", {});
    assert.equal((await post(body, { signWith: "wrong" })).status, 401);
    assert.equal((await post("{")).status, 400);
    assert.equal((await post({ no: "type" })).status, 400);
    assert.equal(await db.$count(lagoWebhookEvents), before);
  });

  await t.step(
    "any signed JSON is answered, and characters jsonb refuses are replaced",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (value) => {
          const body = { webhook_type: "x.y", object_type: "thing", thing: value };
          assert.equal((await post(body, { key: unique("any") })).status, 200);
        }),
        { numRuns: 25 },
      );
      const key = unique("nul");
      await post({ webhook_type: "a", object_type: "b", b: { "k\u0000": "\u0000\ud800" } }, {
        key,
      });
      assert.deepEqual((await rowOf(key)).payload.b, { "k\ufffd": "\ufffd\ufffd" });
    },
  );

  await t.step(
    "processing updates the read models; unknown types are marked processed",
    async () => {
      const key = unique("key");
      await post(webhook("subscription.started", "subscription", subscription("s-1")), { key });
      const processed = await processWebhookEvents(ctx, input);
      assert.ok(processed >= 3);
      assert.equal((await invoiceOf("i-1")).totalAmountCents, 120);
      assert.equal((await subscriptionOf("s-1")).status, "active");
      assert.ok((await rowOf(key)).processedAt);
      assert.equal(await processWebhookEvents(ctx, input), 0);
    },
  );

  await t.step("usage that Lago refused afterwards is told, repeats are not", async () => {
    const wrongField = { invalid_code: ["e-2", "e-3"], missing_aggregation_property: ["e-4"] };
    await post(webhook("events.errors", "events_errors", wrongField), { key: unique("key") });
    const repeat = {
      error: { transaction_id: ["value_already_exist"] },
      input_params: { transaction_id: "e-5" },
    };
    await post(webhook("event.error", "event_error", repeat), { key: unique("key") });
    const single = { error: { code: ["not_found"] }, event: { transaction_id: "e-1" } };
    await post(webhook("event.error", "event_error", single), { key: unique("key") });
    await processWebhookEvents(ctx, input);
    assert.deepEqual(refused, [
      { transactionId: "e-2", code: "invalid_code" },
      { transactionId: "e-3", code: "invalid_code" },
      { transactionId: "e-4", code: "missing_aggregation_property" },
      { transactionId: "e-1", code: "not_found" },
    ]);
  });

  await t.step("an unreadable payload fails for good and holds nobody up", async () => {
    const bad = unique("bad");
    const good = unique("good");
    await post(webhook("invoice.created", "invoice", { lago_id: "x" }), { key: bad });
    await post(webhook("invoice.created", "invoice", invoice("i-2")), { key: good });
    assert.equal(await processWebhookEvents(ctx, input), 1);
    assert.match((await rowOf(bad)).processingError!, /cannot be used/);
    assert.ok((await rowOf(good)).processedAt);
    clock.advance(86_400_000);
    assert.equal(await processWebhookEvents(ctx, input), 0);
  });

  await t.step(
    "a failing handler is pushed back, tried again, and leaves no half work",
    async () => {
      const key = unique("key");
      await post(webhook("event.error", "event_error", { event: { transaction_id: "t" } }), {
        key,
      });
      const failing = { onUsageRefused: () => Promise.reject(new Error("database is full")) };
      assert.equal(await processWebhookEvents(ctx, failing), 0);
      const row = await rowOf(key);
      assert.deepEqual([row.attempts, row.processingError], [1, "database is full"]);
      assert.equal(await processWebhookEvents(ctx, input), 0);
      clock.advance(60_000);
      assert.equal(await processWebhookEvents(ctx, input), 1);
      assert.equal((await rowOf(key)).processingError, null);
    },
  );

  await t.step("an open breaker leaves events with its mark and their attempts", async () => {
    const breaker = createWebhookBreaker(60_000);
    const keys = Array.from({ length: 7 }, () => unique("storm"));
    for (const key of keys) {
      await post(webhook("event.error", "event_error", { event: { transaction_id: key } }), {
        key,
      });
    }
    const failing = { onUsageRefused: () => Promise.reject(new Error("down")), breaker };
    await processWebhookEvents(ctx, failing);
    const sixth = await rowOf(keys[5]);
    assert.deepEqual([sixth.processingError, sixth.attempts], ["circuit_breaker_open", 0]);
    assert.equal((await rowOf(keys[6])).processingError, null);
    clock.advance(60_000);
    assert.equal(await processWebhookEvents(ctx, input), 7);
  });

  await t.step("replicas share the work: each event is done once", async () => {
    const before = refused.length;
    for (let n = 0; n < 30; n++) {
      await post(webhook("events.errors", "events_errors", { c: [unique("shared")] }), {
        key: unique("key"),
      });
    }
    const done = await Promise.all([1, 2, 3].map(() => processWebhookEvents(ctx, input)));
    assert.equal(done.reduce((a, b) => a + b), 30);
    assert.equal(new Set(refused.slice(before).map((one) => one.transactionId)).size, 30);
    assert.equal(refused.length - before, 30);
  });

  await t.step("invoices: an older state that arrives late changes nothing", async () => {
    const at = (minute: number, status: string) =>
      invoiceSchema.parse(
        invoice("i-3", { status, updated_at: `2026-02-01T00:0${minute}:00Z` }),
      );
    await readModels.saveInvoices(ctx, [at(2, "finalized"), at(1, "draft")]);
    await readModels.saveInvoices(ctx, [at(1, "draft")]);
    assert.equal((await invoiceOf("i-3")).status, "finalized");
    await readModels.saveInvoices(ctx, [at(3, "voided")]);
    assert.equal((await invoiceOf("i-3")).status, "voided");
  });

  await t.step("subscriptions: one row per external id, the active one wins", async () => {
    const row = (over: Record<string, unknown>) =>
      subscriptionSchema.parse(subscription("s-2", over));
    const old = row({ lago_id: "old", plan_code: "basic" });
    const ended = row({ lago_id: "old", plan_code: "basic", status: "terminated" });
    const next = row({ lago_id: "new", plan_code: "pro", started_at: "2026-02-01T00:00:00Z" });
    await readModels.saveSubscriptions(ctx, [next, ended]);
    assert.equal((await subscriptionOf("s-2")).planCode, "pro");
    await readModels.saveSubscriptions(ctx, [ended]);
    assert.equal((await subscriptionOf("s-2")).planCode, "pro");
    const over = row({ lago_id: "new", plan_code: "pro", status: "terminated" });
    await readModels.saveSubscriptions(ctx, [over]);
    await readModels.saveSubscriptions(ctx, [next]);
    assert.equal((await subscriptionOf("s-2")).status, "terminated");
    await readModels.saveSubscriptions(ctx, [old, row({ lago_id: "third", plan_code: "max" })]);
    assert.deepEqual((await subscriptionOf("s-2")).planCode, "max");
  });

  await t.step("a thousand rows go in with one statement, and again", async () => {
    const rows = Array.from(
      { length: 1_000 },
      (_, index) =>
        customerSchema.parse({ lago_id: `l-${index}`, external_id: `bulk-${index}`, name: "A" }),
    );
    await readModels.saveCustomers(ctx, rows);
    await readModels.saveCustomers(ctx, rows.map((row) => ({ ...row, name: "B" })));
    const [row] = await db.select().from(lagoCustomers).where(
      eq(lagoCustomers.externalId, "bulk-999"),
    );
    assert.deepEqual([row.name, row.lagoId], ["B", "l-999"]);
  });

  await database.drop();
});
