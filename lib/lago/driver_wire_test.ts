import assert from "node:assert/strict";
import { entitlementsSchema } from "./entitlements.ts";
import { invoiceDetails } from "./invoice_details.ts";
import { walletDetails, walletTransactionSchema } from "./wallet_transactions.ts";

Deno.test("entitlements by feature and privilege; what cannot be read is left out", () => {
  assert.deepEqual(
    entitlementsSchema.parse([
      {
        code: "ev",
        name: "Charging",
        privileges: [
          { code: "max_amps", value_type: "integer", value: 32 },
          { code: "ramped_charge", value: true },
          { code: "none", value: null },
        ],
      },
      { code: "priority", privileges: [] },
      { privileges: [] },
      null,
    ]),
    { "ev.max_amps": "32", "ev.ramped_charge": "true", priority: "true" },
  );
});

Deno.test("an invoice's record without anything is nothing, not an error", () => {
  for (const raw of [null, "text", 3, [], {}]) {
    const details = invoiceDetails(raw);
    assert.deepEqual([details.lines, details.couponsCents, details.taxes], [null, 0, []]);
  }
});

Deno.test("a fee's name is the one shown on invoices, then the item's own", () => {
  const fee = (item: object) => ({
    item,
    amount_cents: 5,
    units: 1.5,
    from_date: "2026-01-01T00:00:00Z",
  });
  const { lines } = invoiceDetails({
    fees: [
      fee({ invoice_display_name: "Charging", name: "Energy" }),
      fee({ invoice_display_name: "", name: "Energy" }),
      fee({ code: "kwh" }),
    ],
  });
  assert.deepEqual(lines!.map((line) => [line.name, line.units, line.from]), [
    ["Charging", "1.5", "2026-01-01"],
    ["Energy", "1.5", "2026-01-01"],
    ["kwh", "1.5", "2026-01-01"],
  ]);
});

Deno.test("a wallet's movement needs a direction and an amount that is one", () => {
  const row = { lago_id: "1", transaction_type: "outbound", status: "settled", amount: "-3.50" };
  assert.deepEqual(walletTransactionSchema.parse({ ...row, created_at: "2026-01-01T00:00:00Z" }), {
    lagoId: "1",
    direction: "outbound",
    kind: null,
    status: "settled",
    amount: "3.50",
    at: new Date("2026-01-01T00:00:00Z"),
  });
  assert.equal(walletTransactionSchema.safeParse({ ...row, amount: "NaN" }).success, false);
  assert.equal(walletTransactionSchema.safeParse({ ...row, transaction_type: "x" }).success, false);
});

Deno.test("what a wallet consumed is told in cents, or worked out from its credits", () => {
  assert.equal(walletDetails({ consumed_amount_cents: 120 }).consumedCents, 120);
  assert.equal(walletDetails({ consumed_credits: "2.5", rate_amount: "0.5" }).consumedCents, 125);
  assert.equal(walletDetails({}).consumedCents, null);
});

Deno.test("a fee's span ends on its last day, however its end is written", () => {
  const last = (to_date: string) => invoiceDetails({ fees: [{ to_date }] }).lines![0].to;
  assert.equal(last("2026-02-28T23:59:59Z"), "2026-02-28");
  assert.equal(last("2026-03-01T00:00:00Z"), "2026-02-28");
  assert.equal(last("2026-02-28"), "2026-02-28");
  assert.equal(last("soon"), null);
});
