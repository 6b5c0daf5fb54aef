import { z } from "zod";

/** One fee of an invoice as people read it. */
export interface InvoiceLine {
  name: string;
  /** charge, subscription, add_on, credit, or what a newer Lago says. */
  kind: string;
  /** Of the metric, plan or add-on. */
  code: string | null;
  /** Decimal strings; the price in currency units. */
  units: string | null;
  unitAmount: string | null;
  amountCents: number;
  /** Calendar days, YYYY-MM-DD. */
  from: string | null;
  to: string | null;
  description: string | null;
  events: number | null;
}

/** What an invoice's own record tells beside the columns of our copy. Money in cents. */
export interface InvoiceDetails {
  /** Null when this record came without its fees, as lists bring it. */
  lines: InvoiceLine[] | null;
  subtotalCents: number | null;
  couponsCents: number;
  creditNotesCents: number;
  prepaidCents: number;
  /** What is left to pay; null when this Lago does not tell. */
  dueCents: number | null;
  taxes: { name: string; rate: string | null; amountCents: number }[];
}

const text = z.string().nullish().catch(null).transform((value) => value || null);
const cents = z.coerce.number().int().nullish().catch(null).transform((value) => value ?? null);
const decimal = z.union([z.string(), z.number()]).nullish().catch(null)
  .transform((value) => value === null || value === undefined ? null : String(value));
const day = text.transform((value) =>
  value && /^\d{4}-\d\d-\d\d/.test(value) ? value.slice(0, 10) : null
);
/** The last day of a span: an end at midnight is the end of the day before. */
const lastDay = text.transform((value) => {
  if (!value || !/^\d{4}-\d\d-\d\d/.test(value)) return null;
  const midnight = /T00:00:00(\.0+)?(Z|\+00:00)$/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(midnight)
    ? value.slice(0, 10)
    : new Date(midnight - 1).toISOString().slice(0, 10);
});

const fee = z.object({
  item: z.object({ type: text, code: text, name: text, invoice_display_name: text }).nullish()
    .catch(null),
  units: decimal,
  precise_unit_amount: decimal,
  amount_cents: cents,
  from_date: day,
  to_date: lastDay,
  description: text,
  events_count: cents,
}).transform((row): InvoiceLine => ({
  name: row.item?.invoice_display_name ?? row.item?.name ?? row.item?.code ?? row.description ?? "",
  kind: row.item?.type ?? "",
  code: row.item?.code ?? null,
  units: row.units,
  unitAmount: row.precise_unit_amount,
  amountCents: row.amount_cents ?? 0,
  from: row.from_date,
  to: row.to_date,
  description: row.description,
  events: row.events_count,
}));

const tax = z.object({ tax_name: text, tax_rate: decimal, amount_cents: cents });
const invoice = z.object({
  fees: z.array(fee).nullish().catch(null),
  sub_total_excluding_taxes_amount_cents: cents,
  coupons_amount_cents: cents,
  credit_notes_amount_cents: cents,
  prepaid_credit_amount_cents: cents,
  total_due_amount_cents: cents,
  applied_taxes: z.array(tax).nullish().catch(null),
});

const NOTHING: InvoiceDetails = {
  lines: null,
  subtotalCents: null,
  couponsCents: 0,
  creditNotesCents: 0,
  prepaidCents: 0,
  dueCents: null,
  taxes: [],
};

/** Reads `lago_invoices.raw`; what is not there is null or nothing. */
export function invoiceDetails(raw: unknown): InvoiceDetails {
  const row = invoice.safeParse(raw).data;
  if (!row) return NOTHING;
  return {
    lines: row.fees ?? null,
    subtotalCents: row.sub_total_excluding_taxes_amount_cents,
    couponsCents: row.coupons_amount_cents ?? 0,
    creditNotesCents: row.credit_notes_amount_cents ?? 0,
    prepaidCents: row.prepaid_credit_amount_cents ?? 0,
    dueCents: row.total_due_amount_cents,
    taxes: (row.applied_taxes ?? []).map((each) => ({
      name: each.tax_name ?? "",
      rate: each.tax_rate,
      amountCents: each.amount_cents ?? 0,
    })),
  };
}
