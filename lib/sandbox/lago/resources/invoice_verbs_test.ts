import assert from "node:assert/strict";
import { seedCharging, type TestLago, usageEvent, withLago } from "../testing.ts";
import { until } from "@/tests/support/until.ts";

interface Answer {
  invoice: {
    lago_id: string;
    status: string;
    payment_status: string;
    file_url: string | null;
    total_amount_cents: number;
    total_due_amount_cents: number;
    credit_notes_amount_cents: number;
    fees: { lago_id: string }[];
  };
}

/** One final invoice over 4.00. */
async function billed(lago: TestLago, customer = {}): Promise<string> {
  seedCharging(lago, {}, customer);
  await lago.ok("POST", "/events", { event: usageEvent("a", "10") });
  lago.clock.nowMs = Date.parse("2026-02-01T00:00:00Z");
  lago.sandbox.control.closePeriods(lago.clock.nowMs);
  return lago.sandbox.control.invoices("cus")[0].lago_id;
}

Deno.test("the PDF appears later and can be downloaded", () =>
  withLago({ pdfDelayMs: 30 }, async (lago) => {
    const id = await billed(lago);
    const first = await lago.ok<Answer>("POST", `/invoices/${id}/download`);
    assert.equal(first.invoice.file_url, null);
    const url = await until(
      "the file",
      async () => (await lago.ok<Answer>("POST", `/invoices/${id}/download`)).invoice.file_url,
    );
    const response = await fetch(url);
    assert.equal(response.headers.get("content-type"), "application/pdf");
    const bytes = await response.bytes();
    assert.equal(new TextDecoder().decode(bytes.slice(0, 5)), "%PDF-");
    const pages = new TextDecoder("latin1").decode(bytes).match(/\/Type \/Page\b/g);
    assert.equal(pages?.length, 1);
  }));

Deno.test("void needs a final and unpaid invoice", () =>
  withLago({}, async (lago) => {
    const id = await billed(lago);
    lago.sandbox.control.payInvoice(id);
    assert.equal((await lago.call("POST", `/invoices/${id}/void`)).status, 405);
    const forced = await lago.ok<Answer>("POST", `/invoices/${id}/void`, {
      generate_credit_note: true,
      refund_amount: 300,
      credit_amount: 100,
    });
    assert.equal(forced.invoice.status, "voided");
    assert.equal((await lago.call("POST", `/invoices/${id}/void`)).status, 405);
    type Notes = { credit_notes: { total_amount_cents: number }[] };
    const { credit_notes } = await lago.ok<Notes>("GET", "/credit_notes");
    assert.deepEqual(credit_notes.map((note) => note.total_amount_cents), [400]);
  }));

Deno.test("an unpaid invoice is voided without a body", () =>
  withLago({}, async (lago) => {
    const id = await billed(lago);
    assert.equal((await lago.ok<Answer>("POST", `/invoices/${id}/void`)).invoice.status, "voided");
  }));

Deno.test("payments add up to a paid invoice and no further", () =>
  withLago({}, async (lago) => {
    const invoice_id = await billed(lago);
    const pay = (amount_cents: number) =>
      lago.call("POST", "/payments", { payment: { invoice_id, amount_cents, reference: "bank" } });
    assert.equal((await pay(401)).status, 422);
    assert.equal((await pay(150)).status, 200);
    assert.equal((await pay(251)).status, 422);
    assert.equal((await pay(250)).status, 200);
    const { invoice } = await lago.ok<Answer>("GET", `/invoices/${invoice_id}`);
    assert.deepEqual([invoice.payment_status, invoice.total_due_amount_cents], ["succeeded", 0]);
    assert.equal((await pay(1)).status, 422);
    assert.equal((await lago.call("POST", `/invoices/${invoice_id}/retry_payment`)).status, 405);
  }));

Deno.test("retry_payment ends as the provider says", () =>
  withLago({}, async (lago) => {
    const id = await billed(lago, { billing_configuration: { payment_provider: "stripe" } });
    const retry = async () =>
      (await lago.ok<Answer>("POST", `/invoices/${id}/retry_payment`)).invoice.payment_status;
    lago.sandbox.control.setPaymentOutcome("failed");
    assert.equal(await retry(), "failed");
    lago.sandbox.control.setPaymentOutcome("succeeded");
    assert.equal(await retry(), "succeeded");
  }));

Deno.test("a payment link needs a provider and something to pay", () =>
  withLago({}, async (lago) => {
    const id = await billed(lago);
    assert.equal((await lago.call("POST", `/invoices/${id}/payment_url`)).status, 422);
    await lago.ok("POST", "/customers", {
      customer: { external_id: "cus", billing_configuration: { payment_provider: "stripe" } },
    });
    type Link = { invoice_payment_details: { payment_url: string } };
    const link = await lago.ok<Link>("POST", `/invoices/${id}/payment_url`);
    assert.match(link.invoice_payment_details.payment_url, /^http/);
  }));

Deno.test("retry is for a failed generation alone", () =>
  withLago({}, async (lago) => {
    const id = await billed(lago);
    assert.equal((await lago.call("POST", `/invoices/${id}/retry`)).status, 405);
    lago.sandbox.control.failInvoice(id);
    const { invoice } = await lago.ok<Answer>("POST", `/invoices/${id}/retry`);
    assert.deepEqual([invoice.status, invoice.total_amount_cents], ["finalized", 400]);
  }));

Deno.test("a credit note is used up by the next invoice and cannot exceed its own", () =>
  withLago({}, async (lago) => {
    const invoice_id = await billed(lago);
    const give = (credit_amount_cents: number) =>
      lago.call("POST", "/credit_notes", { credit_note: { invoice_id, credit_amount_cents } });
    assert.equal((await give(401)).status, 422);
    assert.equal((await give(150)).status, 200);
    assert.equal((await give(251)).status, 422);
    await lago.ok("POST", "/events", { event: usageEvent("b", "10", "2026-02-05T00:00:00Z") });
    lago.clock.nowMs = Date.parse("2026-03-01T00:00:00Z");
    lago.sandbox.control.closePeriods(lago.clock.nowMs);
    const [next] = lago.sandbox.control.invoices("cus");
    assert.deepEqual([next.credit_notes_amount_cents, next.total_amount_cents], [150, 250]);
  }));

Deno.test("a one-off invoice of add-ons is final at once, and each call makes another", () =>
  withLago({}, async (lago) => {
    lago.sandbox.control.ensureCustomer({ external_id: "cus" });
    lago.sandbox.control.ensureAddOn({
      name: "Card",
      code: "card",
      amount_cents: 1250,
      amount_currency: "EUR",
    });
    const body = {
      invoice: { external_customer_id: "cus", fees: [{ add_on_code: "card", units: 2 }] },
    };
    const { invoice } = await lago.ok<Answer>("POST", "/invoices", body);
    assert.deepEqual([invoice.status, invoice.total_amount_cents], ["finalized", 2500]);
    await lago.ok("POST", "/invoices", body);
    assert.equal(lago.sandbox.control.invoices("cus").length, 2);
  }));

Deno.test("only a draft can be deleted, and a preview stores nothing", () =>
  withLago({}, async (lago) => {
    const id = await billed(lago);
    assert.equal((await lago.call("DELETE", `/invoices/${id}`)).status, 405);
    await lago.ok("POST", "/events", { event: usageEvent("b", "5", "2026-02-01T00:00:00Z") });
    const preview = await lago.ok<Answer>("POST", "/invoices/preview", {
      customer: { external_id: "cus" },
      subscriptions: { external_ids: ["sub"] },
    });
    assert.equal(preview.invoice.total_amount_cents, 200);
    assert.equal(lago.sandbox.control.invoices("cus").length, 1);
  }));
