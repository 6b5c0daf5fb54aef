import assert from "node:assert/strict";
import { eq, sql } from "drizzle-orm";
import { authAudit, lagoCustomers, lagoInvoices, userMappings } from "@/db/schema/mod.ts";
import { createLagoClient, invoiceDetails, readModels } from "@/lib/lago/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";
import { billingAccount } from "./account.ts";
import { billingOverview } from "./billing_overview.ts";
import { getInvoice } from "./get_invoice.ts";
import { invoicePdf } from "./invoice_pdf.ts";
import { type InvoiceCursor, listInvoices } from "./list_invoices.ts";
import { portalUrl } from "./portal_url.ts";
import { subscriptionView } from "./subscription_view.ts";
import { addDrivers, copyLago, CUSTOMER, startBilledLago } from "./test_world.ts";
import { minorUnits, walletView } from "./wallet_view.ts";

const NOW = Date.UTC(2026, 2, 10);

const failsAs = (kind: string) => (error: unknown) =>
  error instanceof AppError && error.kind === kind;

Deno.test("a driver's billing, from Lago by way of our copies", async (t) => {
  const database = await createTestDatabase();
  const { sandbox, lago } = await startBilledLago();
  const clock = new ManualClock(NOW);
  const ctx = testContext(database, { clock, config: { LAGO_API_URL: sandbox.apiUrl } });
  await addDrivers(database.db);
  await copyLago(ctx, lago);
  const ada = { userId: "ada" };
  const bob = { userId: "bob" };
  const { invoices } = await listInvoices(ctx, ada);
  const february = invoices[0];

  await t.step("the invoices are listed, newest first, the elder as overdue", () => {
    assert.deepEqual(invoices.map((one) => [one.totalCents, one.driverStatus]), [
      // (50.5 kWh × 0.42 + 5.00) and (100 kWh × 0.42 + 5.00), each with 20 %.
      [3145, "open"],
      [5640, "overdue"],
    ]);
  });

  await t.step(
    "pages of one follow each other to the end, also over equal and missing days",
    async () => {
      const [row] = await database.db.select().from(lagoInvoices).limit(1);
      for (
        const [id, issuingDate] of [["x1", row.issuingDate], ["x2", null], ["x3", null]] as const
      ) {
        await database.db.insert(lagoInvoices).values({ ...row, lagoId: id, issuingDate });
      }
      const seen: string[] = [];
      let after: InvoiceCursor | undefined;
      do {
        const page = await listInvoices(ctx, { ...ada, limit: 1, after });
        seen.push(...page.invoices.map((one) => one.id));
        after = page.next ?? undefined;
      } while (after);
      const all = await listInvoices(ctx, ada);
      assert.deepEqual(seen, all.invoices.map((one) => one.id));
      assert.equal(new Set(seen).size, 5);
      await database.db.delete(lagoInvoices).where(sql`lago_id in ('x1', 'x2', 'x3')`);
    },
  );

  await t.step("filters: state and days, both included", async () => {
    const count = async (filter: object) =>
      (await listInvoices(ctx, { ...ada, ...filter })).invoices.length;
    assert.equal(await count({ status: "open" }), 2);
    assert.equal(await count({ status: "paid" }), 0);
    assert.equal(await count({ status: "voided" }), 0);
    assert.equal(await count({ from: february.issuingDate!, to: february.issuingDate! }), 1);
    assert.equal(await count({ to: "2025-12-31" }), 0);
  });

  await t.step("who is another sees none of it, as if it did not exist", async () => {
    assert.deepEqual(await listInvoices(ctx, bob), { invoices: [], next: null });
    assert.equal(await billingOverview(ctx, { ...bob, timeZone: "UTC" }), null);
    assert.equal(await walletView(ctx, { ...bob, lago }), null);
    assert.equal(await subscriptionView(ctx, { ...bob, lago }), null);
    const messages = await Promise.all(
      [february.id, "no-such", "\0"].map((invoiceId) =>
        getInvoice(ctx, { ...bob, invoiceId, lago }).catch((error) => [error.kind, error.message])
      ),
    );
    assert.deepEqual(new Set(messages.map(String)), new Set(["not_found,Invoice not found"]));
    await assert.rejects(
      invoicePdf(ctx, { ...bob, invoiceId: february.id, lago }),
      failsAs("not_found"),
    );
    await assert.rejects(portalUrl(ctx, { ...bob, lago }), failsAs("not_found"));
  });

  await t.step("a driver without cards has the account of their public id", async () => {
    const [customer] = await database.db.select().from(lagoCustomers);
    await database.db.insert(lagoCustomers).values({ ...customer, externalId: "BBBBBBBB" });
    assert.equal((await billingAccount(ctx, bob))?.externalCustomerId, "BBBBBBBB");
    await database.db.delete(lagoCustomers).where(eq(lagoCustomers.externalId, "BBBBBBBB"));
  });

  await t.step("drafts are not shown", async () => {
    await database.db.update(lagoInvoices).set({ status: "draft" })
      .where(eq(lagoInvoices.lagoId, february.id));
    assert.equal((await listInvoices(ctx, ada)).invoices.length, 1);
    await assert.rejects(
      getInvoice(ctx, { ...ada, invoiceId: february.id, lago }),
      failsAs("not_found"),
    );
    await database.db.update(lagoInvoices).set({ status: "finalized" })
      .where(eq(lagoInvoices.lagoId, february.id));
  });

  await t.step("without Lago the invoice is shown without its lines", async () => {
    const away = createLagoClient({ LAGO_API_URL: "http://127.0.0.1:9", LAGO_API_KEY: "key" }, {
      wait: () => Promise.resolve(),
    });
    for (const each of [null, away]) {
      const found = await getInvoice(ctx, { ...ada, invoiceId: february.id, lago: each });
      assert.deepEqual([found.details.lines, found.totalCents], [null, 3145]);
    }
  });

  await t.step("a Lago that hangs is waited for only briefly", async () => {
    sandbox.control.setFaults([{ kind: "hang", times: 1 }]);
    const impatient = createLagoClient({ LAGO_API_URL: sandbox.apiUrl, LAGO_API_KEY: "key" }, {
      timeoutMs: 3_000,
    })!;
    const startedMs = performance.now();
    const found = await getInvoice(ctx, {
      ...ada,
      invoiceId: february.id,
      lago: impatient,
      patienceMs: 50,
    });
    assert.equal(found.details.lines, null);
    assert.ok(performance.now() - startedMs < 2_500, "the page waited for Lago");
    sandbox.control.clearFaults();
  });

  await t.step(
    "the lines are read once and stay when lists without them are copied again",
    async () => {
      const found = await getInvoice(ctx, { ...ada, invoiceId: february.id, lago });
      const lines = found.details.lines!;
      assert.deepEqual(lines.map(({ kind, unit }) => [kind, unit]).toSorted(), [
        ["charge", "kwh"],
        ["subscription", null],
      ]);
      assert.equal(lines.reduce((sum, line) => sum + line.amountCents, 0), found.feesCents);
      const charge = lines.find((line) => line.kind === "charge")!;
      assert.deepEqual([charge.name, Number(charge.units), charge.amountCents], [
        "Charging",
        50.5,
        2121,
      ]);
      assert.deepEqual(found.details.taxes.map((tax) => [tax.name, tax.amountCents]), [[
        "VAT",
        524,
      ]]);
      await copyLago(ctx, lago);
      sandbox.control.clearRequests();
      const again = await getInvoice(ctx, { ...ada, invoiceId: february.id, lago });
      assert.deepEqual(again.details.lines, lines);
      assert.equal(sandbox.control.requests.length, 0);
    },
  );

  await t.step("fees of a draft do not outlive it", async () => {
    const [row] = await database.db.select().from(lagoInvoices)
      .where(eq(lagoInvoices.lagoId, february.id));
    const draft = { ...row, lagoId: "d1", status: "draft" };
    await database.db.insert(lagoInvoices).values(draft);
    const { fees: _, ...raw } = row.raw;
    const listed = {
      ...row,
      lagoId: "d1",
      status: "finalized",
      raw,
      updatedAt: row.lagoUpdatedAt,
      fees: [],
    };
    await readModels.saveInvoices(ctx, [listed]);
    const [kept] = await database.db.select().from(lagoInvoices)
      .where(eq(lagoInvoices.lagoId, "d1"));
    assert.equal(invoiceDetails(kept.raw).lines, null);
    await database.db.delete(lagoInvoices).where(eq(lagoInvoices.lagoId, "d1"));
  });

  await t.step("the overview: what is due, by when, what was paid", async () => {
    const before = await billingOverview(ctx, { ...ada, timeZone: "Europe/Paris" });
    assert.deepEqual(before!.due, [{ cents: 8785, currency: "EUR" }]);
    assert.deepEqual(before!.overdue, [{ cents: 5640, currency: "EUR" }]);
    assert.deepEqual([before!.openInvoices, before!.overdueInvoices], [2, 1]);
    assert.deepEqual([before!.nextDue!.invoiceId, before!.nextDue!.isOverdue], [
      invoices[1].id,
      true,
    ]);
    sandbox.control.payInvoice(invoices[1].id);
    await copyLago(ctx, lago);
    const after = await billingOverview(ctx, { ...ada, timeZone: "Europe/Paris" });
    assert.deepEqual(after!.overdue, []);
    assert.deepEqual(after!.due, [{ cents: 3145, currency: "EUR" }]);
    assert.deepEqual(after!.paid30d, [{ cents: 5640, currency: "EUR" }]);
    assert.equal(after!.nextDue!.invoiceId, february.id);
    assert.equal(after!.isStale, false);
    clock.advance(25 * 3_600_000);
    assert.equal((await billingOverview(ctx, { ...ada, timeZone: "UTC" }))!.isStale, true);
    clock.set(NOW);
    const paid = (await listInvoices(ctx, { ...ada, status: "paid" })).invoices;
    assert.deepEqual(paid.map((one) => [one.id, one.dueCents]), [[invoices[1].id, 0]]);
  });

  await t.step("a voided invoice is listed as such and owes nothing", async () => {
    await lago.voidInvoice(february.id);
    await copyLago(ctx, lago);
    const { invoices: voided } = await listInvoices(ctx, { ...ada, status: "voided" });
    assert.deepEqual(voided.map((one) => [one.driverStatus, one.dueCents]), [["voided", 0]]);
    assert.deepEqual((await billingOverview(ctx, { ...ada, timeZone: "UTC" }))!.due, []);
  });

  await t.step(
    "the subscription: Lago's usage, then the last known, then our own estimate",
    async () => {
      const fresh = await subscriptionView(ctx, { ...ada, lago });
      assert.equal(fresh!.planName, "Standard");
      // 10 kWh × 0.42 with 20 %, and the base fee.
      assert.deepEqual([fresh!.estimate!.cents, fresh!.estimate!.source], [504 + 500, "lago"]);
      assert.deepEqual([fresh!.maxAmps, fresh!.isRamped], [null, null]);
      const kept = await subscriptionView(ctx, { ...ada, lago: null });
      assert.deepEqual([kept!.estimate!.cents, kept!.estimate!.source], [1004, "kept"]);
      await database.sql`delete from platform_state`;
      const ours = await subscriptionView(ctx, { ...ada, lago: null });
      assert.deepEqual([ours!.estimate!.cents, ours!.estimate!.source], [500, "ours"]);
    },
  );

  await t.step("entitlements are shown and remembered", async () => {
    const telling = {
      ...lago,
      getEntitlements: () => Promise.resolve({ "ev.max_amps": "32", "ev.ramped_charge": "true" }),
    };
    const told = await subscriptionView(ctx, { ...ada, lago: telling });
    assert.deepEqual([told!.maxAmps, told!.isRamped], [32, true]);
    const kept = await subscriptionView(ctx, { ...ada, lago: null });
    assert.deepEqual([kept!.maxAmps, kept!.isRamped], [32, true]);
  });

  await t.step("an estimate of an earlier period is not taken for this one", async () => {
    await database
      .sql`update platform_state set value = jsonb_set(value, '{usage,at}', '"2026-01-15T00:00:00Z"')`;
    const view = await subscriptionView(ctx, { ...ada, lago: null });
    assert.equal(view!.estimate!.source, "ours");
  });

  await t.step("the wallet: balance, last top-up and movements", async () => {
    assert.equal(await walletView(ctx, { ...ada, lago }), null);
    const made = await fetch(`${sandbox.apiUrl}/api/v1/wallets`, {
      method: "POST",
      headers: { authorization: "Bearer key", "content-type": "application/json" },
      body: JSON.stringify({
        wallet: {
          external_customer_id: CUSTOMER,
          rate_amount: "1.0",
          currency: "EUR",
          granted_credits: "25",
        },
      }),
    });
    assert.equal(made.status, 200);
    await made.body?.cancel();
    await copyLago(ctx, lago);
    const wallet = await walletView(ctx, { ...ada, lago });
    assert.equal(wallet!.balanceCents, 2500);
    assert.deepEqual([wallet!.lastTopUp!.cents, wallet!.lastTopUp!.kind], [2500, "granted"]);
    assert.equal(wallet!.movements!.length, 1);
    sandbox.control.setFaults([{ kind: "garbage" }]);
    const dark = await walletView(ctx, { ...ada, lago });
    assert.deepEqual([dark!.balanceCents, dark!.movements], [2500, null]);
    sandbox.control.clearFaults();
  });

  await t.step(
    "the portal: an address on click, told nobody but the audit that it was asked for",
    async () => {
      const url = await portalUrl(ctx, { ...ada, lago });
      assert.ok(url.href.startsWith(sandbox.apiUrl));
      const [entry] = await database.db.select().from(authAudit)
        .where(eq(authAudit.event, "billing.portal_opened"));
      assert.ok(entry && !JSON.stringify(entry).includes(url.pathname.split("/").at(-1)!));
      const invoiceId = february.id;
      const ofInvoice = { ...lago, paymentUrl: () => Promise.resolve("https://pay.example.org/x") };
      const pays = (by: { userId: string }, of: string, at: typeof lago = ofInvoice) =>
        portalUrl(ctx, { ...by, lago: at, invoiceId: of });
      assert.equal((await pays(ada, invoiceId)).href, "https://pay.example.org/x");
      // Without a payment provider the portal is where it is paid.
      assert.ok((await pays(ada, invoiceId, lago)).href.startsWith(sandbox.apiUrl));
      const failing = { ...lago, paymentUrl: () => Promise.reject(new Error("500")) };
      assert.ok((await pays(ada, invoiceId, failing)).href.startsWith(sandbox.apiUrl));
      await assert.rejects(pays(ada, "no-such"), failsAs("not_found"));
      await assert.rejects(pays(bob, invoiceId), failsAs("not_found"));
      sandbox.control.setFaults([{ kind: "status", status: 500 }]);
      await assert.rejects(portalUrl(ctx, { ...ada, lago }), failsAs("upstream"));
      sandbox.control.clearFaults();
      const lying = { ...lago, portalUrl: () => Promise.resolve("javascript:alert(1)") };
      await assert.rejects(portalUrl(ctx, { ...ada, lago: lying }), failsAs("upstream"));
      await assert.rejects(portalUrl(ctx, { ...ada, lago: null }), failsAs("upstream"));
    },
  );

  await t.step("cards that are all inactive leave the account readable", async () => {
    await database.db.update(userMappings).set({ isActive: false });
    const account = await billingAccount(ctx, ada);
    assert.deepEqual(account, { externalCustomerId: CUSTOMER, isActive: false });
  });
  await sandbox.stop();
  await database.drop();
});

Deno.test("decimal amounts become minor units of their currency", () => {
  assert.equal(minorUnits("25.0", "EUR"), 2500);
  assert.equal(minorUnits("0.005", "EUR"), 1);
  assert.equal(minorUnits("120", "JPY"), 120);
  assert.equal(minorUnits("1.234", "KWD"), 1234);
});
