import type { Lago } from "../lago.ts";
import type { Wallet, WalletTransaction } from "../store/kinds.ts";
import { invalid } from "../http/errors.ts";
import { decimalOr0, Exact } from "../pricing/exact.ts";
import { addInvoice, newInvoice } from "./invoice_records.ts";
import { newFee } from "./fee_records.ts";
import { finalizeInvoice } from "./finalize.ts";
import { addMovement, moveBalance } from "./wallet_balance.ts";

/** Credits of a top-up, decimal strings; paid ones are asked for by an invoice of their own. */
export interface TopUp {
  paid_credits?: string | null;
  granted_credits?: string | null;
  voided_credits?: string | null;
  name?: string | null;
  metadata?: WalletTransaction["metadata"];
}

/** Granted credits arrive at once, paid ones when their invoice is paid, voided ones go at once. */
export function topUp(lago: Lago, wallet: Wallet, input: TopUp): WalletTransaction[] {
  const paid = decimalOr0(input.paid_credits);
  const granted = decimalOr0(input.granted_credits);
  const voided = decimalOr0(input.voided_credits);
  if (voided.gt(wallet.credits_balance)) {
    throw invalid({ voided_credits: ["insufficient_credits"] });
  }
  const made: WalletTransaction[] = [];
  const settle = (credits: Exact, status: string, type: string) => {
    moveBalance(lago, wallet, type === "inbound" ? credits : credits.neg());
    made.push(addMovement(lago, wallet, {
      status: "settled",
      transaction_status: status,
      transaction_type: type,
      source: "manual",
      credits,
      name: input.name,
      metadata: input.metadata,
    }));
  };
  if (paid.gt(0)) made.push(payFor(lago, wallet, paid, input));
  if (granted.gt(0)) settle(granted, "granted", "inbound");
  if (voided.gt(0)) settle(voided, "voided", "outbound");
  return made.map(({ lago_id }) => lago.byId("wallet_transaction", lago_id));
}

function payFor(lago: Lago, wallet: Wallet, credits: Exact, input: TopUp): WalletTransaction {
  const customer = lago.byKey("customer", wallet.external_customer_id);
  const invoice = newInvoice(lago, customer, { type: "credit", currency: wallet.currency });
  const movement = addMovement(lago, wallet, {
    status: "pending",
    transaction_status: "purchased",
    transaction_type: "inbound",
    source: "manual",
    credits,
    invoiceId: invoice.lago_id,
    name: input.name,
    metadata: input.metadata,
  });
  const fee = newFee(lago, {
    externalCustomerId: customer.external_id,
    item: {
      type: "credit",
      code: "credit",
      name: wallet.name ?? "Prepaid credits",
      id: movement.lago_id,
    },
    units: credits,
    amount: credits.times(wallet.rate_amount),
    currency: wallet.currency,
  });
  addInvoice(lago, invoice, [fee]);
  finalizeInvoice(lago, invoice);
  return movement;
}
