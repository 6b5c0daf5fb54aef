import type { Receipt } from "./load_receipt.ts";
import { LEFT, type PdfColumn, PdfSheet, RIGHT } from "./pdf_sheet.ts";
import type { DocumentReader } from "./reader.ts";
import { receiptText } from "./receipt_lines.ts";

const COLUMNS: PdfColumn[] = [
  { x: LEFT, width: 215 },
  { x: LEFT + 225, width: 90, align: "right" },
  { x: LEFT + 325, width: 80, align: "right" },
  { x: RIGHT - 80, width: 80, align: "right" },
];

/** The receipt as a PDF of one page. */
export function receiptPdf(
  receipt: Receipt,
  reader: DocumentReader,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = receiptText(receipt, reader);
  const sheet = new PdfSheet({
    title: text.title,
    footer: text.footer,
    createdAt: receipt.issuedAt,
    reader,
  });
  sheet.facts(text.facts);
  if (text.lines.length > 0) {
    sheet.tableHead(COLUMNS, text.head);
    for (const line of text.lines) sheet.row(COLUMNS, line);
    sheet.rule();
  }
  sheet.row(COLUMNS, [text.total[0], "", "", text.total[1]], { bold: true, size: 11 });
  sheet.endTable();
  for (const note of text.notes) sheet.text(note, { muted: true });
  return sheet.finish();
}
