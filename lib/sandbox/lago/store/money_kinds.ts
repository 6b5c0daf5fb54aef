/** Prepaid credit; `credits_*` are decimal strings, `*_cents` integers. */
export interface Wallet {
  lago_id: string;
  lago_customer_id: string;
  external_customer_id: string;
  status: string;
  name: string | null;
  code: string | null;
  priority: number;
  currency: string;
  rate_amount: string;
  credits_balance: string;
  balance_cents: number;
  ongoing_balance_cents: number;
  ongoing_usage_balance_cents: number;
  credits_ongoing_balance: string;
  credits_ongoing_usage_balance: string;
  consumed_credits: string;
  consumed_amount_cents: number;
  last_balance_sync_at: string | null;
  last_consumed_credit_at: string | null;
  expiration_at: string | null;
  terminated_at: string | null;
  created_at: string;
  [more: string]: unknown;
}

/** One movement of a wallet; a paid top-up stays pending until its invoice is paid. */
export interface WalletTransaction {
  lago_id: string;
  lago_wallet_id: string;
  lago_invoice_id: string | null;
  status: string;
  transaction_status: string;
  transaction_type: string;
  source: string;
  credit_amount: string;
  amount: string;
  name: string | null;
  metadata: { key: string; value: string }[];
  settled_at: string | null;
  created_at: string;
}

/** A discount that can be applied to customers. */
export interface Coupon {
  lago_id: string;
  name: string;
  code: string;
  coupon_type: string;
  percentage_rate: string | null;
  amount_cents: number | null;
  amount_currency: string | null;
  frequency: string;
  frequency_duration: number | null;
  reusable: boolean;
  expiration: string;
  created_at: string;
  [more: string]: unknown;
}

/** A coupon on a customer. */
export interface AppliedCoupon {
  lago_id: string;
  lago_coupon_id: string;
  coupon_code: string;
  coupon_name: string;
  lago_customer_id: string;
  external_customer_id: string;
  status: string;
  percentage_rate: string | null;
  amount_cents: number | null;
  amount_cents_remaining: number | null;
  amount_currency: string | null;
  frequency: string;
  frequency_duration: number | null;
  frequency_duration_remaining: number | null;
  created_at: string;
  terminated_at: string | null;
}

/** A tax rate in per cent. */
export interface Tax {
  lago_id: string;
  name: string;
  code: string;
  rate: number;
  description: string | null;
  applied_to_organization: boolean;
  created_at: string;
}

/** A thing sold once, by code. */
export interface AddOn {
  lago_id: string;
  name: string;
  code: string;
  amount_cents: number;
  amount_currency: string;
  description: string | null;
  tax_codes: string[];
  created_at: string;
  [more: string]: unknown;
}

/** A payment of one invoice. */
export interface Payment {
  lago_id: string;
  lago_customer_id: string;
  external_customer_id: string;
  invoice_ids: string[];
  lago_payable_id: string;
  payable_type: string;
  amount_cents: number;
  amount_currency: string;
  status: string;
  payment_status: string;
  type: string;
  reference: string | null;
  paid_at: string;
  created_at: string;
}

/** Money given back on an invoice. */
export interface CreditNote {
  lago_id: string;
  sequential_id: number;
  number: string;
  lago_invoice_id: string;
  invoice_number: string;
  external_customer_id: string;
  issuing_date: string;
  credit_status: string | null;
  refund_status: string | null;
  reason: string;
  description: string | null;
  currency: string;
  total_amount_cents: number;
  credit_amount_cents: number;
  balance_amount_cents: number;
  refund_amount_cents: number;
  items: { lago_id: string; lago_fee_id: string; amount_cents: number; amount_currency: string }[];
  created_at: string;
}

/** Where webhooks go; `event_types` null means all. */
export interface WebhookEndpoint {
  lago_id: string;
  webhook_url: string;
  signature_algo: "jwt" | "hmac";
  event_types: string[] | null;
  created_at: string;
}

/** Usage thresholds of a subscription. */
export interface Alert {
  lago_id: string;
  subscription_external_id: string;
  alert_type: string;
  code: string;
  name: string | null;
  billable_metric_code: string | null;
  thresholds: { code: string | null; value: string; recurring: boolean }[];
  /** Highest value already told of in this period. */
  previous_value: string;
  period_from: string | null;
  last_processed_at: string | null;
  created_at: string;
}
