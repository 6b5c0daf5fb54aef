import assert from "node:assert/strict";
import { seedCharging, type TestLago, usageEvent, withLago } from "../testing.ts";

interface WalletBody {
  wallet: {
    lago_id: string;
    status: string;
    credits_balance: string;
    balance_cents: number;
    ongoing_balance_cents: number;
  };
}
interface Movements {
  wallet_transactions: { status: string; credit_amount: string; lago_invoice_id: string | null }[];
}

async function newWallet(lago: TestLago, fields = {}): Promise<string> {
  lago.sandbox.control.ensureCustomer({ external_id: "cus" });
  const { wallet } = await lago.ok<WalletBody>("POST", "/wallets", {
    wallet: { external_customer_id: "cus", rate_amount: "0.5", currency: "EUR", ...fields },
  });
  return wallet.lago_id;
}

const read = async (lago: TestLago, id: string) =>
  (await lago.ok<WalletBody>("GET", `/wallets/${id}`)).wallet;

Deno.test("granted credits arrive at once, and the same top-up twice counts twice", () =>
  withLago({}, async (lago) => {
    const wallet_id = await newWallet(lago);
    const body = { wallet_transaction: { wallet_id, granted_credits: "10.5" } };
    await lago.ok("POST", "/wallet_transactions", body);
    await lago.ok("POST", "/wallet_transactions", body);
    const wallet = await read(lago, wallet_id);
    assert.deepEqual([wallet.credits_balance, wallet.balance_cents], ["21.0", 1050]);
  }));

Deno.test("paid credits wait for their invoice", () =>
  withLago({}, async (lago) => {
    const wallet_id = await newWallet(lago);
    const { wallet_transactions: [movement] } = await lago.ok<Movements>(
      "POST",
      "/wallet_transactions",
      { wallet_transaction: { wallet_id, paid_credits: "20" } },
    );
    assert.equal(movement.status, "pending");
    assert.equal((await read(lago, wallet_id)).balance_cents, 0);
    const invoice_id = movement.lago_invoice_id;
    await lago.ok("POST", "/payments", {
      payment: { invoice_id, amount_cents: 1000, reference: "bank" },
    });
    assert.equal((await read(lago, wallet_id)).balance_cents, 1000);
    const list = await lago.ok<Movements>("GET", `/wallets/${wallet_id}/wallet_transactions`);
    assert.deepEqual(list.wallet_transactions.map(({ status }) => status), ["settled"]);
  }));

Deno.test("prepaid credit pays the invoice as far as it reaches", () =>
  withLago({}, async (lago) => {
    seedCharging(lago);
    const id = await newWallet(lago, { granted_credits: "5" });
    await lago.ok("POST", "/events", { event: usageEvent("a", "10") });
    lago.clock.nowMs = Date.parse("2026-01-20T00:00:00Z");
    assert.equal((await read(lago, id)).ongoing_balance_cents, 250, "as old as the last refresh");
    lago.sandbox.control.closePeriods(lago.clock.nowMs);
    assert.equal((await read(lago, id)).ongoing_balance_cents, -150);
    lago.clock.nowMs = Date.parse("2026-02-01T00:00:00Z");
    lago.sandbox.control.closePeriods(lago.clock.nowMs);
    const [invoice] = lago.sandbox.control.invoices("cus");
    assert.deepEqual([invoice.prepaid_credit_amount_cents, invoice.total_amount_cents], [250, 150]);
    assert.equal((await read(lago, id)).credits_balance, "0.0");
  }));

Deno.test("a terminated wallet takes no top-up, and no more is voided than there is", () =>
  withLago({}, async (lago) => {
    const wallet_id = await newWallet(lago, { granted_credits: "5" });
    const move = (fields: object) =>
      lago.call("POST", "/wallet_transactions", { wallet_transaction: { wallet_id, ...fields } });
    assert.equal((await move({ voided_credits: "6" })).status, 422);
    assert.equal((await move({ voided_credits: "5" })).status, 200);
    await lago.ok("DELETE", `/wallets/${wallet_id}`);
    assert.equal((await move({ granted_credits: "1" })).status, 422);
  }));
