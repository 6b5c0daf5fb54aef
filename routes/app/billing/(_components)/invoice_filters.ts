import { z } from "zod";
import { INVOICE_FILTERS, type InvoiceCursor } from "@/lib/billing/mod.ts";
import { day, decodeCursor, encodeCursor, readQuery } from "@/lib/web/mod.ts";

export const BILLING_PATH = "/billing";

/** The page of one invoice. */
export const invoicePath = (id: string) => `${BILLING_PATH}/invoices/${encodeURIComponent(id)}`;

const schema = z.object({
  status: z.enum(INVOICE_FILTERS).catch("all"),
  from: day.or(z.literal("")).catch(""),
  to: day.or(z.literal("")).catch(""),
});
const cursor = z.object({ issuingDate: z.string().max(40).nullable(), id: z.string().max(500) });

export type InvoiceFilters = z.output<typeof schema>;

/** The filters in an address; what cannot be read counts as not given. */
export const readInvoiceFilters = (query: URLSearchParams) => readQuery(schema, query);

/** The place in the list; undefined on the first page. 400 for a cursor that is none of ours. */
export const readInvoiceCursor = (query: URLSearchParams): InvoiceCursor | undefined =>
  decodeCursor(cursor, query.get("cursor"))?.at;

export const writeInvoiceCursor = (at: InvoiceCursor | null): string | null =>
  at && encodeCursor({ direction: "next", at });

/** Query of the list with these filters. */
export function billingQuery(filters: InvoiceFilters, older?: string): string {
  const query = new URLSearchParams(
    Object.entries(filters).filter(([, value]) => value !== "" && value !== "all"),
  );
  if (older) query.set("cursor", older);
  return query.size > 0 ? `?${query}` : "";
}
