import type { Lago } from "../lago.ts";
import { inTransaction } from "../store/database.ts";
import { finalizeInvoice } from "./finalize.ts";
import { invoiceView, saveInvoice } from "./invoice_records.ts";
import { billUntil } from "./periods_billing.ts";
import { activateSubscription, terminateSubscription } from "./subscription_life.ts";
import { refreshOngoingBalances } from "./wallet_balance.ts";
import { checkAlerts } from "./usage_alerts.ts";

/**
 * The billing clock: starts and ends subscriptions whose time has come, bills ended periods, makes
 * drafts final after their grace, marks overdue invoices, refreshes wallets and alerts. Running it
 * again at the same moment changes nothing.
 */
export function closePeriods(lago: Lago, nowMs: number): void {
  lago.atTime(nowMs, () =>
    inTransaction(lago.db, () => {
      moveSubscriptions(lago, nowMs);
      moveInvoices(lago, nowMs);
      refreshOngoingBalances(lago);
      checkAlerts(lago);
    }));
}

function moveSubscriptions(lago: Lago, nowMs: number): void {
  for (const subscription of lago.docs.all("subscription").reverse()) {
    const startMs = Date.parse(subscription.subscription_at);
    if (subscription.status === "pending" && startMs <= nowMs) {
      activateSubscription(lago, subscription, startMs);
    }
    if (subscription.status !== "active") continue;
    const endMs = subscription.ending_at ? Date.parse(subscription.ending_at) : Infinity;
    if (endMs <= nowMs) terminateSubscription(lago, subscription, endMs);
    else billUntil(lago, subscription, nowMs);
  }
}

function moveInvoices(lago: Lago, nowMs: number): void {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  for (const invoice of lago.docs.all("invoice").reverse()) {
    if (invoice.status === "draft" && Date.parse(invoice.finalize_at ?? "") <= nowMs) {
      finalizeInvoice(lago, invoice);
    }
    const isLate = invoice.status === "finalized" && invoice.payment_status !== "succeeded" &&
      invoice.payment_due_date < today;
    if (isLate && !invoice.payment_overdue) {
      invoice.payment_overdue = true;
      saveInvoice(lago, invoice);
      lago.emit("invoice.payment_overdue", invoiceView(lago, invoice));
    }
  }
}
