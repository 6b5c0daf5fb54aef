import type { Lago } from "../lago.ts";
import type { Fee, Subscription } from "../store/kinds.ts";
import { Exact, printDecimal, toCents } from "../pricing/exact.ts";
import type { UsageLine } from "./usage_lines.ts";

/** What differs from fee to fee; the amount is in currency units, unrounded. */
export interface FeeInput {
  externalCustomerId: string;
  subscription?: Subscription;
  item: {
    type: string;
    code: string;
    name: string;
    id: string | null;
    displayName?: string | null;
  };
  units: Exact;
  amount: Exact;
  currency: string;
  eventsCount?: number;
  chargeId?: string;
  filters?: Record<string, string[]>;
  from?: string | null;
  to?: string | null;
  taxCodes?: string[];
  description?: string | null;
}

/** A fee with its amounts, not stored and not yet taxed. */
export function newFee(lago: Lago, input: FeeInput): Fee {
  const { item, units, amount } = input;
  const cents = toCents(amount);
  const unitAmount = units.isZero() ? new Exact(0) : amount.div(units).toSignificantDigits(30);
  return {
    lago_id: lago.id(),
    lago_invoice_id: null,
    lago_subscription_id: input.subscription?.lago_id ?? null,
    external_subscription_id: input.subscription?.external_id ?? null,
    external_customer_id: input.externalCustomerId,
    lago_charge_id: input.chargeId ?? null,
    item: {
      type: item.type,
      code: item.code,
      name: item.name,
      invoice_display_name: item.displayName ?? item.name,
      lago_item_id: item.id,
      item_type: ITEM_TYPES[item.type] ?? "Subscription",
      filters: input.filters ?? null,
      grouped_by: {},
    },
    units: printDecimal(units),
    precise_unit_amount: printDecimal(unitAmount),
    amount_cents: cents,
    precise_amount: printDecimal(amount),
    precise_coupons_amount_cents: "0.0",
    amount_currency: input.currency,
    taxes_amount_cents: 0,
    taxes_precise_amount: "0.0",
    taxes_rate: 0,
    tax_codes: input.taxCodes ?? [],
    total_amount_cents: cents,
    total_amount_currency: input.currency,
    events_count: input.eventsCount ?? 0,
    from_date: input.from ?? null,
    to_date: input.to ?? null,
    pay_in_advance: false,
    invoiceable: true,
    event_transaction_id: null,
    payment_status: "pending",
    description: input.description ?? null,
    created_at: lago.stamp(),
  };
}

const ITEM_TYPES: Record<string, string> = {
  charge: "BillableMetric",
  add_on: "AddOn",
  subscription: "Subscription",
  credit: "WalletTransaction",
};

/** The fee of a usage line. */
export function usageFee(
  lago: Lago,
  subscription: Subscription,
  line: UsageLine,
  span: { from: string | null; to: string | null; currency: string; planTaxCodes: string[] },
): Fee {
  const { charge, metric, filter } = line;
  return newFee(lago, {
    externalCustomerId: subscription.external_customer_id,
    subscription,
    item: {
      type: "charge",
      code: metric.code,
      name: metric.name,
      id: metric.lago_id,
      displayName: filter?.invoice_display_name ?? charge.invoice_display_name,
    },
    units: line.aggregate.units,
    amount: line.amount,
    currency: span.currency,
    eventsCount: line.aggregate.eventsCount,
    chargeId: charge.lago_id,
    filters: filter?.values,
    from: span.from,
    to: span.to,
    taxCodes: charge.tax_codes.length > 0 ? charge.tax_codes : span.planTaxCodes,
  });
}
