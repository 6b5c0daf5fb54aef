import type { Lago } from "./lago.ts";
import type { Route } from "./http/router.ts";
import type { EventAftermath } from "./billing/event_aftermath.ts";
import { addOnRoutes } from "./resources/add_ons.ts";
import { alertRoutes } from "./resources/alerts.ts";
import { couponRoutes } from "./resources/coupons.ts";
import { creditNoteRoutes } from "./resources/credit_notes.ts";
import { customerRoutes } from "./resources/customers.ts";
import { eventRoutes } from "./resources/events.ts";
import { feeRoutes } from "./resources/fees.ts";
import { invoiceRoutes } from "./resources/invoices.ts";
import { invoiceVerbRoutes } from "./resources/invoice_verbs.ts";
import { metricRoutes } from "./resources/metrics.ts";
import { paymentRoutes } from "./resources/payments.ts";
import { planRoutes } from "./resources/plans.ts";
import { subscriptionRoutes } from "./resources/subscriptions.ts";
import { taxRoutes } from "./resources/taxes.ts";
import { usageRoutes } from "./resources/usage.ts";
import { walletRoutes } from "./resources/wallets.ts";
import { webhookEndpointRoutes } from "./resources/webhook_endpoints.ts";

/** Every operation of the API. */
export function allRoutes(lago: Lago, aftermath: EventAftermath): Route[] {
  return [
    ...customerRoutes(lago),
    ...usageRoutes(lago),
    ...subscriptionRoutes(lago),
    ...alertRoutes(lago),
    ...planRoutes(lago),
    ...metricRoutes(lago),
    ...eventRoutes(lago, aftermath),
    ...feeRoutes(lago),
    ...invoiceRoutes(lago),
    ...invoiceVerbRoutes(lago),
    ...paymentRoutes(lago),
    ...creditNoteRoutes(lago),
    ...walletRoutes(lago),
    ...couponRoutes(lago),
    ...taxRoutes(lago),
    ...addOnRoutes(lago),
    ...webhookEndpointRoutes(lago),
  ];
}
