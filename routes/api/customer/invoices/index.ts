import { z } from "zod";
import { endpoint } from "@/define.ts";
import { INVOICE_FILTERS, type InvoiceView, listInvoices } from "@/lib/billing/mod.ts";
import {
  day,
  decodeCursor,
  encodeCursor,
  handlers,
  pageQuery,
  periodProblem,
  reply,
} from "@/lib/web/mod.ts";
import { invalid } from "@/lib/platform/errors.ts";

const cursor = z.object({ issuingDate: z.string().max(40).nullable(), id: z.string().max(500) });

/** Field names as in the billing system's own invoices, where these pass through. */
const invoiceJson = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: z.string(),
  payment_status: z.string().nullable(),
  payment_overdue: z.boolean(),
  ui_status: z.enum(["draft", "finalized", "pending", "overdue", "paid", "voided", "failed"]),
  invoice_type: z.string().nullable(),
  currency: z.string(),
  fees_amount_cents: z.int(),
  taxes_amount_cents: z.int(),
  total_amount_cents: z.int(),
  due_amount_cents: z.int(),
  issuing_date: z.string().nullable(),
  payment_due_date: z.string().nullable(),
  file_url: z.string(),
});

const toJson = (invoice: InvoiceView): z.input<typeof invoiceJson> => ({
  id: invoice.id,
  number: invoice.number,
  status: invoice.status,
  payment_status: invoice.paymentStatus,
  payment_overdue: invoice.paymentOverdue,
  ui_status: invoice.uiStatus,
  invoice_type: invoice.invoiceType,
  currency: invoice.currency,
  fees_amount_cents: invoice.feesCents,
  taxes_amount_cents: invoice.taxesCents,
  total_amount_cents: invoice.totalCents,
  due_amount_cents: invoice.dueCents,
  issuing_date: invoice.issuingDate,
  payment_due_date: invoice.paymentDueDate,
  // Ours: the address in the billing system is a secret.
  file_url: `/api/customer/invoices/${encodeURIComponent(invoice.id)}/pdf`,
});

const getInvoices = endpoint({
  method: "GET",
  path: "/api/customer/invoices",
  hosts: "customer",
  auth: "customer",
  summary: "Own invoices, newest first",
  description:
    "Issued invoices only: drafts still change. Money in minor units, days as YYYY-MM-DD.",
  tags: ["Billing"],
  request: {
    query: z.object({
      status: z.enum(INVOICE_FILTERS).default("all"),
      from: day.optional(),
      to: day.optional(),
      ...pageQuery({ fallback: 20 }),
    }),
  },
  responses: {
    200: {
      description: "One page; `next` is the cursor of the page after",
      schema: z.object({ invoices: z.array(invoiceJson), next: z.string().nullable() }),
    },
    400: {
      description: "An unknown status, a day that is none, from after to, or a foreign cursor",
    },
  },
}, async ({ ctx, query, state }) => {
  const { cursor: text, ...filter } = query;
  const problem = periodProblem(filter);
  if (problem) throw invalid(problem);
  const after = decodeCursor(cursor, text)?.at;
  const found = await listInvoices(ctx, { ...filter, after, userId: state.session!.userId });
  return reply(200, {
    invoices: found.invoices.map(toJson),
    next: found.next ? encodeCursor({ direction: "next", at: found.next }) : null,
  });
});

export const handler = handlers(getInvoices);
