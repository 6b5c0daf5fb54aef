export { type BillingAccount, billingAccount } from "./account.ts";
export { type Amount, type BillingOverview, billingOverview } from "./billing_overview.ts";
export { type FeeLine, type FeeUnit } from "./fee_unit.ts";
export { getInvoice, type InvoicePage } from "./get_invoice.ts";
export { type InvoicePdf, invoicePdf } from "./invoice_pdf.ts";
export {
  deriveInvoiceUiStatus,
  type DriverInvoiceStatus,
  driverInvoiceStatus,
  type InvoiceUiStatus,
} from "./invoice_status.ts";
export { type InvoiceView } from "./invoice_view.ts";
export {
  INVOICE_FILTERS,
  type InvoiceCursor,
  type InvoiceFilterStatus,
  listInvoices,
  type ListInvoicesInput,
} from "./list_invoices.ts";
export { isPortalLikely, portalUrl } from "./portal_url.ts";
export { type BillEstimate, type SubscriptionView, subscriptionView } from "./subscription_view.ts";
export { type WalletMovement, type WalletView, walletView } from "./wallet_view.ts";
