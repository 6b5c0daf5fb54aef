export { exportCsv } from "./export_csv.ts";
export { exportPdf } from "./export_pdf.ts";
export type { ExportFilter } from "./export_rows.ts";
export { loadReceipt, type Receipt } from "./load_receipt.ts";
export { mailReceipt } from "./mail_receipt.ts";
export type { DocumentReader } from "./reader.ts";
export { receiptPdf } from "./receipt_pdf.ts";
export { priceLabel } from "./price_label.ts";
