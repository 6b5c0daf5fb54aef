import PDFDocument from "pdfkit";
import { Buffer } from "node:buffer";
import type { Lago } from "../lago.ts";
import type { Invoice } from "../store/kinds.ts";
import { Exact } from "../pricing/exact.ts";
import { feesOf } from "./invoice_records.ts";

const LEFT = 50;
const RIGHT = 545;
const COLUMNS = { units: 300, price: 375, amount: 460 };
/** Lines that fit the page; the rest is summed in one line. */
const MAX_LINES = 20;

/** The invoice on one A4 page. */
export function invoicePdf(lago: Lago, invoice: Invoice): Promise<Uint8Array> {
  const doc = new PDFDocument({ size: "A4", margin: LEFT, info: { Title: invoice.number } });
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
  heading(doc, lago, invoice);
  const y = lines(doc, lago, invoice);
  totals(doc, invoice, y + 12);
  doc.end();
  return done;
}

function heading(doc: PDFKit.PDFDocument, lago: Lago, invoice: Invoice): void {
  const customer = lago.docs.byKey("customer", invoice.external_customer_id);
  doc.font("Helvetica-Bold").fontSize(22).text("Invoice", LEFT, 50);
  doc.font("Helvetica").fontSize(10).fillColor("#555555");
  const facts = [
    ["Number", invoice.number],
    ["Issued", invoice.issuing_date],
    ["Due", invoice.payment_due_date],
    ["Status", invoice.status],
  ];
  facts.forEach(([name, value], index) => {
    doc.text(name, 380, 52 + index * 15).text(value, 430, 52 + index * 15, { width: 115 });
  });
  doc.text("Billed to", LEFT, 100).fillColor("#000000").fontSize(11);
  doc.text(customer?.name ?? invoice.external_customer_id, LEFT, 115);
  if (customer?.email) doc.text(customer.email);
}

function lines(doc: PDFKit.PDFDocument, lago: Lago, invoice: Invoice): number {
  const fees = feesOf(lago, invoice);
  const shown = fees.length > MAX_LINES ? fees.slice(0, MAX_LINES - 1) : fees;
  doc.font("Helvetica-Bold").fontSize(9);
  row(doc, 175, ["Item", "Units", "Unit price", "Amount"]);
  doc.moveTo(LEFT, 190).lineTo(RIGHT, 190).strokeColor("#bbbbbb").stroke();
  doc.font("Helvetica");
  let y = 198;
  for (const fee of shown) {
    const name = fee.item.invoice_display_name ?? fee.item.name;
    const price = new Exact(fee.precise_unit_amount).toDecimalPlaces(4).toFixed();
    row(doc, y, [name, fee.units, price, money(fee.amount_cents, invoice.currency)]);
    if (fee.from_date && fee.to_date) {
      doc.fillColor("#777777").fontSize(7)
        .text(`${fee.from_date.slice(0, 10)} to ${fee.to_date.slice(0, 10)}`, LEFT, y + 11);
      doc.fillColor("#000000").fontSize(9);
    }
    y += 24;
  }
  const rest = fees.slice(shown.length).reduce((sum, fee) => sum + fee.amount_cents, 0);
  if (shown.length < fees.length) {
    const name = `${fees.length - shown.length} more lines`;
    row(doc, y, [name, "", "", money(rest, invoice.currency)]);
    y += 24;
  }
  return y;
}

function row(doc: PDFKit.PDFDocument, y: number, cells: string[]): void {
  const right = { align: "right", height: 12, ellipsis: true } as const;
  doc.text(cells[0], LEFT, y, { width: 240, height: 11, ellipsis: true });
  doc.text(cells[1], COLUMNS.units, y, { width: 65, ...right });
  doc.text(cells[2], COLUMNS.price, y, { width: 75, ...right });
  doc.text(cells[3], COLUMNS.amount, y, { width: 85, ...right });
}

function totals(doc: PDFKit.PDFDocument, invoice: Invoice, top: number): void {
  const all: [string, number][] = [
    ["Fees", invoice.fees_amount_cents],
    ["Coupons", -invoice.coupons_amount_cents],
    ["Subtotal without tax", invoice.sub_total_excluding_taxes_amount_cents],
    ...invoice.applied_taxes.map((tax): [string, number] => [
      `${tax.tax_name} (${tax.tax_rate} %)`,
      tax.amount_cents,
    ]),
    ["Credit notes", -invoice.credit_notes_amount_cents],
    ["Prepaid credit", -invoice.prepaid_credit_amount_cents],
  ];
  const shown = all.filter(([name, cents]) => cents !== 0 || name === "Fees");
  doc.moveTo(COLUMNS.units, top - 6).lineTo(RIGHT, top - 6).stroke();
  let y = top;
  for (const [name, cents] of shown) {
    totalRow(doc, y, name, money(cents, invoice.currency));
    y += 15;
  }
  doc.font("Helvetica-Bold").fontSize(11);
  totalRow(doc, y + 4, "Total", money(invoice.total_amount_cents, invoice.currency));
}

function totalRow(doc: PDFKit.PDFDocument, y: number, name: string, amount: string): void {
  doc.text(name, COLUMNS.units, y, { width: 150, align: "right" });
  doc.text(amount, COLUMNS.amount, y, { width: 85, align: "right" });
}

function money(cents: number, currency: string): string {
  return `${new Exact(cents).div(100).toFixed(2)} ${currency}`;
}
