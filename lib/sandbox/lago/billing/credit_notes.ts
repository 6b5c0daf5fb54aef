import type { Lago } from "../lago.ts";
import { isoDay } from "../lago.ts";
import type { CreditNote, Invoice } from "../store/kinds.ts";
import { invalid } from "../http/errors.ts";
import { nextNumber } from "../store/database.ts";

/** What a credit note gives back, in cents. */
export interface CreditNoteInput {
  creditCents: number;
  refundCents: number;
  reason: string;
  description?: string | null;
  items?: { fee_id: string; amount_cents: number }[];
}

/** Issues a credit note on a final invoice, at most for what is left of it. */
export function issueCreditNote(lago: Lago, invoice: Invoice, input: CreditNoteInput): CreditNote {
  const given = lago.docs.byParent("credit_note", invoice.lago_id)
    .filter((note) => note.credit_status !== "voided")
    .reduce((sum, note) => sum + note.total_amount_cents, 0);
  const total = input.creditCents + input.refundCents;
  const value = invoice.total_amount_cents + invoice.prepaid_credit_amount_cents;
  if (total > value - given) {
    throw invalid({ base: ["higher_than_remaining_invoice_amount"] });
  }
  if (input.refundCents > invoice.total_paid_amount_cents) {
    throw invalid({ refund_amount_cents: ["higher_than_remaining_invoice_amount"] });
  }
  const sequential = nextNumber(lago.db, `credit_note:${invoice.lago_id}`);
  const note: CreditNote = {
    lago_id: lago.id(),
    sequential_id: sequential,
    number: `${invoice.number}-CN${String(sequential).padStart(3, "0")}`,
    lago_invoice_id: invoice.lago_id,
    invoice_number: invoice.number,
    external_customer_id: invoice.external_customer_id,
    issuing_date: isoDay(lago.now()),
    credit_status: input.creditCents > 0 ? "available" : null,
    refund_status: input.refundCents > 0 ? "pending" : null,
    reason: input.reason,
    description: input.description ?? null,
    currency: invoice.currency,
    total_amount_cents: total,
    credit_amount_cents: input.creditCents,
    balance_amount_cents: input.creditCents,
    refund_amount_cents: input.refundCents,
    items: (input.items ?? []).map(({ fee_id, amount_cents }) => ({
      lago_id: lago.id(),
      lago_fee_id: lago.byId("fee", fee_id).lago_id,
      amount_cents,
      amount_currency: invoice.currency,
    })),
    created_at: lago.stamp(),
  };
  lago.docs.add("credit_note", note, { parent: invoice.lago_id });
  lago.emit("credit_note.created", note);
  return note;
}
