import assert from "node:assert/strict";
import { seedCharging, type TestLago, usageEvent, withLago } from "../testing.ts";

const HOUR_MS = 3_600_000;

/** One final invoice over 4.00, and a fresh link to its customer's portal. */
async function billed(lago: TestLago): Promise<{ invoiceId: string; link: string }> {
  seedCharging(lago, {}, { name: 'Ada <b>"Berg"</b>' });
  await lago.ok("POST", "/events", { event: usageEvent("a", "10") });
  lago.clock.nowMs = Date.parse("2026-02-01T00:00:00Z");
  lago.sandbox.control.closePeriods(lago.clock.nowMs);
  return {
    invoiceId: lago.sandbox.control.invoices("cus")[0].lago_id,
    link: await linkOf(lago, "cus"),
  };
}

async function linkOf({ ok }: TestLago, customer: string): Promise<string> {
  type Link = { customer: { portal_url: string } };
  return (await ok<Link>("GET", `/customers/${customer}/portal_url`)).customer.portal_url;
}

async function open(link: string, pay?: string) {
  const response = await fetch(link, {
    redirect: "manual",
    ...(pay === undefined ? {} : { method: "POST", body: new URLSearchParams({ invoice: pay }) }),
  });
  return {
    status: response.status,
    location: response.headers.get("location"),
    headers: response.headers,
    text: await response.text(),
  };
}

Deno.test("the portal shows whose it is and what is open, as text and not as markup", () =>
  withLago({}, async (lago) => {
    const { link } = await billed(lago);
    const page = await open(link);
    assert.equal(page.status, 200);
    assert.match(page.headers.get("content-type")!, /^text\/html/);
    assert.equal(page.headers.get("referrer-policy"), "no-referrer");
    assert.match(page.text, /Ada &lt;b&gt;&quot;Berg&quot;/);
    assert.match(page.text, /€4\.00/);
    assert.match(page.text, /aria-label="Pay invoice LAG-/);
  }));

Deno.test("a payment settles the invoice, tells by webhook, and is made once however often it is sent", () =>
  withLago({}, async (lago) => {
    const told: string[] = [];
    const hook = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
      told.push((await request.json()).webhook_type);
      return new Response("ok");
    });
    await lago.ok("POST", "/webhook_endpoints", {
      webhook_endpoint: { webhook_url: `http://127.0.0.1:${hook.addr.port}/` },
    });
    const { invoiceId, link } = await billed(lago);
    const [first, second] = [await open(link, invoiceId), await open(link, invoiceId)];
    assert.deepEqual([first.status, second.status], [303, 303]);
    assert.equal(first.location, second.location);
    const [invoice] = lago.sandbox.control.invoices("cus");
    assert.deepEqual(
      [invoice.payment_status, invoice.total_due_amount_cents, invoice.total_paid_amount_cents],
      ["succeeded", 0, 400],
    );
    const after = await open(new URL(first.location!, link).href);
    assert.match(after.text, /is paid\. Go back/);
    assert.match(after.text, /Nothing is open/);
    await lago.sandbox.control.webhooksSettled();
    for (const type of ["payment.succeeded", "invoice.payment_status_updated"]) {
      assert.equal(told.filter((each) => each === type).length, 1, type);
    }
    await hook.shutdown();
  }));

Deno.test("another customer's invoice is not paid, and the page claims nothing", () =>
  withLago({}, async (lago) => {
    const { invoiceId } = await billed(lago);
    lago.sandbox.control.ensureCustomer({ external_id: "other", name: "Bo" });
    const link = await linkOf(lago, "other");
    for (const id of [invoiceId, "no-such", ""]) {
      assert.equal((await open(link, id)).location, new URL(link).pathname);
    }
    assert.equal(lago.sandbox.control.invoices("cus")[0].payment_status, "pending");
    const { number } = lago.sandbox.control.invoices("cus")[0];
    assert.doesNotMatch((await open(`${link}?paid=${number}`)).text, /is paid/);
  }));

Deno.test("a link that was changed, is too old or was never made: a page that says so", () =>
  withLago({}, async (lago) => {
    const { invoiceId, link } = await billed(lago);
    const [claim, signature] = link.split("/").at(-1)!.split(".");
    const forged = (token: string) => `${lago.sandbox.apiUrl}/customer-portal/${token}`;
    const late = btoa(`${lago.clock.nowMs + 99 * HOUR_MS} x y`).replace(/=+$/, "");
    for (const token of ["", "abc", `${late}.${signature}`, `${claim}.`, `${claim}.AAAA`]) {
      const page = await open(forged(token));
      assert.deepEqual([page.status, /This link has ended/.test(page.text)], [404, true], token);
    }
    lago.clock.nowMs += 12 * HOUR_MS - 1;
    assert.equal((await open(link)).status, 200);
    lago.clock.nowMs += 1;
    assert.equal((await open(link, invoiceId)).status, 404);
    assert.equal(lago.sandbox.control.invoices("cus")[0].payment_status, "pending");
  }));
