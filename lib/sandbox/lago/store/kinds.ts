import type {
  AddOn,
  Alert,
  AppliedCoupon,
  Coupon,
  CreditNote,
  Payment,
  Tax,
  Wallet,
  WalletTransaction,
  WebhookEndpoint,
} from "./money_kinds.ts";
export type * from "./money_kinds.ts";

/** Customer as the wire shows it. */
export interface Customer {
  lago_id: string;
  external_id: string;
  sequential_id: number;
  slug: string;
  name: string | null;
  email: string | null;
  currency: string | null;
  timezone: string | null;
  net_payment_term: number | null;
  tax_codes: string[];
  finalize_zero_amount_invoice: string;
  billing_configuration: {
    invoice_grace_period: number | null;
    payment_provider: string | null;
    payment_provider_code: string | null;
    provider_customer_id: string | null;
    document_locale: string | null;
    [more: string]: unknown;
  };
  metadata: { lago_id: string; key: string; value: string; display_in_invoice: boolean }[];
  created_at: string;
  updated_at: string;
  [more: string]: unknown;
}

/** Billable metric; `field_name` is null only for count_agg. */
export interface Metric {
  lago_id: string;
  name: string;
  code: string;
  aggregation_type: string;
  field_name: string | null;
  recurring: boolean;
  description: string | null;
  rounding_function: string | null;
  rounding_precision: number | null;
  filters: { key: string; values: string[] }[];
  created_at: string;
}

/** Prices inside are decimal strings in currency units. */
export type ChargeProperties = Record<string, unknown>;

/** One charge of a plan. */
export interface Charge {
  lago_id: string;
  lago_billable_metric_id: string;
  billable_metric_code: string;
  code: string;
  charge_model: string;
  invoice_display_name: string | null;
  pay_in_advance: boolean;
  invoiceable: boolean;
  prorated: boolean;
  min_amount_cents: number;
  properties: ChargeProperties;
  filters: ChargeFilter[];
  tax_codes: string[];
  created_at: string;
}

/** Other prices for the events whose properties have these values. */
export interface ChargeFilter {
  values: Record<string, string[]>;
  properties: ChargeProperties;
  invoice_display_name: string | null;
}

/** A plan with its charges. */
export interface Plan {
  lago_id: string;
  name: string;
  code: string;
  invoice_display_name: string | null;
  description: string | null;
  interval: string;
  amount_cents: number;
  amount_currency: string;
  pay_in_advance: boolean;
  trial_period: number;
  bill_charges_monthly: boolean | null;
  minimum_commitment: unknown;
  usage_thresholds: unknown[];
  charges: Charge[];
  tax_codes: string[];
  created_at: string;
}

/** A subscription; times are ISO 8601, null when the moment has not come. */
export interface Subscription {
  lago_id: string;
  external_id: string;
  lago_customer_id: string;
  external_customer_id: string;
  name: string | null;
  plan_code: string;
  plan_overrides: { amount_cents?: number; charges?: unknown[] } | null;
  status: string;
  billing_time: string;
  subscription_at: string;
  started_at: string | null;
  ending_at: string | null;
  terminated_at: string | null;
  canceled_at: string | null;
  previous_plan_code: string | null;
  next_plan_code: string | null;
  downgrade_plan_date: string | null;
  metadata: Record<string, string | null>;
  /** Until when periods have been turned into invoices, ISO 8601. */
  billed_until: string;
  created_at: string;
  [more: string]: unknown;
}

/** A fee of an invoice, or of one event when the charge is paid in advance. */
export interface Fee {
  lago_id: string;
  lago_invoice_id: string | null;
  lago_subscription_id: string | null;
  external_subscription_id: string | null;
  external_customer_id: string;
  lago_charge_id: string | null;
  item: {
    type: string;
    code: string;
    name: string;
    invoice_display_name: string | null;
    lago_item_id: string | null;
    item_type: string;
    filters: Record<string, string[]> | null;
    grouped_by: Record<string, string>;
  };
  units: string;
  precise_unit_amount: string;
  amount_cents: number;
  precise_amount: string;
  precise_coupons_amount_cents: string;
  amount_currency: string;
  taxes_amount_cents: number;
  taxes_precise_amount: string;
  taxes_rate: number;
  tax_codes: string[];
  total_amount_cents: number;
  total_amount_currency: string;
  events_count: number;
  from_date: string | null;
  to_date: string | null;
  pay_in_advance: boolean;
  invoiceable: boolean;
  event_transaction_id: string | null;
  payment_status: string;
  description: string | null;
  created_at: string;
}

/** An invoice without its fees, which are rows of their own. */
export interface Invoice {
  lago_id: string;
  sequential_id: number | null;
  number: string;
  external_customer_id: string;
  invoice_type: string;
  status: string;
  payment_status: string;
  payment_overdue: boolean;
  issuing_date: string;
  payment_due_date: string;
  net_payment_term: number;
  currency: string;
  fees_amount_cents: number;
  coupons_amount_cents: number;
  credit_notes_amount_cents: number;
  taxes_amount_cents: number;
  sub_total_excluding_taxes_amount_cents: number;
  sub_total_including_taxes_amount_cents: number;
  prepaid_credit_amount_cents: number;
  total_amount_cents: number;
  total_paid_amount_cents: number;
  total_due_amount_cents: number;
  applied_taxes: { tax_code: string; tax_name: string; tax_rate: number; amount_cents: number }[];
  version_number: number;
  /** The PDF has been made; `file_url` is shown from then on. */
  has_file: boolean;
  periods: InvoicePeriod[];
  /** When the draft becomes final by itself, ISO 8601. */
  finalize_at: string | null;
  finalized_at: string | null;
  voided_at: string | null;
  credits: unknown[];
  metadata: { key: string; value: string }[];
  error_details: unknown[];
  created_at: string;
  updated_at: string;
}

/** What a subscription invoice covers: `[from, to)`, and the base fee's own period. */
export interface InvoicePeriod {
  subscription_id: string;
  plan_code: string;
  from: string;
  to: string;
  base_from: string | null;
  base_to: string | null;
}

/** Every kind of stored object by its name. */
export interface Kinds {
  customer: Customer;
  metric: Metric;
  plan: Plan;
  subscription: Subscription;
  fee: Fee;
  invoice: Invoice;
  wallet: Wallet;
  wallet_transaction: WalletTransaction;
  coupon: Coupon;
  applied_coupon: AppliedCoupon;
  tax: Tax;
  add_on: AddOn;
  payment: Payment;
  credit_note: CreditNote;
  webhook_endpoint: WebhookEndpoint;
  alert: Alert;
}
