import { inArray } from "drizzle-orm";
import { lagoInvoices } from "@/db/schema/mod.ts";
import { type InvoiceDetails, invoiceDetails } from "@/lib/lago/mod.ts";
import {
  deriveInvoiceUiStatus,
  type DriverInvoiceStatus,
  driverInvoiceStatus,
  type InvoiceUiStatus,
} from "./invoice_status.ts";

/** An invoice as lists show it. Money in cents of `currency`. */
export interface InvoiceView {
  id: string;
  number: string | null;
  status: string;
  paymentStatus: string | null;
  paymentOverdue: boolean;
  uiStatus: InvoiceUiStatus;
  driverStatus: DriverInvoiceStatus;
  /** subscription, add_on, credit, one_off, …: what it is about. */
  invoiceType: string | null;
  currency: string;
  feesCents: number;
  taxesCents: number;
  totalCents: number;
  /** What is left to pay; nothing of a paid or voided one. */
  dueCents: number;
  /** Calendar days, YYYY-MM-DD. */
  issuingDate: string | null;
  paymentDueDate: string | null;
}

export type InvoiceRow = typeof lagoInvoices.$inferSelect;

/** Drafts still change and failed ones are the operator's to mend: drivers see what was issued. */
export const issued = inArray(lagoInvoices.status, ["finalized", "voided"]);

/** Describes a row of our copy, with the details its record holds. */
export function describeInvoice(row: InvoiceRow): InvoiceView & { details: InvoiceDetails } {
  const details = invoiceDetails(row.raw);
  const uiStatus = deriveInvoiceUiStatus(row);
  const isSettled = uiStatus === "paid" || uiStatus === "voided";
  return {
    id: row.lagoId,
    number: row.number,
    status: row.status,
    paymentStatus: row.paymentStatus,
    paymentOverdue: row.paymentOverdue,
    uiStatus,
    driverStatus: driverInvoiceStatus(row),
    invoiceType: row.invoiceType,
    currency: row.currency,
    feesCents: row.feesAmountCents,
    taxesCents: row.taxesAmountCents,
    totalCents: row.totalAmountCents,
    dueCents: isSettled ? 0 : details.dueCents ?? row.totalAmountCents,
    issuingDate: row.issuingDate,
    paymentDueDate: row.paymentDueDate,
    details,
  };
}
