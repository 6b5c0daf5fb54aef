import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bigIdentity, bigNumber, createdAt, instant } from "./columns.ts";
import { chargingSessions, userMappings } from "./charging.ts";
import { users } from "./auth.ts";
import { syncRuns } from "./sync.ts";

/** The billing cursor of one SteVe transaction (spec 5.4): how far its register has been turned into events. */
export const transactionSyncState = pgTable(
  "transaction_sync_state",
  {
    sessionId: bigNumber().primaryKey().references(() => chargingSessions.id),
    steveInstance: text().notNull().default("steve"),
    steveTransactionId: bigNumber().notNull(),
    /** Register value (Wh) up to which events exist; only a correction moves it back. */
    cursorWh: bigNumber().notNull(),
    totalWhBilled: bigNumber().notNull().default(0),
    isFinalized: boolean().notNull().default(false),
    adjustments: integer().notNull().default(0),
    eventCount: integer().notNull().default(0),
    updatedAt: createdAt(),
  },
  (
    t,
  ) => [
    uniqueIndex("transaction_sync_state_key").on(t.steveInstance, t.steveTransactionId),
    index("transaction_sync_state_updated_idx").on(t.updatedAt),
  ],
);

/**
 * Usage events: the outbox to Lago. `held` events wait for an operator or a subscription;
 * `zero` closes a session without energy and is never sent.
 */
export const syncedTransactionEvents = pgTable("synced_transaction_events", {
  id: bigIdentity(),
  sessionId: bigNumber().notNull().references(() => chargingSessions.id),
  steveTransactionId: bigNumber().notNull(),
  userMappingId: bigNumber().references(() => userMappings.id),
  lagoEventTransactionId: text().notNull(),
  lagoCustomerExternalId: text(),
  lagoSubscriptionExternalId: text(),
  meterValueFrom: bigNumber().notNull(),
  meterValueTo: bigNumber().notNull(),
  whDelta: bigNumber().notNull(),
  kind: text().$type<"usage" | "adjustment">().notNull().default("usage"),
  isFinal: boolean().notNull().default(false),
  /** Fixed at creation, so that a repeat is the same event for either of Lago's stores. */
  eventTimestamp: timestamp({ withTimezone: true }).notNull(),
  status: text().$type<"pending" | "sent" | "held" | "parked" | "zero">().notNull(),
  heldReason: text().$type<
    "unmapped_card" | "inactive_card" | "no_subscription" | "before_billing_start"
  >(),
  attempts: integer().notNull().default(0),
  nextAttemptAt: createdAt(),
  claimedUntil: instant(),
  lastError: text(),
  syncedAt: instant(),
  syncRunId: bigNumber().references(() => syncRuns.id),
  createdAt: createdAt(),
}, (t) => [
  uniqueIndex("synced_transaction_events_lago_key").on(t.lagoEventTransactionId),
  uniqueIndex("synced_transaction_events_final_key").on(t.sessionId).where(sql`${t.isFinal}`),
  index("synced_transaction_events_session_idx").on(t.sessionId, t.id),
  index("synced_transaction_events_due_idx").on(t.nextAttemptAt, t.id).where(
    sql`${t.status} = 'pending'`,
  ),
  index("synced_transaction_events_held_idx").on(t.heldReason, t.id).where(
    sql`${t.status} = 'held'`,
  ),
  index("synced_transaction_events_parked_idx").on(t.id).where(sql`${t.status} = 'parked'`),
  index("synced_transaction_events_created_idx").on(t.createdAt, t.id),
  index("synced_transaction_events_run_idx").on(t.syncRunId, t.id),
]);

const lagoRow = {
  raw: jsonb().$type<Record<string, unknown>>().notNull(),
  refreshedAt: createdAt(),
};

export const lagoCustomers = pgTable("lago_customers", {
  externalId: text().primaryKey(),
  lagoId: text().notNull(),
  name: text(),
  email: text(),
  currency: text(),
  ...lagoRow,
});

export const lagoPlans = pgTable("lago_plans", {
  code: text().primaryKey(),
  lagoId: text().notNull(),
  name: text().notNull(),
  interval: text().notNull(),
  amountCents: bigint({ mode: "number" }).notNull(),
  currency: text().notNull(),
  ...lagoRow,
});

export const lagoSubscriptions = pgTable("lago_subscriptions", {
  externalId: text().primaryKey(),
  lagoId: text().notNull(),
  externalCustomerId: text().notNull(),
  planCode: text().notNull(),
  name: text(),
  status: text().notNull(),
  startedAt: instant(),
  endingAt: instant(),
  terminatedAt: instant(),
  periodStartedAt: instant(),
  periodEndingAt: instant(),
  ...lagoRow,
}, (t) => [index("lago_subscriptions_customer_idx").on(t.externalCustomerId, t.status)]);

export const lagoBillableMetrics = pgTable("lago_billable_metrics", {
  code: text().primaryKey(),
  lagoId: text().notNull(),
  name: text().notNull(),
  aggregationType: text().notNull(),
  fieldName: text(),
  ...lagoRow,
});

export const lagoInvoices = pgTable("lago_invoices", {
  lagoId: text().primaryKey(),
  externalCustomerId: text().notNull(),
  number: text(),
  status: text().notNull(),
  paymentStatus: text(),
  paymentOverdue: boolean().notNull().default(false),
  invoiceType: text(),
  currency: text().notNull(),
  feesAmountCents: bigint({ mode: "number" }).notNull().default(0),
  taxesAmountCents: bigint({ mode: "number" }).notNull().default(0),
  totalAmountCents: bigint({ mode: "number" }).notNull().default(0),
  issuingDate: text(),
  paymentDueDate: text(),
  fileUrl: text(),
  lagoUpdatedAt: instant(),
  ...lagoRow,
}, (t) => [
  index("lago_invoices_customer_idx").on(t.externalCustomerId, t.issuingDate.desc(), t.lagoId),
  index("lago_invoices_status_idx").on(t.status, t.issuingDate.desc(), t.lagoId),
]);

export const lagoWallets = pgTable("lago_wallets", {
  lagoId: text().primaryKey(),
  externalCustomerId: text().notNull(),
  name: text(),
  status: text().notNull(),
  currency: text().notNull(),
  balanceCents: bigint({ mode: "number" }).notNull().default(0),
  ongoingBalanceCents: bigint({ mode: "number" }),
  ...lagoRow,
}, (t) => [index("lago_wallets_customer_idx").on(t.externalCustomerId)]);

/** Webhooks as received; processing is a consumer of these rows (spec 5.10). */
export const lagoWebhookEvents = pgTable("lago_webhook_events", {
  id: bigIdentity(),
  /** X-Lago-Unique-Key: the same for all attempts of one webhook. */
  uniqueKey: text(),
  eventType: text().notNull(),
  objectType: text(),
  objectId: text(),
  externalCustomerId: text(),
  externalSubscriptionId: text(),
  payload: jsonb().$type<Record<string, unknown>>().notNull(),
  receivedAt: createdAt(),
  processedAt: instant(),
  processingError: text(),
  attempts: integer().notNull().default(0),
  notificationFired: boolean().notNull().default(false),
  replayedFromId: bigNumber(),
  replayedAt: instant(),
  replayedByUserId: text().references(() => users.id, { onDelete: "set null" }),
}, (t) => [
  uniqueIndex("lago_webhook_events_unique_key").on(t.uniqueKey),
  index("lago_webhook_events_received_idx").on(t.receivedAt.desc(), t.id.desc()),
  index("lago_webhook_events_due_idx").on(t.id).where(sql`${t.processedAt} is null`),
]);
