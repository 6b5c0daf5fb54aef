import { Decimal } from "decimal.js";

/** Decimals wide enough that no sum or product of this billing is ever rounded on its way. */
export const Exact = Decimal.clone({ precision: 60, toExpNeg: -30, toExpPos: 60 });
export type Exact = Decimal;

/** Reads a decimal string or number; undefined when it is neither. */
export function readDecimal(value: unknown): Exact | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  if (typeof value === "string" && !/^\s*-?\d+(\.\d*)?([eE][+-]?\d+)?\s*$/.test(value)) {
    return undefined;
  }
  const decimal = new Exact(typeof value === "string" ? value.trim() : value);
  return decimal.isFinite() ? decimal : undefined;
}

/** Reads a price property; absent counts as zero. */
export function decimalOr0(value: unknown): Exact {
  return readDecimal(value) ?? new Exact(0);
}

/** Currency units to whole cents, halves away from zero. */
export function toCents(amount: Exact): number {
  return amount.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}

/** A share of cents in per cent, rounded to whole cents. */
export function percentOf(cents: number, rate: number | string): number {
  return toCents(new Exact(cents).times(rate).div(10_000));
}

/** At least one decimal, as Lago prints decimals (`"12.0"`). */
export function printDecimal(value: Exact): string {
  return value.isInteger() ? value.toFixed(1) : value.toFixed();
}
