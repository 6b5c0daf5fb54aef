import assert from "node:assert/strict";
import { seedCharging, usageEvent, withLago } from "../testing.ts";

interface PlanBody {
  plan: { charges: { code: string; charge_model: string; properties: { amount?: string } }[] };
}

Deno.test("a plan's code is unique, its charges need a metric and fitting properties", () =>
  withLago({}, async (lago) => {
    const metric = seedCharging(lago);
    const create = (code: string, charge: object) =>
      lago.call<{ code: string; error_details: unknown }>("POST", "/plans", {
        plan: {
          name: "P",
          code,
          interval: "monthly",
          amount_cents: 0,
          amount_currency: "EUR",
          pay_in_advance: false,
          charges: [{ billable_metric_id: metric.lago_id, charge_model: "standard", ...charge }],
        },
      });
    const fine = { properties: { amount: "1" } };
    assert.deepEqual((await create("charging", fine)).body.error_details, {
      code: ["value_already_exist"],
    });
    const absent = await create("p", { ...fine, billable_metric_id: "none" });
    assert.equal(absent.body.code, "billable_metric_not_found");
    assert.deepEqual((await create("p", {})).body.error_details, { amount: ["invalid_amount"] });
    const gap = [
      { from_value: 0, to_value: 10, per_unit_amount: "1", flat_amount: "0" },
      { from_value: 12, to_value: null, per_unit_amount: "1", flat_amount: "0" },
    ];
    const holed = await create("p", {
      charge_model: "graduated",
      properties: { graduated_ranges: gap },
    });
    assert.deepEqual(holed.body.error_details, { graduated_ranges: ["invalid_graduated_ranges"] });
    assert.equal((await create("p", fine)).status, 200);
  }));

Deno.test("a charge is changed in place and the running usage is priced anew", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    await lago.ok("POST", "/events", { event: usageEvent("a", "10") });
    await lago.ok("PUT", "/plans/charging/charges/ev_charging_kwh", {
      charge: { properties: { amount: "0.5" } },
    });
    const { plan } = await lago.ok<PlanBody>("GET", "/plans/charging");
    assert.deepEqual(plan.charges.map((one) => [one.charge_model, one.properties.amount]), [
      ["standard", "0.5"],
    ]);
    type Usage = { customer_usage: { amount_cents: number } };
    const path = "/customers/cus/current_usage?external_subscription_id=sub";
    assert.equal((await lago.ok<Usage>("GET", path)).customer_usage.amount_cents, 500);
  }));

Deno.test("filters price the events whose properties they name", () =>
  withLago({}, async (lago) => {
    const metric = seedCharging(lago);
    await lago.ok("PUT", "/plans/charging", {
      plan: {
        charges: [{
          billable_metric_id: metric.lago_id,
          charge_model: "standard",
          properties: { amount: "0.4" },
          filters: [{ values: { site: ["night"] }, properties: { amount: "0.1" } }],
        }],
      },
    });
    const night = usageEvent("b", "10");
    await lago.ok("POST", "/events/batch", {
      events: [usageEvent("a", "10"), { ...night, properties: { value: "10", site: "night" } }],
    });
    lago.clock.nowMs = Date.parse("2026-02-01T00:00:00Z");
    lago.sandbox.control.closePeriods(lago.clock.nowMs);
    assert.equal(lago.sandbox.control.invoices("cus")[0].total_amount_cents, 500);
  }));

Deno.test("an estimate is the price of one more event and stores nothing", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    type Fees = { fees: { amount_cents: number; units: string }[] };
    const { transaction_id: _, ...event } = usageEvent("", "2.5");
    const { fees } = await lago.ok<Fees>("POST", "/events/estimate_fees", { event });
    assert.deepEqual(fees.map((fee) => [fee.units, fee.amount_cents]), [["2.5", 100]]);
    assert.equal(lago.sandbox.control.countEvents(), 0);
  }));

Deno.test("a charge in advance makes a fee of its event and is not billed again", () =>
  withLago({}, async (lago) => {
    const metric = seedCharging(lago);
    await lago.ok("PUT", "/plans/charging", {
      plan: {
        charges: [{
          billable_metric_id: metric.lago_id,
          charge_model: "standard",
          properties: { amount: "0.4" },
          pay_in_advance: true,
          invoiceable: false,
        }],
      },
    });
    await lago.ok("POST", "/events", { event: usageEvent("a", "10") });
    lago.sandbox.control.flushEvents();
    type Fees = { fees: { amount_cents: number }[] };
    const { fees } = await lago.ok<Fees>("GET", "/fees?event_transaction_id=a");
    assert.deepEqual(fees.map((fee) => fee.amount_cents), [400]);
    lago.clock.nowMs = Date.parse("2026-02-01T00:00:00Z");
    lago.sandbox.control.closePeriods(lago.clock.nowMs);
    assert.equal(lago.sandbox.control.invoices("cus")[0].total_amount_cents, 0);
  }));
