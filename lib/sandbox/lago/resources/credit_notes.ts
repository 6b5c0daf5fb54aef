import { z } from "zod";
import type { Lago } from "../lago.ts";
import type { Route } from "../http/router.ts";
import { unwrap } from "../http/body.ts";
import { listItems } from "../http/listing.ts";
import { notAllowed } from "../http/errors.ts";
import { issueCreditNote } from "../billing/credit_notes.ts";

const REASONS = [
  "duplicated_charge",
  "product_unsatisfactory",
  "order_change",
  "order_cancellation",
  "fraudulent_charge",
  "other",
];

const creditNoteSchema = z.object({
  invoice_id: z.string(),
  reason: z.enum(REASONS).default("other"),
  description: z.string().nullish(),
  credit_amount_cents: z.int().nonnegative().default(0),
  refund_amount_cents: z.int().nonnegative().default(0),
  items: z.array(z.object({ fee_id: z.string(), amount_cents: z.int().nonnegative() })).default([]),
});

/** `/credit_notes`. Creating is not idempotent, as in Lago. */
export function creditNoteRoutes(lago: Lago): Route[] {
  return [
    ["POST", "/credit_notes", ({ body }) => {
      const input = unwrap(body, "credit_note", creditNoteSchema);
      const invoice = lago.byId("invoice", input.invoice_id);
      if (invoice.status !== "finalized") throw notAllowed("invalid_type_or_status");
      const credit_note = issueCreditNote(lago, invoice, {
        ...input,
        creditCents: input.credit_amount_cents,
        refundCents: input.refund_amount_cents,
      });
      return { credit_note };
    }],
    ["GET", "/credit_notes", ({ query }) => {
      const customer = query.get("external_customer_id");
      const notes = lago.docs.all("credit_note")
        .filter((note) => customer === null || note.external_customer_id === customer);
      return listItems(lago, "credit_notes", query, notes);
    }],
    ["GET", "/credit_notes/{id}", ({ path }) => ({
      credit_note: lago.byId("credit_note", path.id),
    })],
    ["PUT", "/credit_notes/{id}/void", ({ path }) => {
      const note = lago.byId("credit_note", path.id);
      if (note.credit_status !== "available") throw notAllowed("no_voidable_amount");
      const voided = { ...note, credit_status: "voided", balance_amount_cents: 0 };
      return { credit_note: lago.docs.update("credit_note", voided) };
    }],
  ];
}
