import type { Lago } from "../lago.ts";
import type { AppliedCoupon, Customer, Fee, Invoice, Tax } from "../store/kinds.ts";
import { Exact, percentOf, printDecimal, toCents } from "../pricing/exact.ts";

/** What a coupon takes off an invoice. */
export interface CouponShare {
  coupon: AppliedCoupon;
  amountCents: number;
}

/** Taxes and sums of an invoice after coupons, before credit notes and prepaid credit. */
export interface Totals {
  coupons: CouponShare[];
  amounts: Pick<
    Invoice,
    | "fees_amount_cents"
    | "coupons_amount_cents"
    | "taxes_amount_cents"
    | "sub_total_excluding_taxes_amount_cents"
    | "sub_total_including_taxes_amount_cents"
    | "applied_taxes"
  >;
}

/**
 * Sums fees, takes coupons off (oldest first, each on what the others left) and taxes the rest; the
 * taxes of each fee are written into it. Coupons are shared over the fees by their amounts, and each
 * tax is rounded once per invoice.
 */
export function computeTotals(
  lago: Lago,
  customer: Customer | undefined,
  fees: Fee[],
  options: { withCoupons: boolean; withTaxes?: boolean },
): Totals {
  const feesCents = fees.reduce((sum, fee) => sum + fee.amount_cents, 0);
  const coupons = options.withCoupons && customer ? couponShares(lago, customer, feesCents) : [];
  const couponCents = coupons.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const byTax = new Map<string, { tax: Tax; cents: Exact }>();
  for (const fee of fees) {
    const taxes = options.withTaxes === false ? [] : taxesOf(lago, customer, fee.tax_codes);
    taxFee(fee, taxes, feesCents, couponCents, byTax);
  }
  const applied = [...byTax.values()].map(({ tax, cents }) => ({
    tax_code: tax.code,
    tax_name: tax.name,
    tax_rate: tax.rate,
    amount_cents: toCents(cents.div(100)),
  }));
  const taxesCents = applied.reduce((sum, { amount_cents }) => sum + amount_cents, 0);
  return {
    coupons,
    amounts: {
      fees_amount_cents: feesCents,
      coupons_amount_cents: couponCents,
      taxes_amount_cents: taxesCents,
      sub_total_excluding_taxes_amount_cents: feesCents - couponCents,
      sub_total_including_taxes_amount_cents: feesCents - couponCents + taxesCents,
      applied_taxes: applied,
    },
  };
}

function taxFee(
  fee: Fee,
  taxes: Tax[],
  feesCents: number,
  couponCents: number,
  byTax: Map<string, { tax: Tax; cents: Exact }>,
): void {
  const coupon = feesCents === 0
    ? new Exact(0)
    : new Exact(couponCents).times(fee.amount_cents).div(feesCents);
  const base = new Exact(fee.amount_cents).minus(coupon);
  let total = new Exact(0);
  for (const tax of taxes) {
    const cents = base.times(tax.rate).div(100);
    const sum = byTax.get(tax.code)?.cents ?? new Exact(0);
    byTax.set(tax.code, { tax, cents: sum.plus(cents) });
    total = total.plus(cents);
  }
  fee.precise_coupons_amount_cents = printDecimal(coupon.toSignificantDigits(30));
  fee.taxes_rate = taxes.reduce((sum, tax) => sum.plus(tax.rate), new Exact(0)).toNumber();
  fee.taxes_amount_cents = toCents(total.div(100));
  fee.taxes_precise_amount = printDecimal(total.div(100).toSignificantDigits(30));
  fee.total_amount_cents = fee.amount_cents + fee.taxes_amount_cents;
}

/** Taxes of a fee: its own, else the customer's, else the organisation's. */
function taxesOf(lago: Lago, customer: Customer | undefined, own: string[]): Tax[] {
  const codes = own.length > 0 ? own : customer?.tax_codes ?? [];
  if (codes.length > 0) return codes.flatMap((code) => lago.docs.byKey("tax", code) ?? []);
  return lago.docs.all("tax").filter((tax) => tax.applied_to_organization);
}

function couponShares(lago: Lago, customer: Customer, feesCents: number): CouponShare[] {
  let left = Math.max(0, feesCents);
  return lago.docs.byParent("applied_coupon", customer.external_id).reverse()
    .filter((coupon) => coupon.status === "active")
    .flatMap((coupon) => {
      const wanted = coupon.percentage_rate !== null
        ? percentOf(left, coupon.percentage_rate)
        : coupon.frequency === "once"
        ? coupon.amount_cents_remaining ?? 0
        : coupon.amount_cents ?? 0;
      const amountCents = Math.min(left, wanted);
      left -= amountCents;
      return amountCents > 0 ? [{ coupon, amountCents }] : [];
    });
}
