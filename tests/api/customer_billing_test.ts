import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { emailOutbox, lagoInvoices, lagoWallets, userMappings } from "@/db/schema/mod.ts";
import { copyLago, CUSTOMER, startBilledLago } from "@/lib/billing/driver/test_world.ts";
import { processWebhookEvents } from "@/lib/lago/mod.ts";
import { startTestApp } from "@/tests/support/app.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

Deno.test("a driver's billing over HTTP", async (t) => {
  const { sandbox, lago } = await startBilledLago({ pdfDelayMs: 60_000 });
  const app = await startTestApp({
    config: {
      LAGO_API_URL: sandbox.apiUrl,
      LAGO_API_KEY: "key",
      LAGO_WEBHOOK_HMAC_KEY: "hmac",
      OPERATOR_CONTACT_EMAIL: "op@example.org",
    },
  });
  const { db } = app.services;
  const world = await seedSampleWorld(db);
  const [ada, jean] = world.drivers;
  assert.equal(ada.id, CUSTOMER);
  const ctx = app.services.systemContext("test");
  await copyLago(ctx, lago);
  const cookie = await app.signInCustomer(ada.email);
  const jeans = await app.signInCustomer(jean.email);
  const get = (path: string, as = cookie, headers: Record<string, string> = {}) =>
    app.request("app", path, { cookie: as, headers });
  const pageOf = async (path: string, as = cookie) => {
    const response = await get(path, as);
    return { status: response.status, html: await response.text() };
  };
  const list = async (query = "", as = cookie) => {
    const response = await get(`/api/customer/invoices${query}`, as);
    return { status: response.status, body: await response.json() };
  };
  const lagoHears = async (webhookUrl: string) => {
    const response = await fetch(`${sandbox.apiUrl}/api/v1/webhook_endpoints`, {
      method: "POST",
      headers: { authorization: "Bearer key" },
      body: JSON.stringify({
        webhook_endpoint: { webhook_url: webhookUrl, signature_algo: "hmac" },
      }),
    });
    assert.equal(response.status, 200, await response.text());
  };
  const [february, january] = (await list()).body.invoices;
  const pdfPath = `/api/customer/invoices/${february.id}/pdf`;

  await t.step("401 without a session, 404 on the operators' host", async () => {
    for (const path of ["/api/customer/invoices", pdfPath]) {
      assert.equal((await app.request("app", path)).status, 401);
      assert.equal((await app.request("admin", path)).status, 404);
    }
  });

  await t.step("200: own invoices, filtered, page by page, without Lago's addresses", async () => {
    assert.deepEqual(
      [february.total_amount_cents, february.currency, february.file_url],
      [3145, "EUR", pdfPath],
    );
    assert.equal((await list("?status=paid")).body.invoices.length, 0);
    const first = (await list("?limit=1")).body;
    const second = (await list(`?limit=1&cursor=${first.next}`)).body;
    assert.deepEqual(
      [first.invoices[0].id, second.invoices[0].id, second.next],
      [february.id, january.id, null],
    );
    assert.deepEqual((await list("", jeans)).body, { invoices: [], next: null });
  });

  await t.step("400: an unknown status, a day that is none, a cursor of elsewhere", async () => {
    for (const query of ["?status=lost", "?from=2026-02-31", "?cursor=abc"]) {
      assert.equal((await list(query)).status, 400);
    }
    const backwards = await list("?from=2026-02-02&to=2026-02-01");
    assert.deepEqual([backwards.status, backwards.body.error], [400, "From is after To."]);
  });

  await t.step("202: the PDF is being made; the page without scripts asks again", async () => {
    const response = await get(pdfPath);
    assert.deepEqual([response.status, response.headers.get("retry-after")], [202, "3"]);
    assert.deepEqual(await response.json(), { status: "pending" });
    const page = await get(`/billing/invoices/${february.id}/pdf`);
    assert.equal(page.status, 202);
    assert.equal(
      page.headers.get("refresh"),
      `3; url=/billing/invoices/${february.id}/pdf?try=1`,
    );
    assert.match(await page.text(), /Your PDF is being made/);
    const last = await get(`/billing/invoices/${february.id}/pdf?try=20`);
    assert.equal(last.headers.get("refresh"), null);
    assert.match(await last.text(), /takes longer than usual/);
  });

  await t.step("200: the file's bytes, from here", async () => {
    const invoice = sandbox.control.lago.docs.get("invoice", february.id)!;
    sandbox.control.lago.docs.update("invoice", { ...invoice, has_file: true });
    for (const path of [pdfPath, `/billing/invoices/${february.id}/pdf`]) {
      const response = await get(path);
      assert.deepEqual(
        [response.status, response.headers.get("content-type"), response.headers.get("location")],
        [200, "application/pdf", null],
      );
      assert.match(
        response.headers.get("content-disposition")!,
        /^attachment; filename="[\w.-]+\.pdf"$/,
      );
      assert.equal((await response.text()).slice(0, 5), "%PDF-");
    }
    const posted = await app.request("app", pdfPath, { method: "POST", cookie });
    assert.deepEqual(await posted.json(), { status: "ready", url: pdfPath });
  });

  await t.step("404: another's and a missing invoice look the same", async () => {
    const answers = await Promise.all([
      get(pdfPath, jeans),
      get("/api/customer/invoices/no-such/pdf"),
    ]);
    const bodies = await Promise.all(answers.map((each) => each.text()));
    assert.deepEqual(answers.map((each) => each.status), [404, 404]);
    assert.equal(bodies[0], bodies[1]);
    assert.equal(JSON.parse(bodies[0]).error, "Invoice not found");
    for (const id of [february.id, "no-such"]) {
      const page = await pageOf(`/billing/invoices/${id}`, jeans);
      assert.equal(page.status, 404);
      assert.match(page.html, /Invoice not found/);
      assert.equal((await pageOf(`/billing/invoices/${id}/pdf`, jeans)).status, 404);
    }
  });

  await t.step("502: Lago down, or sending something that is no PDF", async () => {
    for (const kind of ["status", "garbage"] as const) {
      sandbox.control.setFaults([{ kind, ...(kind === "status" ? { status: 422 } : {}) }]);
      const response = await get(pdfPath);
      assert.equal(response.status, 502);
      const body = await response.json();
      assert.deepEqual([body.error, body.code], ["Failed to request PDF", "pdf_failed"]);
      const page = await pageOf(`/billing/invoices/${february.id}/pdf`);
      assert.equal(page.status, 502);
      assert.match(page.html, /Failed to request PDF/);
    }
    sandbox.control.clearFaults();
  });

  await t.step("the billing page: figures, filters as links, wallet, invoices", async () => {
    await db.insert(lagoWallets).values({
      lagoId: "no-such-wallet",
      externalCustomerId: CUSTOMER,
      status: "active",
      currency: "EUR",
      balanceCents: 2500,
      raw: { consumed_amount_cents: 300 },
    });
    const { status, html } = await pageOf("/billing");
    assert.equal(status, 200);
    for (
      const text of [
        "Amount due",
        "€87.85",
        "1 invoice overdue",
        "Overdue since",
        "Wallet",
        "€25.00",
        "The latest movements cannot be read right now",
        `/billing/invoices/${february.id}`,
        "/billing?status=open#invoices",
        "Open billing portal",
      ]
    ) assert.ok(html.includes(text), text);
    const filtered = await pageOf("/billing?status=voided&from=2026-01-01");
    assert.match(filtered.html, /No invoices to show/);
    assert.match(filtered.html, /Reset filters/);
  });

  await t.step("one invoice: fees with what they are for, taxes, total", async () => {
    const { status, html } = await pageOf(`/billing/invoices/${february.id}`);
    assert.equal(status, 200);
    for (
      const text of [
        "Charging",
        "50.5 kWh at €0.42 per kWh",
        "VAT (20 %)",
        "€31.45",
        "Download PDF",
      ]
    ) {
      assert.ok(html.includes(text), text);
    }
  });

  await t.step("what is owed says so, since when, and how to pay", async () => {
    const overdue = `/billing/invoices/${january.id}`;
    const { html } = await pageOf(overdue);
    assert.match(html, /€56\.40 overdue: it was due on \d+ \w+ 2026/);
    assert.ok(html.includes(`/billing/portal?from=${encodeURIComponent(overdue)}`));
    assert.match(html, /Pay in the customer portal/);
    assert.ok(
      html.includes(
        `mailto:op@example.org?subject=${encodeURIComponent(`Invoice ${january.number}`)}`,
      ),
    );
    assert.match((await pageOf(`/billing/invoices/${february.id}`)).html, /€31\.45 to pay by/);
    assert.match((await pageOf("/billing")).html, /€56\.40 overdue since \d+ \w+ 2026/);
    sandbox.control.setFaults([{ kind: "garbage" }]);
    const failed = await get(`/billing/portal?from=${encodeURIComponent(overdue)}`);
    sandbox.control.clearFaults();
    assert.equal(failed.headers.get("location"), `${overdue}?portal=off`);
    const without = (await pageOf(`${overdue}?portal=off`)).html;
    assert.ok(!without.includes("/billing/portal"));
    assert.match(without, /Write to your operator/);
  });

  await t.step(
    "400: days that are the wrong way round, said at the fields that keep them",
    async () => {
      const days = "from=2026-07-02&to=2026-07-01";
      for (const path of ["/billing", "/sessions"]) {
        const { status, html } = await pageOf(`${path}?${days}`);
        assert.equal(status, 400, path);
        assert.match(html, /<p[^>]*role="alert"[^>]*>.*?From is after To\./, path);
        assert.equal(html.match(/aria-invalid="true"/g)?.length, 2, path);
        assert.match(html, /value="2026-07-02"/);
        assert.match(html, /value="2026-07-01"/);
        assert.equal((await get(`${path}?from=2026-07-01&to=2026-07-01`)).status, 200);
      }
      for (const format of ["csv", "pdf"]) {
        const refused = await get(`/sessions/export?format=${format}&${days}`);
        assert.equal(refused.status, 400);
        assert.match(refused.headers.get("content-type")!, /^text\/html/);
        assert.match(await refused.text(), /From is after To\./);
      }
    },
  );

  await t.step("the subscription: plan, estimate, period", async () => {
    const { status, html } = await pageOf("/subscription");
    assert.equal(status, 200);
    for (
      const text of ["Standard", "Estimated bill", "€10.04", "€0.42 per kWh", "Recent activity"]
    ) {
      assert.ok(html.includes(text), text);
    }
  });

  await t.step("the portal: one redirect to Lago; back with a message when it fails", async () => {
    const response = await get("/billing/portal?from=/subscription");
    assert.equal(response.status, 303);
    assert.ok(response.headers.get("location")!.startsWith(sandbox.apiUrl));
    assert.equal(response.headers.get("referrer-policy"), "no-referrer");
    sandbox.control.setFaults([{ kind: "garbage" }]);
    const failed = await get("/billing/portal?from=https://evil.example");
    assert.equal(failed.headers.get("location"), "/billing?portal=off");
    assert.ok(!(await pageOf("/billing?portal=off")).html.includes("Open billing portal"));
    sandbox.control.clearFaults();
    const tries = [];
    for (let n = 0; n < 21; n++) tries.push((await get("/billing/portal", jeans)).status);
    assert.deepEqual([...new Set(tries)], [303, 429], "each asks Lago and is written down");
    assert.equal((await get("/billing/portal")).status, 303, "counted for each alone");
  });

  await t.step(
    "paid in the portal, an overdue invoice is paid here after the webhook",
    async () => {
      await lagoHears(`http://127.0.0.1:${app.port}/api/webhook/lago`);
      const portal = (await get("/billing/portal")).headers.get("location")!;
      assert.match(await (await fetch(portal)).text(), new RegExp(`Pay invoice ${january.number}`));
      const paid = await fetch(portal, {
        method: "POST",
        body: new URLSearchParams({ invoice: january.id }),
      });
      assert.match(await paid.text(), /is paid/);
      await sandbox.control.webhooksSettled();
      await processWebhookEvents(ctx, { onUsageRefused: () => Promise.resolve() });
      const { html } = await pageOf(`/billing/invoices/${january.id}`);
      assert.match(html, />Paid</);
      assert.doesNotMatch(html, /Pay in the customer portal/);
      assert.doesNotMatch((await pageOf("/billing")).html, /overdue since/);
    },
  );

  await t.step("pages stand while Lago is away, and say how old their figures are", async () => {
    sandbox.control.setFaults([{ kind: "drop_before" }]);
    await app.database.sql`update lago_invoices set refreshed_at = now() - interval '3 days'`;
    await app.database.sql`update lago_subscriptions set refreshed_at = now() - interval '3 days'`;
    await app.database.sql`update lago_customers set refreshed_at = now() - interval '3 days'`;
    const billing = await pageOf("/billing");
    assert.match(billing.html, /more than a day old/);
    assert.ok(billing.html.includes("€31.45"));
    assert.equal((await pageOf("/subscription")).status, 200);
    assert.equal((await pageOf(`/billing/invoices/${january.id}`)).status, 200);
    sandbox.control.clearFaults();
  });

  await t.step("no account, no subscription: who to write to", async () => {
    await db.update(userMappings).set({
      lagoCustomerExternalId: null,
      lagoSubscriptionExternalId: null,
    }).where(eq(userMappings.id, jean.mappingId));
    for (
      const [path, title] of [
        ["/billing", "No billing account on file"],
        ["/subscription", "No subscription on file."],
      ]
    ) {
      const { html } = await pageOf(path, jeans);
      assert.ok(html.includes(title) && html.includes("mailto:op@example.org"));
    }
  });

  const own = world.sessions.filter((each) => each.mappingId === ada.mappingId);
  const [live, ended] = own.map((each) => each.steveTransactionId);
  const foreign = world.sessions.find((each) => each.mappingId === jean.mappingId)!;

  await t.step("a receipt: PDF for its driver, 404 for others, 409 while it runs", async () => {
    const response = await get(`/sessions/${ended}/receipt`);
    assert.equal(response.headers.get("content-type"), "application/pdf");
    assert.equal((await response.text()).slice(0, 5), "%PDF-");
    const status = async (id: unknown) => (await get(`/sessions/${id}/receipt`)).status;
    assert.deepEqual(
      await Promise.all([foreign.steveTransactionId, 999_999, "abc", live].map(status)),
      [404, 404, 404, 409],
    );
    assert.ok((await pageOf(`/sessions/${ended}`)).html.includes(`/sessions/${ended}/receipt`));
    assert.ok(!(await pageOf(`/sessions/${live}`)).html.includes("/receipt"));
  });

  await t.step(
    "a mailed receipt: 303 with a message, one mail however often it is asked for",
    async () => {
      for (let n = 0; n < 2; n++) {
        const response = await app.request("app", `/sessions/${ended}/receipt`, {
          method: "POST",
          cookie,
        });
        assert.deepEqual([response.status, response.headers.get("location")], [
          303,
          `/sessions/${ended}`,
        ]);
        assert.ok(response.headers.get("set-cookie")!.startsWith("flash="));
      }
      const mails = await db.select().from(emailOutbox).where(eq(emailOutbox.category, "receipt"));
      assert.deepEqual(mails.map((mail) => mail.toAddress), [ada.email]);
      const crossSite = await app.request("app", `/sessions/${ended}/receipt`, {
        method: "POST",
        cookie,
        headers: { origin: "https://evil.example" },
      });
      assert.equal(crossSite.status, 403);
    },
  );

  await t.step("exports: CSV and PDF of what the filters show, in the reader's words", async () => {
    const csv = await get("/sessions/export?format=csv&status=completed");
    assert.equal(csv.headers.get("content-type"), "text/csv; charset=utf-8");
    assert.match(csv.headers.get("content-disposition")!, /^attachment; filename="sessions-/);
    const lines = (await csv.text()).trimEnd().split("\r\n");
    assert.equal(lines.length, own.length);
    const pdf = await get("/sessions/export?format=pdf");
    assert.equal((await pdf.text()).slice(0, 5), "%PDF-");
    const others = await get(`/sessions/export?card=${jean.mappingId}`);
    assert.equal((await others.text()).trimEnd().split("\r\n").length, 1);
    assert.equal((await get("/sessions/export?format=xls")).status, 400);
    assert.ok(
      (await pageOf("/sessions?status=active")).html.includes("status=active&amp;format=csv"),
    );
    assert.equal((await app.request("app", "/sessions/export")).status, 303);
  });

  await t.step("the list of sessions knows cards, and days by the reader's clock", async () => {
    assert.ok(!(await pageOf("/sessions")).html.includes('name="card"'), "one card is no choice");
    const [spare] = await db.insert(userMappings).values({
      userId: ada.id,
      steveOcppIdTag: "SPARE1",
      displayName: "Spare",
      driverLabel: "Van",
    }).returning();
    const moved = own.at(-1)!.steveTransactionId;
    // Half past eleven in the evening of UTC is the next day in Berlin.
    await app.database.sql`update charging_sessions set mapping_id = ${spare.id},
      started_at = '2026-07-01T23:30:00Z' where steve_transaction_id = ${moved}`;
    const shown = async (query: string, zone: string) => {
      const { html } = await pageOf(`/sessions?${query}`, `${cookie}; tz=${zone}`);
      return new Set([...html.matchAll(/href="\/sessions\/(\d+)"/g)].map(([, id]) => Number(id)));
    };
    assert.deepEqual(await shown(`card=${spare.id}`, "UTC"), new Set([moved]));
    assert.match((await pageOf(`/sessions?card=${spare.id}`)).html, /card=\d+&amp;format=csv/);
    assert.match((await pageOf("/sessions")).html, /Van/);
    const day = (date: string) => `from=${date}&to=${date}`;
    assert.deepEqual(await shown(day("2026-07-01"), "UTC"), new Set([moved]));
    assert.deepEqual(await shown(day("2026-07-01"), "Europe/Berlin"), new Set());
    assert.deepEqual(await shown(day("2026-07-02"), "Europe/Berlin"), new Set([moved]));
    const lines =
      await (await get(`/sessions/export?${day("2026-07-02")}`, `${cookie}; tz=Europe/Berlin`))
        .text();
    assert.equal(lines.trimEnd().split("\r\n").length, 2);
    assert.equal(
      (await shown(`card=${jean.mappingId}`, "UTC")).size > 1,
      true,
      "not a card of hers",
    );
  });

  await t.step(
    "who looks through a driver's eyes changes nothing and does not enter the portal",
    async () => {
      await app.database
        .sql`update auth_sessions set impersonated_by = (select id from users where role = 'admin' limit 1)
      where user_id = ${ada.id}`;
      assert.equal((await get("/billing/portal")).status, 403);
      const { html } = await pageOf(`/billing/invoices/${february.id}`);
      assert.ok(!html.includes("/billing/portal") && html.includes("Write to your operator"));
      const posts = await Promise.all(
        [`/sessions/${ended}/receipt`, pdfPath].map((path) =>
          app.request("app", path, { method: "POST", cookie })
        ),
      );
      assert.deepEqual(
        posts.map((each) => each.status),
        [403, 403],
      );
      assert.equal((await get("/billing")).status, 200);
    },
  );

  assert.equal((await db.select().from(lagoInvoices)).length, 2);
  await app.stop();
  await sandbox.stop();
});
