import { z } from "zod";
import {
  type BreakerState,
  type HttpCall,
  type HttpClient,
  path,
  type SafePath,
} from "@/lib/platform/http.ts";
import { pagesOf, parsePage, unwrap } from "./pages.ts";
import {
  customerSchema,
  estimatedFeeSchema,
  invoiceSchema,
  metricSchema,
  planSchema,
  storedEventSchema,
  subscriptionSchema,
  usageSchema,
  walletSchema,
} from "./schemas.ts";
import { entitlementsSchema, type LagoEntitlements } from "./entitlements.ts";
import { readInvoiceFile } from "./invoice_file.ts";
import { sendEvents, wireEvent } from "./send_events.ts";
import type * as t from "./types.ts";
import { type LagoWalletTransaction, walletTransactionSchema } from "./wallet_transactions.ts";
import { createLagoHttp, isNotFound, type LagoConfig, type LagoDeps, LagoRefused } from "./wire.ts";

export interface CustomerInput {
  externalId: string;
  name?: string;
  /** Null takes it away. */
  email?: string | null;
  currency?: string;
  timezone?: string;
  phone?: string;
}

export interface SubscriptionInput {
  /** Our id and the idempotency key; the same id with another plan is a change of plan. */
  externalId: string;
  externalCustomerId: string;
  planCode: string;
  name?: string;
  billingTime?: "calendar" | "anniversary";
  startsAt?: Date;
  endsAt?: Date;
}

export interface InvoiceFilter {
  externalCustomerId?: string;
  statuses?: string[];
  paymentStatuses?: string[];
  paymentOverdue?: boolean;
  /** Issuing dates, YYYY-MM-DD, both included. */
  issuedFrom?: string;
  issuedTo?: string;
}

export interface EventFilter {
  externalSubscriptionId?: string;
  code?: string;
  from?: Date;
  to?: Date;
}

/**
 * Lago as the platform sees it. Lists come page by page; every call may throw HttpFailure (Lago is away
 * or unreadable), LagoRefused (Lago says no, in words) or LagoMisconfigured (an operator must act).
 */
export interface LagoClient {
  sendEvents(events: readonly t.LagoUsageEvent[]): Promise<t.SendReceipt>;
  getEvent(transactionId: string): Promise<t.LagoStoredEvent | null>;
  listEvents(filter?: EventFilter): AsyncGenerator<t.Page<t.LagoStoredEvent>>;
  /** What events would cost; nothing is stored. */
  estimateFees(event: Omit<t.LagoUsageEvent, "timestampMs">): Promise<t.LagoEstimatedFee[]>;
  /** Creates or updates by external id. */
  upsertCustomer(input: CustomerInput): Promise<t.LagoCustomer>;
  getCustomer(externalId: string): Promise<t.LagoCustomer | null>;
  listCustomers(): AsyncGenerator<t.Page<t.LagoCustomer>>;
  /** Short-lived and secret: fetch on click, never store or log. */
  portalUrl(externalCustomerId: string): Promise<string>;
  /** Where one invoice is paid, as secret; null when Lago refuses, e.g. without a payment provider. */
  paymentUrl(invoiceLagoId: string): Promise<string | null>;
  getCurrentUsage(
    externalCustomerId: string,
    externalSubscriptionId: string,
  ): Promise<t.LagoCurrentUsage>;
  createSubscription(input: SubscriptionInput): Promise<t.LagoSubscription>;
  /** The active one unless a status is given. */
  getSubscription(externalId: string, status?: string): Promise<t.LagoSubscription | null>;
  /** All states unless some are given. */
  listSubscriptions(
    filter?: { statuses?: string[]; externalCustomerId?: string; planCode?: string },
  ): AsyncGenerator<t.Page<t.LagoSubscription>>;
  listPlans(): AsyncGenerator<t.Page<t.LagoPlan>>;
  getBillableMetric(code: string): Promise<t.LagoBillableMetric | null>;
  listBillableMetrics(): AsyncGenerator<t.Page<t.LagoBillableMetric>>;
  getInvoice(lagoId: string): Promise<t.LagoInvoice | null>;
  listInvoices(filter?: InvoiceFilter): AsyncGenerator<t.Page<t.LagoInvoice>>;
  /** Asks for the PDF; `fileUrl` stays null until it is made. */
  downloadInvoice(lagoId: string): Promise<t.LagoInvoice>;
  /** Drafts only. */
  refreshInvoice(lagoId: string): Promise<t.LagoInvoice>;
  /** Drafts only. Sent once, as are the next two. */
  finalizeInvoice(lagoId: string): Promise<t.LagoInvoice>;
  voidInvoice(lagoId: string): Promise<t.LagoInvoice>;
  retryPayment(lagoId: string): Promise<void>;
  /** The PDF behind an invoice's `fileUrl`; see `readInvoiceFile` for what is refused. */
  invoiceFile(fileUrl: string): Promise<Uint8Array<ArrayBuffer>>;
  listWallets(filter?: { externalCustomerId?: string }): AsyncGenerator<t.Page<t.LagoWallet>>;
  /** The latest movements of a wallet, newest first; unreadable ones are left out. */
  latestWalletTransactions(
    walletLagoId: string,
    input: { limit: number; direction?: "inbound" | "outbound" },
  ): Promise<LagoWalletTransaction[]>;
  /** Null when this Lago knows none for the subscription, or does not have them at all. */
  getEntitlements(externalSubscriptionId: string): Promise<LagoEntitlements | null>;
  /** PEM of the key that signs JWT webhooks. */
  webhookPublicKey(): Promise<string>;
  breakerState(): BreakerState;
}

const ALL_STATUSES = ["active", "pending", "canceled", "terminated"];

/**
 * The client of the configured Lago, or null when LAGO_API_URL or LAGO_API_KEY is unset.
 * @example
 * for await (const { rows } of createLagoClient(config)!.listInvoices({ statuses: ["draft"] })) …
 */
export function createLagoClient(config: LagoConfig, deps: LagoDeps = {}): LagoClient | null {
  const http = createLagoHttp(config, deps);
  if (!http) return null;
  const read = reader(http);
  const verb = async (method: "POST" | "PUT", at: SafePath, retry: HttpCall["retry"]) => {
    const { body } = await http.call({ method, path: at, retry });
    return unwrap(body, "invoice", invoiceSchema);
  };
  return {
    sendEvents: (events) => sendEvents(http, events),
    getEvent: (id) => read(path`/events/${id}`, "event", storedEventSchema),
    listEvents: (filter = {}) =>
      pagesOf(http, path`/events`, "events", storedEventSchema, {
        external_subscription_id: filter.externalSubscriptionId,
        code: filter.code,
        timestamp_from: filter.from?.toISOString(),
        timestamp_to: filter.to?.toISOString(),
      }),
    async estimateFees(event) {
      const { timestamp: _, ...wire } = wireEvent({ ...event, timestampMs: 0 });
      const { body } = await http.call({
        method: "POST",
        path: path`/events/estimate_fees`,
        body: { event: wire },
        retry: "idempotent",
      });
      return unwrap(body, "fees", z.array(estimatedFeeSchema));
    },
    async upsertCustomer({ externalId, ...rest }) {
      const { body } = await http.call({
        method: "POST",
        path: path`/customers`,
        body: { customer: { external_id: externalId, ...rest } },
        retry: "idempotent",
      });
      return unwrap(body, "customer", customerSchema);
    },
    getCustomer: (id) => read(path`/customers/${id}`, "customer", customerSchema),
    listCustomers: () => pagesOf(http, path`/customers`, "customers", customerSchema),
    async portalUrl(id) {
      const { body } = await http.call({
        path: path`/customers/${id}/portal_url`,
        retry: "idempotent",
      });
      return unwrap(body, "customer", z.object({ portal_url: z.url() })).portal_url;
    },
    async paymentUrl(id) {
      const at = path`/invoices/${id}/payment_url`;
      try {
        const { body } = await http.call({ method: "POST", path: at, retry: "idempotent" });
        const details = z.object({ payment_url: z.url().nullish() });
        return unwrap(body, "invoice_payment_details", details).payment_url ?? null;
      } catch (error) {
        if (error instanceof LagoRefused) return null;
        throw error;
      }
    },
    async getCurrentUsage(customer, subscription) {
      const { body } = await http.call({
        path: path`/customers/${customer}/current_usage`,
        query: { external_subscription_id: subscription },
        retry: "idempotent",
      });
      return unwrap(body, "customer_usage", usageSchema);
    },
    async createSubscription(input) {
      const { body } = await http.call({
        method: "POST",
        path: path`/subscriptions`,
        body: {
          subscription: {
            external_id: input.externalId,
            external_customer_id: input.externalCustomerId,
            plan_code: input.planCode,
            name: input.name,
            billing_time: input.billingTime,
            subscription_at: input.startsAt?.toISOString(),
            ending_at: input.endsAt?.toISOString(),
          },
        },
        retry: "idempotent",
      });
      return unwrap(body, "subscription", subscriptionSchema);
    },
    getSubscription: (id, status) =>
      read(path`/subscriptions/${id}`, "subscription", subscriptionSchema, { status }),
    listSubscriptions: (filter = {}) =>
      pagesOf(http, path`/subscriptions`, "subscriptions", subscriptionSchema, {
        "status[]": filter.statuses ?? ALL_STATUSES,
        external_customer_id: filter.externalCustomerId,
        plan_code: filter.planCode,
      }),
    listPlans: () => pagesOf(http, path`/plans`, "plans", planSchema),
    getBillableMetric: (code) =>
      read(path`/billable_metrics/${code}`, "billable_metric", metricSchema),
    listBillableMetrics: () =>
      pagesOf(http, path`/billable_metrics`, "billable_metrics", metricSchema),
    getInvoice: (id) => read(path`/invoices/${id}`, "invoice", invoiceSchema),
    listInvoices: (filter = {}) =>
      pagesOf(http, path`/invoices`, "invoices", invoiceSchema, {
        external_customer_id: filter.externalCustomerId,
        "statuses[]": filter.statuses,
        "payment_statuses[]": filter.paymentStatuses,
        payment_overdue: filter.paymentOverdue,
        issuing_date_from: filter.issuedFrom,
        issuing_date_to: filter.issuedTo,
      }),
    downloadInvoice: (id) => verb("POST", path`/invoices/${id}/download`, "idempotent"),
    refreshInvoice: (id) => verb("PUT", path`/invoices/${id}/refresh`, "idempotent"),
    finalizeInvoice: (id) => verb("PUT", path`/invoices/${id}/finalize`, "never"),
    voidInvoice: (id) => verb("POST", path`/invoices/${id}/void`, "never"),
    async retryPayment(id) {
      await http.call({ method: "POST", path: path`/invoices/${id}/retry_payment`, as: "bytes" });
    },
    invoiceFile: (fileUrl) =>
      readInvoiceFile(config.LAGO_API_URL!, fileUrl, {
        fetch: deps.fetch,
        timeoutMs: deps.timeoutMs,
      }),
    async latestWalletTransactions(id, { limit, direction }) {
      const { body } = await http.call({
        path: path`/wallets/${id}/wallet_transactions`,
        query: { page: 1, per_page: limit, transaction_type: direction },
        retry: "idempotent",
      });
      const rows = unwrap(body, "wallet_transactions", z.array(z.unknown()));
      return parsePage(rows, walletTransactionSchema).rows.slice(0, limit);
    },
    getEntitlements: (id) =>
      read(path`/subscriptions/${id}/entitlements`, "entitlements", entitlementsSchema),
    listWallets: (filter = {}) =>
      pagesOf(http, path`/wallets`, "wallets", walletSchema, {
        external_customer_id: filter.externalCustomerId,
      }),
    async webhookPublicKey() {
      const { body } = await http.call({
        path: path`/webhooks/json_public_key`,
        retry: "idempotent",
      });
      return unwrap(body, "webhook", z.object({ public_key: z.string().min(1) })).public_key;
    },
    breakerState: () => http.breakerState(),
  };
}

/** Reads one object; null when Lago does not have it. */
function reader(http: HttpClient) {
  return async <T>(
    at: SafePath,
    key: string,
    schema: z.ZodType<T>,
    query?: HttpCall["query"],
  ): Promise<T | null> => {
    try {
      const { body } = await http.call({ path: at, query, retry: "idempotent" });
      return unwrap(body, key, schema);
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };
}
