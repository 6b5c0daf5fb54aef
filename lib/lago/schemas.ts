import { z } from "zod";
import { storableJson } from "@/lib/platform/storable_json.ts";
import type {
  LagoBillableMetric,
  LagoCurrentUsage,
  LagoCustomer,
  LagoEstimatedFee,
  LagoFee,
  LagoInvoice,
  LagoPlan,
  LagoStoredEvent,
  LagoSubscription,
  LagoWallet,
} from "./types.ts";

const text = z.string().refine((value) => !value.includes("\u0000") && value.isWellFormed(), {
  message: "holds characters that cannot be stored",
});
const id = text.min(1).max(500);
/** Text that only informs: anything else counts as absent. */
const loose = text.nullish().catch(null).transform((value) => value ?? null);
const at = z.unknown().optional().transform((value) => {
  const date = typeof value === "string" ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
});
/** Money: an integer number of the currency's smallest unit; some answers carry it as text. */
const cents = z.union([z.int(), z.string().regex(/^-?\d{1,15}$/).transform(Number)]);
const centsOrZero = cents.nullish().transform((value) => value ?? 0);
const centsOrNull = cents.nullish().transform((value) => value ?? null);
/** Exact decimals stay text; a number that slipped in is written out. */
const decimal = z.union([z.string(), z.number()]).nullish().catch(null)
  .transform((value) => value === null || value === undefined ? null : String(value));
const count = z.int().nullish().catch(null).transform((value) => value ?? null);

/** Adds what was sent as `raw`. */
function withRaw<T extends z.ZodRawShape, R>(shape: T, map: (row: z.output<z.ZodObject<T>>) => R) {
  const schema = z.object(shape);
  return z.record(z.string(), z.unknown()).transform((raw, context) => {
    const parsed = schema.safeParse(raw);
    if (parsed.success) {
      return { ...map(parsed.data), raw: storableJson(raw) as Record<string, unknown> };
    }
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: "custom", path: issue.path, message: issue.message });
    }
    return z.NEVER;
  });
}

export const customerSchema: z.ZodType<LagoCustomer> = withRaw(
  { lago_id: id, external_id: id, name: loose, email: loose, currency: loose, updated_at: at },
  (row) => ({
    lagoId: row.lago_id,
    externalId: row.external_id,
    name: row.name,
    email: row.email,
    currency: row.currency,
    updatedAt: row.updated_at,
  }),
);

export const planSchema: z.ZodType<LagoPlan> = withRaw({
  lago_id: id,
  code: id,
  name: text,
  interval: text,
  amount_cents: cents,
  amount_currency: text,
}, (row) => ({
  lagoId: row.lago_id,
  code: row.code,
  name: row.name,
  interval: row.interval,
  amountCents: row.amount_cents,
  currency: row.amount_currency,
}));

export const subscriptionSchema: z.ZodType<LagoSubscription> = withRaw({
  lago_id: id,
  external_id: id,
  external_customer_id: id,
  plan_code: id,
  name: loose,
  status: text,
  started_at: at,
  ending_at: at,
  terminated_at: at,
  canceled_at: at,
  current_billing_period_started_at: at,
  current_billing_period_ending_at: at,
}, (row) => ({
  lagoId: row.lago_id,
  externalId: row.external_id,
  externalCustomerId: row.external_customer_id,
  planCode: row.plan_code,
  name: row.name,
  status: row.status,
  startedAt: row.started_at,
  endingAt: row.ending_at,
  terminatedAt: row.terminated_at ?? row.canceled_at,
  periodStartedAt: row.current_billing_period_started_at,
  periodEndingAt: row.current_billing_period_ending_at,
}));

export const metricSchema: z.ZodType<LagoBillableMetric> = withRaw(
  { lago_id: id, code: id, name: text, aggregation_type: text, field_name: loose },
  (row) => ({
    lagoId: row.lago_id,
    code: row.code,
    name: row.name,
    aggregationType: row.aggregation_type,
    fieldName: row.field_name || null,
  }),
);

export const feeSchema: z.ZodType<LagoFee> = z.object({
  lago_id: loose,
  item: z.object({ type: loose, code: loose, name: loose }).nullish().catch(null),
  units: decimal,
  amount_cents: centsOrZero,
  taxes_amount_cents: centsOrZero,
  precise_unit_amount: decimal,
  events_count: count,
}).transform((row) => ({
  lagoId: row.lago_id,
  itemType: row.item?.type ?? null,
  itemCode: row.item?.code ?? null,
  itemName: row.item?.name ?? null,
  units: row.units,
  amountCents: row.amount_cents,
  taxesAmountCents: row.taxes_amount_cents,
  preciseUnitAmount: row.precise_unit_amount,
  eventsCount: row.events_count,
}));

export const invoiceSchema: z.ZodType<LagoInvoice> = withRaw({
  lago_id: id,
  // A list may leave the customer's data out of the invoice and name it flat.
  customer: z.object({ external_id: id }).nullish().catch(null),
  external_customer_id: loose,
  number: loose,
  status: text,
  payment_status: loose,
  payment_overdue: z.boolean().nullish().catch(null),
  invoice_type: loose,
  currency: text,
  fees_amount_cents: centsOrZero,
  taxes_amount_cents: centsOrZero,
  total_amount_cents: cents,
  issuing_date: loose,
  payment_due_date: loose,
  file_url: loose,
  updated_at: at,
  fees: z.array(feeSchema).nullish(),
}, (row) => ({
  lagoId: row.lago_id,
  externalCustomerId: row.customer?.external_id ?? row.external_customer_id ?? "",
  number: row.number || null,
  status: row.status,
  paymentStatus: row.payment_status,
  paymentOverdue: row.payment_overdue ?? false,
  invoiceType: row.invoice_type,
  currency: row.currency,
  feesAmountCents: row.fees_amount_cents,
  taxesAmountCents: row.taxes_amount_cents,
  totalAmountCents: row.total_amount_cents,
  issuingDate: row.issuing_date,
  paymentDueDate: row.payment_due_date,
  fileUrl: row.file_url || null,
  updatedAt: row.updated_at,
  fees: row.fees ?? [],
})).refine((row) => row.externalCustomerId !== "", {
  path: ["customer"],
  message: "names no customer",
});

export const walletSchema: z.ZodType<LagoWallet> = withRaw({
  lago_id: id,
  external_customer_id: id,
  name: loose,
  status: text,
  currency: text,
  balance_cents: centsOrZero,
  ongoing_balance_cents: centsOrNull,
}, (row) => ({
  lagoId: row.lago_id,
  externalCustomerId: row.external_customer_id,
  name: row.name,
  status: row.status,
  currency: row.currency,
  balanceCents: row.balance_cents,
  ongoingBalanceCents: row.ongoing_balance_cents,
}));

export const usageSchema: z.ZodType<LagoCurrentUsage> = z.object({
  from_datetime: at,
  to_datetime: at,
  currency: text,
  amount_cents: cents,
  taxes_amount_cents: centsOrZero,
  total_amount_cents: centsOrNull,
  charges_usage: z.array(z.object({
    units: decimal,
    amount_cents: centsOrZero,
    events_count: count,
    billable_metric: z.object({ code: loose, name: loose }).nullish().catch(null),
    charge: z.object({ charge_model: loose }).nullish().catch(null),
  })).nullish(),
}).transform((row) => ({
  fromAt: row.from_datetime,
  toAt: row.to_datetime,
  currency: row.currency,
  amountCents: row.amount_cents,
  taxesAmountCents: row.taxes_amount_cents,
  totalAmountCents: row.total_amount_cents ?? row.amount_cents + row.taxes_amount_cents,
  charges: (row.charges_usage ?? []).map((charge) => ({
    metricCode: charge.billable_metric?.code ?? null,
    metricName: charge.billable_metric?.name ?? null,
    chargeModel: charge.charge?.charge_model ?? null,
    units: charge.units ?? "0",
    amountCents: charge.amount_cents,
    eventsCount: charge.events_count,
  })),
}));

export const estimatedFeeSchema: z.ZodType<LagoEstimatedFee> = z.object({
  item: z.object({ code: loose }).nullish().catch(null),
  amount_cents: cents,
  units: decimal,
  amount_currency: loose,
}).transform((row) => ({
  itemCode: row.item?.code ?? null,
  amountCents: row.amount_cents,
  units: row.units,
  currency: row.amount_currency,
}));

export const storedEventSchema: z.ZodType<LagoStoredEvent> = z.object({
  lago_id: loose,
  transaction_id: id,
  external_subscription_id: z.string().nullish().transform((value) => value ?? ""),
  code: text,
  timestamp: at,
  properties: z.record(z.string(), z.unknown()).nullish().catch(null),
}).transform((row) => ({
  lagoId: row.lago_id,
  transactionId: row.transaction_id,
  externalSubscriptionId: row.external_subscription_id,
  code: row.code,
  at: row.timestamp,
  properties: row.properties ?? {},
}));
