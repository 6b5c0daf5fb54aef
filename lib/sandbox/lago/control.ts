import type { Lago } from "./lago.ts";
import type { Api, LoggedRequest } from "./api.ts";
import type { FaultRule, Faults } from "./faults.ts";
import type { AddOn, Customer, Invoice, Metric, Plan, Subscription, Tax } from "./store/kinds.ts";
import type { EventFilter, StoredEvent } from "./store/events.ts";
import { closePeriods } from "./billing/clock.ts";
import type { EventAftermath } from "./billing/event_aftermath.ts";
import { feesOf } from "./billing/invoice_records.ts";
import { markPaid } from "./billing/collect.ts";
import { type AddOnInput, createAddOn } from "./resources/add_ons.ts";
import { createTax, type TaxInput } from "./resources/taxes.ts";
import { createMetric, type MetricInput } from "./resources/metrics.ts";
import { createPlan, type PlanInput } from "./resources/plans.ts";
import { createSubscription, type SubscriptionInput } from "./resources/subscriptions.ts";
import { type CustomerInput, upsertCustomer } from "./resources/customers.ts";
import { Exact, readDecimal } from "./pricing/exact.ts";
import type { Delivery, Disorder } from "./webhooks/sender.ts";

/** What a test or a demo does to the stand-in from inside the process. */
export class LagoControl {
  constructor(
    readonly lago: Lago,
    readonly faults: Faults,
    readonly api: Api,
    readonly aftermath: EventAftermath,
  ) {}

  /** The metric with this code, created when absent. */
  ensureMetric(input: MetricInput): Metric {
    return this.lago.docs.byKey("metric", input.code) ?? createMetric(this.lago, input);
  }

  /** The plan with this code, created when absent. */
  ensurePlan(input: PlanInput): Plan {
    return this.lago.docs.byKey("plan", input.code) ?? createPlan(this.lago, input);
  }

  /** The customer with this external id, created when absent. */
  ensureCustomer(input: CustomerInput): Customer {
    return this.lago.docs.byKey("customer", input.external_id) ?? upsertCustomer(this.lago, input);
  }

  /** The newest subscription with this external id, created when absent. */
  ensureSubscription(input: SubscriptionInput): Subscription {
    return this.lago.docs.byKey("subscription", input.external_id) ??
      createSubscription(this.lago, input);
  }

  /** The tax with this code, created when absent. */
  ensureTax(input: TaxInput): Tax {
    return this.lago.docs.byKey("tax", input.code) ?? createTax(this.lago, input);
  }

  /** The add-on with this code, created when absent. */
  ensureAddOn(input: AddOnInput): AddOn {
    return this.lago.docs.byKey("add_on", input.code) ?? createAddOn(this.lago, input);
  }

  /** Exact sum of a property (decimal string) over accepted events. */
  sumUsage(field: string, filter: EventFilter = {}): string {
    let sum = new Exact(0);
    for (const event of this.lago.events.stream(filter)) {
      sum = sum.plus(readDecimal(event.properties[field]) ?? 0);
    }
    return sum.toFixed();
  }

  /** Accepted events in order of acceptance, one in memory at a time. */
  events(filter: EventFilter = {}): Generator<StoredEvent> {
    return this.lago.events.stream(filter);
  }

  countEvents(filter: EventFilter = {}): number {
    return this.lago.events.count(filter);
  }

  /** Requests to the API so far; `clearRequests` empties it. */
  get requests(): readonly LoggedRequest[] {
    return this.api.requests;
  }

  clearRequests(): void {
    this.api.requests.length = 0;
  }

  /** Runs the billing clock at a moment (Unix ms) after what accepted events still cause. */
  closePeriods(nowMs: number): void {
    this.aftermath.flush();
    closePeriods(this.lago, nowMs);
  }

  /** Does now what follows accepted events: error webhooks, fees in advance, alerts. */
  flushEvents(): void {
    this.aftermath.flush();
  }

  /** All invoices with their fees, newest first. */
  invoices(externalCustomerId?: string) {
    const found = externalCustomerId === undefined
      ? this.lago.docs.all("invoice")
      : this.lago.docs.byParent("invoice", externalCustomerId);
    return found.map((invoice) => ({ ...invoice, fees: feesOf(this.lago, invoice) }));
  }

  /** The payment provider reports the end of a payment. */
  payInvoice(lagoId: string, outcome: "succeeded" | "failed" = "succeeded"): Invoice {
    const invoice = this.lago.byId("invoice", lagoId);
    markPaid(this.lago, invoice, outcome);
    return invoice;
  }

  /** Makes the generation of an invoice have failed, so that `retry` has something to do. */
  failInvoice(lagoId: string): Invoice {
    const invoice = this.lago.byId("invoice", lagoId);
    invoice.status = "failed";
    invoice.error_details = [{ error_code: "tax_error", details: { tax_error: "unreachable" } }];
    return this.lago.docs.update("invoice", invoice);
  }

  /** What customers with a payment provider's next collections end in. */
  setPaymentOutcome(outcome: "succeeded" | "failed" | "pending"): void {
    this.lago.paymentOutcome = outcome;
  }

  /** Sends a webhook of any type; the object type is the type's prefix unless said. */
  sendWebhook(type: string, object: unknown, objectType?: string): void {
    this.lago.emit(type, object, objectType);
  }

  /** Sends duplicates, or holds webhooks back and sends them newest first; `{}` is order again. */
  disorderWebhooks(disorder: Disorder): void {
    this.lago.webhooks.disorder = disorder;
    this.lago.webhooks.release();
  }

  /** Attempts to deliver webhooks so far. */
  get deliveries(): readonly Delivery[] {
    return this.lago.webhooks.deliveries;
  }

  /** Resolves when no webhook is under way. */
  webhooksSettled(): Promise<void> {
    return this.lago.webhooks.settled();
  }

  setFaults(rules: FaultRule[]): void {
    this.faults.set(rules);
  }

  clearFaults(): void {
    this.faults.clear();
  }
}
