/** An invoice in one word (spec 4.4.3). */
export type InvoiceUiStatus =
  | "draft"
  | "finalized"
  | "pending"
  | "overdue"
  | "paid"
  | "voided"
  | "failed";

export interface InvoiceState {
  /** Lago's: draft, finalized, voided, failed, pending, …; newer words are tolerated. */
  status: string;
  /** Lago's: pending, succeeded, failed. */
  paymentStatus: string | null;
  paymentOverdue: boolean;
}

/**
 * Lago's three states as one word. The document's own state comes first; of a final one money decides:
 * paid, overdue, failed payment, awaited payment, and `finalized` while nothing is known of a payment.
 */
export function deriveInvoiceUiStatus(
  { status, paymentStatus, paymentOverdue }: InvoiceState,
): InvoiceUiStatus {
  switch (status) {
    case "draft":
    case "pending":
    case "failed":
      return status;
    case "voided":
    case "deleted":
      return "voided";
  }
  if (paymentStatus === "succeeded") return "paid";
  if (paymentOverdue) return "overdue";
  if (paymentStatus === "failed") return "failed";
  return paymentStatus === "pending" ? "pending" : "finalized";
}

/** What a driver is told: four words for the states that reach them. */
export type DriverInvoiceStatus = "paid" | "open" | "overdue" | "voided";

/** The driver's word for a final or voided invoice: what is neither paid, overdue nor void is open. */
export function driverInvoiceStatus(invoice: InvoiceState): DriverInvoiceStatus {
  const status = deriveInvoiceUiStatus(invoice);
  return status === "paid" || status === "overdue" || status === "voided" ? status : "open";
}
