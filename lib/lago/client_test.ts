import assert from "node:assert/strict";
import { HttpFailure } from "@/lib/platform/http.ts";
import { startLagoSandbox } from "@/lib/sandbox/lago/mod.ts";
import { createLagoClient, type LagoClient } from "./client.ts";
import type { LagoUsageEvent } from "./types.ts";
import { LagoMisconfigured, LagoRefused } from "./wire.ts";

type Sandbox = Awaited<ReturnType<typeof startLagoSandbox>>;
type Options = Partial<Parameters<typeof startLagoSandbox>[0]>;

const clientOf = (apiUrl: string, key = "key", timeoutMs = 2_000) =>
  createLagoClient({ LAGO_API_URL: apiUrl, LAGO_API_KEY: key }, {
    timeoutMs,
    wait: () => Promise.resolve(),
  })!;

function wire(
  name: string,
  work: (lago: LagoClient, sandbox: Sandbox) => Promise<void>,
  options: Options = {},
) {
  Deno.test(name, async () => {
    const sandbox = await startLagoSandbox({ apiKey: "key", hmacKey: "hmac", ...options });
    try {
      await work(clientOf(sandbox.apiUrl), sandbox);
    } finally {
      await sandbox.stop();
    }
  });
}

const NOW = Date.now();
const event = (n: number, over: Partial<LagoUsageEvent> = {}): LagoUsageEvent => ({
  transactionId: `steve:${n}:1000`,
  externalSubscriptionId: "sub-1",
  code: "kwh",
  timestampMs: NOW + n,
  properties: { value: "1.5" },
  ...over,
});
const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => event(from + index));

async function all<T>(pages: AsyncIterable<{ rows: T[] }>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...page.rows);
  return rows;
}

async function world(lago: LagoClient, sandbox: Sandbox) {
  await sandbox.control.ensureMetric(
    { code: "kwh", name: "kWh", field_name: "value", aggregation_type: "sum_agg" },
  );
  await sandbox.control.ensurePlan(
    {
      code: "basic",
      name: "Basic",
      amount_cents: 500,
      amount_currency: "EUR",
      interval: "monthly",
      pay_in_advance: false,
    },
  );
  await lago.upsertCustomer({ externalId: "cust-1", name: "Ada", email: "ada@example.com" });
  await lago.createSubscription({
    externalId: "sub-1",
    externalCustomerId: "cust-1",
    planCode: "basic",
    startsAt: new Date(NOW - 86_400_000),
  });
}

Deno.test("there is no client without address or key", () => {
  assert.equal(createLagoClient({ LAGO_API_URL: "http://x", LAGO_API_KEY: undefined }), null);
});

wire("a batch is taken with our timestamp and exact values", async (lago, sandbox) => {
  await world(lago, sandbox);
  const receipt = await lago.sendEvents(events(1, 100));
  assert.deepEqual([receipt.accepted.length, receipt.duplicates, receipt.refused], [100, [], []]);
  assert.equal(String(sandbox.control.sumUsage("value")), "150");
  const stored = await lago.getEvent("steve:7:1000");
  assert.equal(stored?.externalSubscriptionId, "sub-1");
  assert.equal(stored?.properties.value, "1.5");
  assert.equal(Math.floor(stored!.at!.getTime() / 1_000), Math.floor((NOW + 7) / 1_000));
  assert.equal(await lago.getEvent("steve:999:1"), null);
});

wire("repeats count as delivered and the rest is stored", async (lago, sandbox) => {
  await world(lago, sandbox);
  await lago.sendEvents(events(10, 20));
  const receipt = await lago.sendEvents(events(1, 40));
  assert.equal(receipt.duplicates.length, 11);
  assert.equal(receipt.accepted.length, 29);
  assert.deepEqual((await lago.sendEvents(events(1, 40))).accepted, []);
  assert.equal(sandbox.control.countEvents(), 40);
});

wire("an id twice in one call is sent once", async (lago, sandbox) => {
  await world(lago, sandbox);
  const receipt = await lago.sendEvents([event(1), event(1), event(2)]);
  assert.deepEqual(receipt.accepted, ["steve:1:1000", "steve:2:1000"]);
});

wire("one faulty event is named, the others are stored", async (lago, sandbox) => {
  await world(lago, sandbox);
  const receipt = await lago.sendEvents([event(1), event(2, { code: "" }), event(3)]);
  assert.equal(receipt.refused[0]?.transactionId, "steve:2:1000");
  assert.deepEqual(receipt.accepted, ["steve:1:1000", "steve:3:1000"]);
});

wire("an answer lost after the work is settled by the repeat", async (lago, sandbox) => {
  await world(lago, sandbox);
  sandbox.control.faults.set([{ match: { method: "POST" }, kind: "drop_after", times: 1 }]);
  const receipt = await lago.sendEvents(events(1, 5));
  assert.deepEqual([receipt.accepted.length, receipt.duplicates.length], [0, 5]);
  assert.equal(sandbox.control.countEvents(), 5);
});

wire("garbage, hangs and outages leave the outcome open", async (lago, sandbox) => {
  await world(lago, sandbox);
  sandbox.control.faults.set([{ kind: "garbage" }]);
  const open = (error: unknown) => error instanceof HttpFailure && !error.outcomeKnown;
  await assert.rejects(lago.sendEvents(events(1, 2)), open);
  sandbox.control.faults.set([{ kind: "hang" }]);
  await assert.rejects(clientOf(sandbox.apiUrl, "key", 50).sendEvents(events(1, 2)), open);
  sandbox.control.faults.set([{ kind: "status", status: 503 }]);
  await assert.rejects(clientOf(sandbox.apiUrl).sendEvents(events(1, 2)), open);
});

wire("a rate limit is waited for", async (lago, sandbox) => {
  await world(lago, sandbox);
  sandbox.control.faults.set([{ kind: "rate_limit", ms: 1_000, times: 1 }]);
  assert.equal((await lago.sendEvents(events(1, 3))).accepted.length, 3);
});

wire("more than a hundred events are a mistake of ours", async (lago) => {
  await assert.rejects(lago.sendEvents(events(1, 101)), RangeError);
});

wire("lists end on a short page whatever the total says", async (lago, sandbox) => {
  for (let n = 0; n < 203; n++) {
    await sandbox.control.ensureCustomer({ external_id: `c-${n}` });
  }
  const rows = await all(lago.listCustomers());
  assert.equal(new Set(rows.map((row) => row.externalId)).size, 203);
  sandbox.control.clearRequests();
  await all(lago.listCustomers());
  assert.equal([...sandbox.control.requests].length, 3);
}, { staleTotals: true });

wire("customers, plans, metrics and subscriptions are read", async (lago, sandbox) => {
  await world(lago, sandbox);
  const again = await lago.upsertCustomer({ externalId: "cust-1", name: "Ada L." });
  assert.equal(again.name, "Ada L.");
  assert.equal((await lago.getCustomer("cust-1"))?.email, "ada@example.com");
  assert.equal(await lago.getCustomer("no/body"), null);
  assert.deepEqual((await all(lago.listPlans())).map((plan) => plan.code), ["basic"]);
  const metric = await lago.getBillableMetric("kwh");
  assert.deepEqual([metric?.aggregationType, metric?.fieldName], ["sum_agg", "value"]);
  assert.equal(await lago.getBillableMetric("none"), null);
  const [subscription] = await all(lago.listSubscriptions());
  assert.deepEqual([subscription.externalId, subscription.status], ["sub-1", "active"]);
  assert.equal((await lago.getSubscription("sub-1"))?.planCode, "basic");
});

wire("refusals come as sentences with their fields", async (lago, sandbox) => {
  await world(lago, sandbox);
  await assert.rejects(
    lago.createSubscription({ externalId: "s", externalCustomerId: "cust-1", planCode: "nope" }),
    (error) => error instanceof LagoRefused && error.status === 404 && /plan/.test(error.message),
  );
});

wire("a wrong key or address is a configuration problem", async (_, sandbox) => {
  const reasonOf = async (lago: LagoClient) =>
    await lago.getCustomer("x").then(
      () => null,
      (error) => error instanceof LagoMisconfigured && error.reason,
    );
  assert.equal(await reasonOf(clientOf(sandbox.apiUrl, "wrong")), "credentials");
  assert.equal(await reasonOf(clientOf(`${sandbox.apiUrl}/api/v1/`)), null);
});
