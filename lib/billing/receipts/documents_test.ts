import assert from "node:assert/strict";
import fc from "fast-check";
import { priceEnergy, type SessionView } from "@/lib/charging/mod.ts";
import { translator } from "@/lib/platform/i18n/translate.ts";
import { plainCell } from "./export_csv.ts";
import type { ExportRow } from "./export_rows.ts";
import type { Receipt } from "./load_receipt.ts";
import { monthTotals } from "./month_totals.ts";
import { pdfText } from "./pdf_text.ts";
import { priceLabel } from "./price_label.ts";
import { receiptMail } from "./receipt_mail.tsx";
import { receiptText } from "./receipt_lines.ts";
import { receiptPdf } from "./receipt_pdf.ts";

const READER = { language: "en", locale: "en-GB", timeZone: "Europe/Paris" } as const;

const SESSION: SessionView = {
  id: 1,
  steveTransactionId: 42,
  chargeBoxId: "LYON-01",
  chargerName: "Lyon <north>",
  connectorId: 2,
  idTag: "CARD0001",
  cardName: "Ada's card",
  mappingId: 1,
  userId: "ada",
  startedAt: new Date("2026-01-31T23:30:00Z"),
  stoppedAt: new Date("2026-02-01T00:30:00Z"),
  stopReason: null,
  energyWh: 12_345,
  durationMs: 3_600_000,
  averagePowerW: 12_345,
  lastPowerW: null,
  lastSocPercent: null,
  lastMeterAt: null,
  costCents: 518,
  currency: "EUR",
  isLive: false,
  isFinalized: true,
  flags: [],
  updatedAt: new Date("2026-02-01T00:30:00Z"),
};

const TARIFF = {
  planCode: "standard",
  planName: "Standard",
  currency: "EUR",
  model: "standard" as const,
  properties: { amount: "0.42" },
};

const receipt = (over: Partial<Receipt> = {}): Receipt => {
  const price = priceEnergy(TARIFF, SESSION.energyWh);
  return {
    session: SESSION,
    stoppedAt: SESSION.stoppedAt!,
    site: { name: "Rue des Acacias", address: "Lyon" },
    cardName: "Company car",
    costCentre: "4711",
    driverName: "Ada Berg",
    driverEmail: "ada@example.org",
    cost: { ...price, currency: "EUR", tariff: TARIFF },
    totalCents: price.amountCents,
    currency: "EUR",
    isInvoiced: false,
    isFinal: true,
    issuedAt: new Date("2026-02-02T08:00:00Z"),
    ...over,
  };
};

Deno.test("a receipt says where, when, how much, at what price and what it is worth", () => {
  const text = receiptText(receipt(), READER);
  const facts = Object.fromEntries(text.facts);
  assert.equal(text.title, "Receipt for session #42");
  assert.equal(facts["Site"], "Rue des Acacias, Lyon");
  assert.match(facts["Started"], /1 Feb 2026.*00:30/);
  assert.equal(facts["Energy"], "12.345\u00a0kWh");
  assert.deepEqual([facts["Card"], facts["Cost centre"]], ["Company car", "4711"]);
  assert.deepEqual(text.lines, [["Energy", "12.345\u00a0kWh", "€0.42", "€5.1849"]]);
  assert.deepEqual(text.total, ["Total, before taxes", "€5.18"]);
  assert.deepEqual(text.notes, ["Estimate until invoiced: the invoice decides."]);
});

Deno.test("a receipt says when its figures are final, and when there is no price", () => {
  const notes = (over: Partial<Receipt>) => receiptText(receipt(over), READER).notes;
  assert.deepEqual(notes({ isInvoiced: true }), [
    "This session has been invoiced; the amount on the invoice counts.",
  ]);
  assert.deepEqual(notes({ cost: null, totalCents: null, currency: null, isFinal: false }), [
    "No price is known for this session.",
    "The final meter reading is still to come.",
  ]);
});

Deno.test("a receipt is a PDF of one page in every language", async () => {
  for (const [language, locale] of [["de", "de-DE"], ["fr", "fr-FR"], ["es", "es-ES"]] as const) {
    const bytes = await receiptPdf(receipt(), { language, locale, timeZone: "Europe/Paris" });
    const text = new TextDecoder("latin1").decode(bytes);
    assert.ok(text.startsWith("%PDF-1.5"));
    assert.equal(text.match(/\/Type \/Page\b/g)?.length, 1);
    assert.ok(text.includes(`/Lang (${language})`));
  }
});

Deno.test("what people typed at length neither spills over the sheet nor turns pages at will", async () => {
  const long = "Very long name ".repeat(400);
  const bytes = await receiptPdf(
    receipt({ cardName: long, costCentre: long, driverName: long }),
    READER,
  );
  const pages = new TextDecoder("latin1").decode(bytes).match(/\/Type \/Page\b/g);
  assert.equal(pages?.length, 1);
});

Deno.test("a mailed receipt escapes what people typed and names its page", () => {
  const mail = receiptMail(
    receiptText(receipt(), READER),
    READER,
    "https://app.example/sessions/42",
  );
  assert.ok(mail.html.includes("Lyon &lt;north>"));
  assert.ok(mail.text.includes("https://app.example/sessions/42"));
  assert.equal(mail.subject, "Receipt for session #42");
});

Deno.test("labels of price lines are said in the reader's words", () => {
  const t = translator("en");
  for (const label of ["Energy", "Free##price", "Packages of 10 kWh", "0–10 kWh"]) {
    assert.equal(priceLabel(label, t), label.replace("##price", ""));
  }
  assert.equal(priceLabel("10–∞ kWh, flat", t), "10–∞ kWh, flat amount");
});

Deno.test("a cell never begins a formula, and other text stays as it is", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"]) {
    assert.equal(plainCell(text), `'${text}`);
  }
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const cell = plainCell(text);
    assert.ok(!/^\s*[=+\-@]/.test(cell));
    assert.ok(cell === text || cell === `'${text}`);
  }));
});

Deno.test("text for PDF holds only letters that its fonts have", () => {
  assert.equal(pdfText("1\u202f234,50 € – „ß“ ¿Año?"), "1\u00a0234,50 € – „ß“ ¿Año?");
  assert.equal(pdfText("10–∞ kWh"), "10–... kWh");
  assert.equal(pdfText("Őrség Łódź"), "Orség ?ódz");
  assert.equal(pdfText("充电"), "??");
  assert.equal(pdfText("a\u0301"), "á");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.match(pdfText(text), /^[\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/);
  }));
});

Deno.test("months are those of the reader's clock and add up to the whole", () => {
  const row = (startedAt: string, energyWh: number, costCents: number | null): ExportRow => ({
    session: { ...SESSION, startedAt: new Date(startedAt), energyWh, costCents },
    cardName: null,
    costCentre: null,
    siteName: null,
  });
  const rows = [
    row("2026-01-31T23:30:00Z", 1_000, 42),
    row("2026-01-31T22:30:00Z", 2_000, null),
    row("2025-12-01T12:00:00Z", 4_000, 168),
  ];
  assert.deepEqual(
    monthTotals(rows, "Europe/Paris").map(({ month, sessions, energyWh, costs }) => [
      month,
      sessions,
      energyWh,
      costs.get("EUR") ?? null,
    ]),
    [["2026-02", 1, 1_000, 42], ["2026-01", 1, 2_000, null], ["2025-12", 1, 4_000, 168]],
  );
  assert.deepEqual(monthTotals(rows, "UTC").map((each) => each.sessions), [2, 1]);
});
