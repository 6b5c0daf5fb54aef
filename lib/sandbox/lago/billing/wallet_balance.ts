import type { Lago } from "../lago.ts";
import type { Invoice, Wallet, WalletTransaction } from "../store/kinds.ts";
import { Exact, printDecimal, toCents } from "../pricing/exact.ts";
import { currentUsageCents } from "./current_usage.ts";

/** Stores a movement of a wallet and tells of it. */
export function addMovement(
  lago: Lago,
  wallet: Wallet,
  input:
    & Pick<WalletTransaction, "status" | "transaction_status" | "transaction_type" | "source">
    & {
      credits: Exact;
      invoiceId?: string | null;
      name?: string | null;
      metadata?: WalletTransaction["metadata"];
    },
): WalletTransaction {
  const { credits, invoiceId, name, metadata, ...kind } = input;
  const movement: WalletTransaction = {
    ...kind,
    lago_id: lago.id(),
    lago_wallet_id: wallet.lago_id,
    lago_invoice_id: invoiceId ?? null,
    credit_amount: printDecimal(credits),
    amount: printDecimal(credits.times(wallet.rate_amount)),
    name: name ?? null,
    metadata: metadata ?? [],
    settled_at: kind.status === "settled" ? lago.stamp() : null,
    created_at: lago.stamp(),
  };
  lago.docs.add("wallet_transaction", movement, { parent: wallet.lago_id });
  lago.emit("wallet_transaction.created", movement);
  return movement;
}

/** Adds credits (negative takes them) to the balance and stores the wallet. */
export function moveBalance(lago: Lago, wallet: Wallet, credits: Exact): void {
  setBalance(wallet, new Exact(wallet.credits_balance).plus(credits));
  syncOngoing(lago, wallet, currentUsageCents(lago, wallet.external_customer_id));
}

function setBalance(wallet: Wallet, credits: Exact): void {
  wallet.credits_balance = printDecimal(credits);
  wallet.balance_cents = toCents(credits.times(wallet.rate_amount));
}

/** Uses prepaid credit for an invoice, lowest priority number first; answers the cents covered. */
export function consumeWallets(lago: Lago, invoice: Invoice, wantedCents: number): number {
  const wallets = activeWallets(lago, invoice.external_customer_id)
    .filter((wallet) => wallet.currency === invoice.currency);
  let covered = 0;
  for (const wallet of wallets) {
    const cents = Math.min(wallet.balance_cents, wantedCents - covered);
    if (cents <= 0) continue;
    const credits = new Exact(cents).div(100).div(wallet.rate_amount);
    covered += cents;
    wallet.consumed_credits = printDecimal(new Exact(wallet.consumed_credits).plus(credits));
    wallet.consumed_amount_cents += cents;
    wallet.last_consumed_credit_at = lago.stamp();
    moveBalance(lago, wallet, credits.neg());
    addMovement(lago, wallet, {
      status: "settled",
      transaction_status: "invoiced",
      transaction_type: "outbound",
      source: "manual",
      credits,
      invoiceId: invoice.lago_id,
    });
  }
  return covered;
}

/** Active wallets of a customer in the order they are used up. */
export function activeWallets(lago: Lago, externalCustomerId: string): Wallet[] {
  return lago.docs.byParent("wallet", externalCustomerId).reverse()
    .filter((wallet) => wallet.status === "active")
    .sort((a, b) => a.priority - b.priority);
}

/** The invoice of a top-up is paid: its pending credits arrive. */
export function settlePaidCredits(lago: Lago, invoice: Invoice): void {
  for (const wallet of lago.docs.byParent("wallet", invoice.external_customer_id)) {
    for (const movement of lago.docs.byParent("wallet_transaction", wallet.lago_id)) {
      if (movement.lago_invoice_id !== invoice.lago_id || movement.status !== "pending") continue;
      const settled = { ...movement, status: "settled", settled_at: lago.stamp() };
      lago.docs.update("wallet_transaction", settled);
      moveBalance(lago, wallet, new Exact(movement.credit_amount));
      lago.emit("wallet_transaction.updated", settled);
    }
  }
}

/** The background job behind the ongoing balances: they are as old as its last run. */
export function refreshOngoingBalances(lago: Lago): void {
  for (const { external_id } of lago.docs.all("customer")) {
    const wallets = activeWallets(lago, external_id);
    if (wallets.length === 0) continue;
    const usageCents = currentUsageCents(lago, external_id);
    for (const wallet of wallets) syncOngoing(lago, wallet, usageCents);
  }
}

function syncOngoing(lago: Lago, wallet: Wallet, usageCents: number): void {
  const wasLeft = wallet.ongoing_balance_cents > 0;
  wallet.ongoing_usage_balance_cents = usageCents;
  wallet.ongoing_balance_cents = wallet.balance_cents - usageCents;
  const inCredits = (cents: number) =>
    printDecimal(new Exact(cents).div(100).div(wallet.rate_amount).toSignificantDigits(30));
  wallet.credits_ongoing_usage_balance = inCredits(usageCents);
  wallet.credits_ongoing_balance = inCredits(wallet.ongoing_balance_cents);
  wallet.last_balance_sync_at = lago.stamp();
  lago.docs.update("wallet", wallet);
  if (wasLeft && wallet.ongoing_balance_cents <= 0) {
    lago.emit("wallet.depleted_ongoing_balance", wallet);
  }
}
