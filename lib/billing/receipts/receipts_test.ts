import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import {
  authAudit,
  chargingSessions,
  emailOutbox,
  lagoInvoices,
  lagoSubscriptions,
  userMappings,
} from "@/db/schema/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { Mailer } from "@/lib/platform/mail.ts";
import { RateLimiter } from "@/lib/platform/rate_limit.ts";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";
import { exportCsv } from "./export_csv.ts";
import { exportPdf } from "./export_pdf.ts";
import { isInvoiced } from "./is_invoiced.ts";
import { loadReceipt } from "./load_receipt.ts";
import { mailReceipt } from "./mail_receipt.ts";

const READER = { language: "en", locale: "en-GB", timeZone: "Europe/Paris" } as const;
const NOW = new Date("2026-03-10T10:10:00Z");

const failsAs = (kind: string) => (error: unknown) =>
  error instanceof AppError && error.kind === kind;

Deno.test("receipts and exports of a driver's sessions", async (t) => {
  const database = await createTestDatabase();
  const { db } = database;
  const clock = new ManualClock(NOW.getTime());
  const ctx = testContext(database, { clock });
  const { drivers: [ada, jean], sessions } = await seedSampleWorld(db, NOW);
  const own = sessions.filter((each) => each.mappingId === ada.mappingId);
  const [live, ended] = own.map((each) => each.steveTransactionId);
  const foreign = sessions.find((each) => each.mappingId === jean.mappingId)!.steveTransactionId;
  const csv = async (filter: object = {}, bom = false) =>
    await new Response(exportCsv(ctx, { userId: ada.id, ...filter }, { reader: READER, bom }))
      .text();
  const rowsOf = (text: string) => text.trimEnd().split("\r\n").slice(1);

  await t.step("a receipt adds up and is the driver's own", async () => {
    const receipt = await loadReceipt(ctx, { userId: ada.id, transactionId: ended });
    const sum = receipt.cost!.lines.reduce((cents, line) => cents + Number(line.amount) * 100, 0);
    assert.equal(receipt.totalCents, Math.round(sum));
    assert.equal(receipt.site!.name, "Rue des Acacias");
    assert.deepEqual([receipt.cardName, receipt.isInvoiced], ["Ada's card", false]);
    for (const transactionId of [foreign, 999_999]) {
      await assert.rejects(
        loadReceipt(ctx, { userId: ada.id, transactionId }),
        failsAs("not_found"),
      );
    }
    await assert.rejects(
      loadReceipt(ctx, { userId: ada.id, transactionId: live }),
      failsAs("conflict"),
    );
  });

  await t.step("invoiced: all usage sent, the period over, an invoice issued since", async () => {
    const session = async () => {
      const [row] = await db.select().from(chargingSessions)
        .where(eq(chargingSessions.steveTransactionId, ended));
      return row;
    };
    assert.equal(await isInvoiced(ctx, await session()), false);
    await db.update(lagoSubscriptions).set({ periodStartedAt: new Date("2026-03-10T00:00:00Z") });
    await db.update(chargingSessions).set({ stoppedAt: new Date("2026-03-09T12:00:00Z") })
      .where(eq(chargingSessions.steveTransactionId, ended));
    assert.equal(await isInvoiced(ctx, await session()), false);
    await db.insert(lagoInvoices).values({
      lagoId: "i1",
      externalCustomerId: ada.id,
      status: "draft",
      invoiceType: "subscription",
      currency: "EUR",
      issuingDate: "2026-03-10",
      raw: {},
    });
    assert.equal(await isInvoiced(ctx, await session()), false);
    await db.update(lagoInvoices).set({ status: "finalized" });
    assert.equal(await isInvoiced(ctx, await session()), true);
    await database.sql`update synced_transaction_events set status = 'pending'
      where id = (select max(id) from synced_transaction_events where steve_transaction_id = ${ended})`;
    assert.equal(await isInvoiced(ctx, await session()), false);
  });

  await t.step(
    "a receipt is mailed once an hour, to the driver alone, with an audit row",
    async () => {
      const mail = new Mailer({ config: ctx.config, db, clock, transport: null });
      const deps = { mail, limiter: new RateLimiter({ sql: database.sql, clock }) };
      const send = (transactionId: number) =>
        mailReceipt(ctx, deps, { userId: ada.id, transactionId, reader: READER });
      const answers = await Promise.all([send(ended), send(ended), send(ended)]);
      assert.deepEqual(answers.map((one) => one.isNew).sort(), [false, false, true]);
      const kept = await db.select().from(emailOutbox).where(eq(emailOutbox.category, "receipt"));
      assert.deepEqual(kept.map((row) => row.toAddress), [ada.email]);
      assert.ok(kept[0].text.includes(`/sessions/${ended}`));
      assert.ok(!kept[0].text.includes(ada.idTag));
      assert.equal(
        (await db.select().from(authAudit).where(eq(authAudit.event, "receipt.mailed"))).length,
        1,
      );
      clock.advance(3_600_000);
      assert.equal((await send(ended)).isNew, true);
      await assert.rejects(send(foreign), failsAs("not_found"));
      await assert.rejects(send(live), failsAs("conflict"));
    },
  );

  await t.step(
    "more than five receipts in ten minutes are refused, and not counted as mailed",
    async () => {
      const mail = new Mailer({ config: ctx.config, db, clock, transport: null });
      const limiter = {
        consume: () => Promise.resolve({ allowed: false, remaining: 0, resetMs: 9 }),
      };
      const other = own[2].steveTransactionId;
      const input = { userId: ada.id, transactionId: other, reader: READER };
      await assert.rejects(mailReceipt(ctx, { mail, limiter }, input), failsAs("limit"));
      const deps = { mail, limiter: new RateLimiter({ sql: database.sql, clock }) };
      assert.equal((await mailReceipt(ctx, deps, input)).isNew, true);
    },
  );

  await t.step("the CSV holds every own session once, and nobody else's", async () => {
    const rows = rowsOf(await csv());
    const ids = rows.map((row) => Number(row.split(",")[0]));
    assert.deepEqual(ids.toSorted(), own.map((each) => each.steveTransactionId).toSorted());
    assert.ok(!(await csv()).startsWith("\ufeff"));
    const bytes = new Uint8Array(
      await new Response(exportCsv(ctx, { userId: ada.id }, { reader: READER, bom: true }))
        .arrayBuffer(),
    );
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  });

  await t.step("filters: state, days, card; another's card finds nothing", async () => {
    assert.equal(rowsOf(await csv({ status: "active" })).length, 1);
    assert.equal(rowsOf(await csv({ status: "completed" })).length, own.length - 1);
    assert.equal(rowsOf(await csv({ mappingId: ada.mappingId })).length, own.length);
    assert.equal(rowsOf(await csv({ mappingId: jean.mappingId })).length, 0);
    assert.equal(rowsOf(await csv({ to: new Date(0) })).length, 0);
  });

  await t.step("labels cannot become formulas or break out of their cell", async () => {
    await db.update(userMappings).set({
      driverLabel: '=HYPERLINK("http://evil","x")',
      costCentre: 'a,"b"\nc',
    }).where(eq(userMappings.id, ada.mappingId));
    const text = await csv({ status: "active" });
    assert.ok(text.includes(`"'=HYPERLINK(""http://evil"",""x"")"`));
    assert.ok(text.includes('"a,""b""\nc"'));
  });

  await t.step("more sessions than a page are all written", async () => {
    await database
      .sql`insert into charging_sessions (steve_transaction_id, charge_box_id, connector_id, mapping_id,
      started_at, stopped_at, energy_wh) select 5000 + n, 'LYON-01', 1, ${jean.mappingId},
      ${NOW.toISOString()}::timestamptz - n * interval '1 hour', ${NOW.toISOString()}::timestamptz - n * interval '1 hour', n
      from generate_series(1, 450) n`;
    const text = await new Response(
      exportCsv(ctx, { userId: jean.id, from: new Date(0) }, { reader: READER }),
    ).text();
    const ids = rowsOf(text).map((row) => row.split(",")[0]);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.length >= 450);
  });

  await t.step("a reader who leaves ends the reading", async () => {
    const stream = exportCsv(ctx, { userId: jean.id }, { reader: READER });
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
  });

  await t.step(
    "the PDF is a report of several pages, and one for nobody's sessions too",
    async () => {
      const pdf = async (userId: string) =>
        new TextDecoder("latin1").decode(await exportPdf(ctx, { userId }, { reader: READER }));
      const report = await pdf(jean.id);
      assert.ok(report.startsWith("%PDF-"));
      assert.ok(report.match(/\/Type \/Page\b/g)!.length > 5);
      assert.ok((await pdf("nobody")).startsWith("%PDF-"));
    },
  );

  await database.drop();
});
