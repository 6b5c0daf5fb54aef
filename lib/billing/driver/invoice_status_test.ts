import assert from "node:assert/strict";
import fc from "fast-check";
import {
  deriveInvoiceUiStatus,
  driverInvoiceStatus,
  type InvoiceUiStatus,
} from "./invoice_status.ts";

const CASES: [status: string, payment: string | null, isOverdue: boolean, InvoiceUiStatus][] = [
  ["draft", "pending", false, "draft"],
  ["draft", "succeeded", true, "draft"],
  ["pending", "pending", false, "pending"],
  ["failed", "pending", false, "failed"],
  ["voided", "pending", false, "voided"],
  ["voided", "succeeded", true, "voided"],
  ["deleted", null, false, "voided"],
  ["finalized", "succeeded", false, "paid"],
  // Paid a day late: Lago may clear the flag later.
  ["finalized", "succeeded", true, "paid"],
  ["finalized", "pending", true, "overdue"],
  ["finalized", "failed", true, "overdue"],
  ["finalized", "failed", false, "failed"],
  ["finalized", "pending", false, "pending"],
  ["finalized", null, false, "finalized"],
  ["finalized", "a word of a newer Lago", false, "finalized"],
  ["a state of a newer Lago", "pending", false, "pending"],
];

for (const [status, paymentStatus, paymentOverdue, expected] of CASES) {
  Deno.test(`an invoice ${status}, payment ${paymentStatus}, overdue ${paymentOverdue} is ${expected}`, () => {
    assert.equal(deriveInvoiceUiStatus({ status, paymentStatus, paymentOverdue }), expected);
  });
}

Deno.test("a driver is told one of four words, and never paid what is not", () => {
  fc.assert(fc.property(
    fc.oneof(fc.constantFrom("draft", "finalized", "voided", "failed", "pending"), fc.string()),
    fc.option(fc.oneof(fc.constantFrom("pending", "succeeded", "failed"), fc.string())),
    fc.boolean(),
    (status, paymentStatus, paymentOverdue) => {
      const word = driverInvoiceStatus({ status, paymentStatus, paymentOverdue });
      assert.ok(["paid", "open", "overdue", "voided"].includes(word));
      if (word === "paid") assert.equal(paymentStatus, "succeeded");
    },
  ));
});
