import assert from "node:assert/strict";
import { seedCharging, withLago } from "../testing.ts";

interface Body {
  subscription: {
    lago_id: string;
    status: string;
    metadata: Record<string, string>;
    current_billing_period_ending_at: string | null;
  };
}

Deno.test("the same external id and plan is the same subscription", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    const body = {
      subscription: { external_customer_id: "cus", plan_code: "charging", external_id: "sub" },
    };
    const [a, b] = [
      await lago.ok<Body>("POST", "/subscriptions", body),
      await lago.ok<Body>("POST", "/subscriptions", body),
    ];
    assert.equal(a.subscription.lago_id, b.subscription.lago_id);
    assert.equal(a.subscription.current_billing_period_ending_at, "2026-01-31T23:59:59Z");
  }));

Deno.test("metadata is replaced as a whole", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    const put = (metadata: object) =>
      lago.ok<Body>("PUT", "/subscriptions/sub", { subscription: { metadata } });
    await put({ a: "1", b: "2" });
    assert.deepEqual((await put({ c: "3" })).subscription.metadata, { c: "3" });
  }));

Deno.test("unknown customer and plan are 404", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    const subscribe = (external_customer_id: string, plan_code: string) =>
      lago.call<{ code: string }>("POST", "/subscriptions", {
        subscription: { external_customer_id, plan_code, external_id: "new" },
      });
    assert.equal((await subscribe("none", "charging")).body.code, "customer_not_found");
    assert.equal((await subscribe("cus", "none")).body.code, "plan_not_found");
  }));

Deno.test("a subscription starts and ends at its times", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    const { subscription } = await lago.ok<Body>("POST", "/subscriptions", {
      subscription: {
        external_customer_id: "cus",
        plan_code: "charging",
        external_id: "later",
        subscription_at: "2026-01-15T00:00:00Z",
        ending_at: "2026-01-20T00:00:00Z",
      },
    });
    assert.equal(subscription.status, "pending");
    const statusAt = async (at: string, status: string) => {
      lago.clock.nowMs = Date.parse(at);
      lago.sandbox.control.closePeriods(lago.clock.nowMs);
      return (await lago.call("GET", `/subscriptions/later?status=${status}`)).status;
    };
    assert.equal(await statusAt("2026-01-15T00:00:00Z", "active"), 200);
    assert.equal(await statusAt("2026-01-20T00:00:00Z", "terminated"), 200);
  }));

Deno.test("a pending subscription that is ended is canceled", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    await lago.ok("POST", "/subscriptions", {
      subscription: {
        external_customer_id: "cus",
        plan_code: "charging",
        external_id: "later",
        subscription_at: "2026-05-01T00:00:00Z",
      },
    });
    assert.equal((await lago.call("DELETE", "/subscriptions/later")).status, 404);
    const { subscription } = await lago.ok<Body>("DELETE", "/subscriptions/later?status=pending");
    assert.equal(subscription.status, "canceled");
  }));

Deno.test("the list shows active ones unless another status is asked for", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    await lago.ok("DELETE", "/subscriptions/sub");
    const count = async (query: string) =>
      (await lago.ok<{ subscriptions: unknown[] }>("GET", `/subscriptions${query}`)).subscriptions
        .length;
    assert.equal(await count("?external_customer_id=cus"), 0);
    assert.equal(await count("?status[]=terminated&status[]=active&plan_code=charging"), 1);
    assert.equal(await count("?status[]=terminated&plan_code=other"), 0);
  }));
