import assert from "node:assert/strict";
import { seedCharging, type TestLago, usageEvent, withLago } from "../testing.ts";

interface InvoiceBody {
  lago_id: string;
  number: string;
  status: string;
  payment_status: string;
  payment_overdue: boolean;
  issuing_date: string;
  fees_amount_cents: number;
  coupons_amount_cents: number;
  taxes_amount_cents: number;
  total_amount_cents: number;
  fees: { units: string; amount_cents: number; precise_amount: string; item: { type: string } }[];
}

function closeAt(lago: TestLago, at: string): void {
  lago.clock.nowMs = Date.parse(at);
  lago.sandbox.control.closePeriods(lago.clock.nowMs);
}

async function invoices(lago: TestLago, query = ""): Promise<InvoiceBody[]> {
  const path = `/invoices?external_customer_id=cus${query}`;
  const list = await lago.ok<{ invoices: InvoiceBody[] }>("GET", path);
  return await Promise.all(
    list.invoices.map(async ({ lago_id }) =>
      (await lago.ok<{ invoice: InvoiceBody }>("GET", `/invoices/${lago_id}`)).invoice
    ),
  );
}

const send = (lago: TestLago, ...events: unknown[]) => lago.ok("POST", "/events/batch", { events });

Deno.test("usage of a month becomes one final invoice when there is no grace", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    await send(lago, usageEvent("a", "10.5"), usageEvent("b", "0.123", "2026-01-31T23:59:59Z"));
    closeAt(lago, "2026-02-01T00:00:00Z");
    closeAt(lago, "2026-02-01T00:00:00Z");
    const [invoice, ...others] = await invoices(lago);
    assert.equal(others.length, 0);
    assert.equal(invoice.status, "finalized");
    assert.match(invoice.number, /-001$/);
    assert.deepEqual(
      invoice.fees.filter((fee) => fee.item.type === "charge")
        .map((fee) => [fee.units, fee.precise_amount, fee.amount_cents]),
      [["10.623", "4.2492", 425]],
    );
    assert.equal(invoice.total_amount_cents, 425);
  }));

Deno.test("a draft takes late events until its grace is over, a final invoice takes none", () =>
  withLago({}, async (lago) => {
    seedCharging(lago, {}, { billing_configuration: { invoice_grace_period: 3 } });
    await send(lago, usageEvent("a", "10"));
    closeAt(lago, "2026-02-01T00:10:00Z");
    const [draft] = await invoices(lago, "&statuses[]=draft");
    assert.equal(draft.total_amount_cents, 400);
    assert.equal(draft.issuing_date, "2026-02-04");
    await send(lago, usageEvent("late", "5", "2026-01-31T22:00:00Z"));
    const refreshed = await lago.ok<{ invoice: InvoiceBody }>(
      "PUT",
      `/invoices/${draft.lago_id}/refresh`,
    );
    assert.equal(refreshed.invoice.total_amount_cents, 600);
    closeAt(lago, "2026-02-04T00:00:00Z");
    await send(lago, usageEvent("too-late", "100", "2026-01-31T22:00:00Z"));
    closeAt(lago, "2026-03-04T00:00:00Z");
    const all = await invoices(lago);
    assert.deepEqual(all.map((one) => [one.status, one.total_amount_cents]), [
      ["finalized", 0],
      ["finalized", 600],
    ]);
    assert.equal((await lago.call("PUT", `/invoices/${draft.lago_id}/refresh`)).status, 405);
    assert.equal((await lago.call("PUT", `/invoices/${draft.lago_id}/finalize`)).status, 405);
  }));

Deno.test("events before the start and after the end are stored and not billed", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    await send(lago, usageEvent("early", "100", "2026-01-10T11:59:59Z"), usageEvent("in", "1"));
    lago.clock.nowMs = Date.parse("2026-01-20T00:00:00Z");
    await lago.ok("DELETE", "/subscriptions/sub");
    await send(lago, usageEvent("after", "100", "2026-01-20T00:00:01Z"));
    closeAt(lago, "2026-02-01T00:00:00Z");
    assert.deepEqual((await invoices(lago)).map((one) => one.total_amount_cents), [40]);
    assert.equal(lago.sandbox.control.countEvents(), 3);
  }));

Deno.test("the base fee is shared by days in the first month and whole after it", () =>
  withLago({}, async (lago) => {
    seedCharging(lago, { amount_cents: 3100 });
    closeAt(lago, "2026-03-01T00:00:00Z");
    assert.deepEqual((await invoices(lago)).map((one) => one.fees_amount_cents), [3100, 2200]);
  }));

Deno.test("a base fee in advance is billed at the start and with the usage of each month", () =>
  withLago({}, async (lago) => {
    seedCharging(lago, { amount_cents: 3100, pay_in_advance: true });
    assert.deepEqual((await invoices(lago)).map((one) => one.fees_amount_cents), [2200]);
    await send(lago, usageEvent("a", "10"));
    closeAt(lago, "2026-02-01T00:00:00Z");
    assert.deepEqual((await invoices(lago)).map((one) => one.fees_amount_cents), [3500, 2200]);
  }));

Deno.test("taxes are added after a percentage coupon", () =>
  withLago({}, async (lago) => {
    lago.sandbox.control.ensureTax({
      name: "VAT",
      code: "vat",
      rate: 19,
      applied_to_organization: true,
    });
    seedCharging(lago);
    await lago.ok("POST", "/coupons", {
      coupon: {
        name: "Half",
        code: "half",
        coupon_type: "percentage",
        percentage_rate: "50",
        frequency: "recurring",
        frequency_duration: 1,
      },
    });
    await lago.ok("POST", "/applied_coupons", {
      applied_coupon: { external_customer_id: "cus", coupon_code: "half" },
    });
    await send(lago, usageEvent("a", "10"), usageEvent("b", "10", "2026-02-10T00:00:00Z"));
    closeAt(lago, "2026-03-01T00:00:00Z");
    const sums = (await invoices(lago)).map((one) => [
      one.fees_amount_cents,
      one.coupons_amount_cents,
      one.taxes_amount_cents,
      one.total_amount_cents,
    ]);
    assert.deepEqual(sums, [[400, 0, 76, 476], [400, 200, 38, 238]]);
  }));

Deno.test("a full coupon makes an invoice of nothing that counts as paid", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    await lago.ok("POST", "/coupons", {
      coupon: {
        name: "Comped",
        code: "comped",
        coupon_type: "percentage",
        percentage_rate: "100",
        frequency: "forever",
      },
    });
    const { applied_coupon } = await lago.ok<{ applied_coupon: { lago_id: string } }>(
      "POST",
      "/applied_coupons",
      { applied_coupon: { external_customer_id: "cus", coupon_code: "comped" } },
    );
    await send(lago, usageEvent("a", "10"), usageEvent("b", "10", "2026-02-10T00:00:00Z"));
    closeAt(lago, "2026-02-01T00:00:00Z");
    await lago.ok("DELETE", `/customers/cus/applied_coupons/${applied_coupon.lago_id}`);
    closeAt(lago, "2026-03-01T00:00:00Z");
    assert.deepEqual(
      (await invoices(lago)).map((one) => [one.total_amount_cents, one.payment_status]),
      [
        [400, "pending"],
        [0, "succeeded"],
      ],
    );
  }));

Deno.test("an unpaid invoice is overdue after its due day", () =>
  withLago({}, async (lago) => {
    seedCharging(lago, {}, { net_payment_term: 10 });
    await send(lago, usageEvent("a", "10"));
    closeAt(lago, "2026-02-01T00:00:00Z");
    closeAt(lago, "2026-02-11T23:00:00Z");
    assert.equal((await invoices(lago, "&payment_overdue=true")).length, 0);
    closeAt(lago, "2026-02-12T00:00:00Z");
    assert.equal((await invoices(lago, "&payment_overdue=true")).length, 1);
  }));

Deno.test("a dearer plan bills the old one at once, a cheaper one waits for the month's end", () =>
  withLago({}, async (lago) => {
    const metric = seedCharging(lago);
    lago.sandbox.control.ensurePlan({
      name: "Gold",
      code: "gold",
      interval: "monthly",
      amount_cents: 1000,
      amount_currency: "EUR",
      pay_in_advance: false,
      charges: [{
        billable_metric_id: metric.lago_id,
        charge_model: "standard",
        properties: { amount: "0.10" },
      }],
    });
    const take = (plan_code: string) =>
      lago.ok<{ subscription: { plan_code: string; next_plan_code: string | null } }>(
        "POST",
        "/subscriptions",
        { subscription: { external_customer_id: "cus", external_id: "sub", plan_code } },
      );
    await send(lago, usageEvent("a", "10"));
    lago.clock.nowMs = Date.parse("2026-01-15T00:00:00Z");
    assert.equal((await take("gold")).subscription.plan_code, "gold");
    assert.deepEqual((await invoices(lago)).map((one) => one.total_amount_cents), [400]);
    await send(lago, usageEvent("b", "10", "2026-01-16T00:00:00Z"));
    const down = (await take("charging")).subscription;
    assert.deepEqual([down.plan_code, down.next_plan_code], ["gold", "charging"]);
    closeAt(lago, "2026-02-01T00:00:00Z");
    await send(lago, usageEvent("c", "10", "2026-02-02T00:00:00Z"));
    closeAt(lago, "2026-03-01T00:00:00Z");
    // 17 of 31 days of 10.00 are 5.48, and 10 kWh at 0.10.
    assert.deepEqual((await invoices(lago)).map((one) => one.total_amount_cents), [400, 648, 400]);
  }));
