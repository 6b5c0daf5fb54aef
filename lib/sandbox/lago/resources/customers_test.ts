import assert from "node:assert/strict";
import { seedCharging, usageEvent, withLago } from "../testing.ts";

type CustomerBody = { customer: Record<string, unknown> & { lago_id: string } };

Deno.test("a customer is created and then updated by its external id", () =>
  withLago({}, async ({ ok }) => {
    const first = await ok<CustomerBody>("POST", "/customers", {
      customer: {
        external_id: "a/b c",
        name: "Ada",
        email: "ada@example.org",
        legal_name: "Ada Ltd",
      },
    });
    const second = await ok<CustomerBody>("POST", "/customers", {
      customer: { external_id: "a/b c", name: "Ada L." },
    });
    assert.equal(second.customer.lago_id, first.customer.lago_id);
    const path = `/customers/${encodeURIComponent("a/b c")}`;
    const { customer } = await ok<CustomerBody>("GET", path);
    assert.deepEqual(
      [customer.name, customer.email, customer.legal_name],
      ["Ada L.", "ada@example.org", "Ada Ltd"],
    );
  }));

Deno.test("the currency of a billed customer is fixed", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    const answer = await lago.call<{ error_details: unknown }>("POST", "/customers", {
      customer: { external_id: "cus", currency: "USD" },
    });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body.error_details, { currency: ["currencies_does_not_match"] });
  }));

Deno.test("each portal link is new, a checkout link needs a provider", () =>
  withLago({}, async ({ ok, call, sandbox: { control } }) => {
    control.ensureCustomer({ external_id: "cus" });
    const link = async () =>
      (await ok<CustomerBody>("GET", "/customers/cus/portal_url")).customer.portal_url;
    assert.notEqual(await link(), await link());
    assert.equal((await call("POST", "/customers/cus/checkout_url")).status, 422);
  }));

Deno.test("a deleted customer is gone and its subscription ended", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    await lago.ok("DELETE", "/customers/cus");
    assert.equal((await lago.call("GET", "/customers/cus")).status, 404);
    assert.equal((await lago.call("GET", "/subscriptions/sub")).status, 404);
    await lago.ok("GET", "/subscriptions/sub?status=terminated");
  }));

Deno.test("current usage is broken down by charge and past usage by period", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    await lago.ok("POST", "/events", { event: usageEvent("a", "2.5") });
    type Usage = {
      customer_usage: {
        amount_cents: number;
        charges_usage: { units: string; billable_metric: { code: string } }[];
      };
    };
    const query = "external_subscription_id=sub";
    const { customer_usage } = await lago.ok<Usage>("GET", `/customers/cus/current_usage?${query}`);
    assert.equal(customer_usage.amount_cents, 100);
    assert.deepEqual(
      customer_usage.charges_usage.map((one) => [one.billable_metric.code, one.units]),
      [["ev_charging_kwh", "2.5"]],
    );
    lago.clock.nowMs = Date.parse("2026-02-01T00:00:00Z");
    lago.sandbox.control.closePeriods(lago.clock.nowMs);
    type Past = { usage_periods: { amount_cents: number }[] };
    const past = await lago.ok<Past>("GET", `/customers/cus/past_usage?${query}`);
    assert.deepEqual(past.usage_periods.map(({ amount_cents }) => amount_cents), [100]);
    const now = await lago.ok<Usage>("GET", `/customers/cus/current_usage?${query}`);
    assert.equal(now.customer_usage.amount_cents, 0);
  }));
