export {
  createLagoClient,
  type CustomerInput,
  type EventFilter,
  type InvoiceFilter,
  type LagoClient,
  type SubscriptionInput,
} from "./client.ts";
export type { LagoEntitlements } from "./entitlements.ts";
export { textOfCode, textsOfDetails } from "./error_texts.ts";
export { type InvoiceDetails, invoiceDetails, type InvoiceLine } from "./invoice_details.ts";
export {
  BREAKER_OPEN,
  processWebhookEvents,
  type ProcessWebhooksInput,
} from "./process_webhooks.ts";
export * as readModels from "./read_models.ts";
export {
  receiveWebhook,
  type ReceiveWebhookInput,
  type ReceiveWebhookResult,
} from "./receive_webhook.ts";
export type {
  LagoBillableMetric,
  LagoCurrentUsage,
  LagoCustomer,
  LagoEstimatedFee,
  LagoFee,
  LagoInvoice,
  LagoPlan,
  LagoRefusedRow,
  LagoStoredEvent,
  LagoSubscription,
  LagoUsageCharge,
  LagoUsageEvent,
  LagoWallet,
  Page,
  SendReceipt,
} from "./types.ts";
export { createWebhookVerifier, type WebhookVerifier } from "./verify_webhook.ts";
export {
  type LagoWalletTransaction,
  type WalletDetails,
  walletDetails,
} from "./wallet_transactions.ts";
export type { RefusedUsage } from "./webhook_handlers.ts";
export { LagoMisconfigured, LagoRefused } from "./wire.ts";
