import assert from "node:assert/strict";
import { seedCharging, usageEvent, withLago } from "./testing.ts";
import { Faults } from "./faults.ts";
import { seededRandom } from "./random.ts";

Deno.test("401 without the key, in Lago's shape", () =>
  withLago({}, async ({ sandbox }) => {
    for (const headers of [new Headers(), new Headers({ Authorization: "Bearer wrong" })]) {
      const response = await fetch(`${sandbox.apiUrl}/api/v1/customers`, { headers });
      assert.equal(response.status, 401);
      assert.deepEqual(await response.json(), { status: 401, error: "Unauthorized" });
    }
  }));

Deno.test("404 names the resource, 400 a missing wrapping, 422 the field", () =>
  withLago({}, async ({ call }) => {
    assert.deepEqual((await call("GET", "/customers/none")).body, {
      status: 404,
      error: "Not Found",
      code: "customer_not_found",
    });
    const bare = await call<{ error: string }>("POST", "/customers", { external_id: "x" });
    assert.equal(bare.status, 400);
    assert.match(bare.body.error, /^BadRequest: /);
    assert.deepEqual((await call("POST", "/customers", { customer: {} })).body, {
      status: 422,
      error: "Unprocessable Entity",
      code: "validation_errors",
      error_details: { external_id: ["value_is_mandatory"] },
    });
  }));

Deno.test("drop_after stores the event and cuts the connection, drop_before stores nothing", () =>
  withLago({}, async ({ sandbox: { control }, call, ok }) => {
    const match = { method: "POST", pathPrefix: "/events" };
    control.setFaults([{ match, kind: "drop_after", times: 1 }]);
    await assert.rejects(call("POST", "/events", { event: usageEvent("a", "1") }));
    assert.equal(control.countEvents(), 1);
    control.setFaults([{ match, kind: "drop_before", times: 1 }]);
    await assert.rejects(call("POST", "/events", { event: usageEvent("b", "1") }));
    assert.equal(control.countEvents(), 1);
    await ok("POST", "/events", { event: usageEvent("b", "1") });
    assert.deepEqual(control.requests.map(({ fault, status }) => [fault, status]), [
      ["drop_after", null],
      ["drop_before", null],
      [null, 200],
    ]);
  }));

Deno.test("status, garbage and rate_limit answer as told and do nothing", () =>
  withLago({}, async ({ sandbox, call }) => {
    const { control } = sandbox;
    const event = usageEvent("a", "1");
    control.setFaults([{ kind: "status", status: 503, times: 1 }, {
      kind: "rate_limit",
      ms: 2500,
      times: 1,
    }]);
    assert.equal((await call("POST", "/events", { event })).status, 503);
    const limited = await call("POST", "/events", { event });
    assert.equal(limited.status, 429);
    assert.equal(limited.headers.get("x-ratelimit-reset"), "3");
    control.setFaults([{ kind: "garbage" }]);
    await assert.rejects(call("POST", "/events", { event }), SyntaxError);
    assert.equal(control.countEvents(), 0);
  }));

Deno.test("hang never answers and latency answers late", () =>
  withLago({}, async ({ sandbox, ok }) => {
    sandbox.control.setFaults([{ kind: "hang", times: 1 }, { kind: "latency", ms: 30, times: 1 }]);
    const signal = AbortSignal.timeout(60);
    await assert.rejects(fetch(`${sandbox.apiUrl}/api/v1/plans`, { signal }));
    const before = performance.now();
    await ok("GET", "/plans");
    assert.ok(performance.now() - before >= 29);
  }));

Deno.test("faults are set, shown and cleared over HTTP", () =>
  withLago({}, async ({ sandbox, call, ok }) => {
    const url = `${sandbox.apiUrl}/__sandbox/faults`;
    const rules = [{ match: { pathPrefix: "/plans" }, kind: "status", status: 500, times: 2 }];
    const put = await fetch(url, { method: "PUT", body: JSON.stringify(rules) });
    assert.equal((await put.json())[0].left, 2);
    assert.equal((await call("GET", "/plans")).status, 500);
    await ok("GET", "/customers");
    await (await fetch(url, { method: "DELETE" })).body?.cancel();
    await ok("GET", "/plans");
    const bad = await fetch(url, { method: "PUT", body: '[{"kind":"nonsense"}]' });
    assert.equal(bad.status, 422);
    await bad.body?.cancel();
  }));

Deno.test("the same seed draws the same faults", () => {
  const drawn = () => {
    const faults = new Faults(seededRandom(42));
    faults.set([{ kind: "hang", probability: 0.3 }]);
    return Array.from({ length: 200 }, () => faults.take("GET", "/x") !== undefined);
  };
  assert.deepEqual(drawn(), drawn());
  const share = drawn().filter((is) => is).length / 200;
  assert.ok(share > 0.2 && share < 0.4, String(share));
});

Deno.test("over the limit is 429 with headers", () =>
  withLago({ rateLimits: { other: 3 } }, async ({ call }) => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => call("GET", "/plans")));
    const refused = answers.filter(({ status }) => status === 429);
    // The ten may fall into two seconds, each with three to give.
    assert.ok(refused.length >= 4, String(refused.length));
    assert.equal(refused[0].headers.get("x-ratelimit-remaining"), "0");
    assert.equal(refused[0].headers.get("x-ratelimit-limit"), "3");
  }));

Deno.test("a stale total lags behind the pages", () =>
  withLago({ staleTotals: true }, async (lago) => {
    type List = { customers: unknown[]; meta: { total_count: number; next_page: number | null } };
    lago.sandbox.control.ensureCustomer({ external_id: "1" });
    await lago.ok("GET", "/customers?per_page=1");
    lago.sandbox.control.ensureCustomer({ external_id: "2" });
    const second = await lago.ok<List>("GET", "/customers?per_page=1&page=2");
    assert.equal(second.customers.length, 1);
    assert.equal(second.meta.total_count, 1);
    lago.clock.nowMs += 31 * 60_000;
    const later = await lago.ok<List>("GET", "/customers?per_page=1");
    assert.deepEqual([later.meta.total_count, later.meta.next_page], [2, 2]);
  }));

Deno.test("everything survives a restart on a file", async () => {
  const folder = await Deno.makeTempDir();
  const dbPath = `${folder}/lago.db`;
  try {
    await withLago({ dbPath }, async (lago) => {
      seedCharging(lago);
      await lago.ok("POST", "/events", { event: usageEvent("a", "1.5") });
    });
    await withLago({ dbPath }, async (lago) => {
      await lago.ok("GET", "/subscriptions/sub");
      const repeat = await lago.call("POST", "/events", { event: usageEvent("a", "1.5") });
      assert.equal(repeat.status, 422);
      assert.equal(lago.sandbox.control.sumUsage("value"), "1.5");
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
