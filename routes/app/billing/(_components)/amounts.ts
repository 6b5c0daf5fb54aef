import { formatMoney, type FormatSettings, NOTHING } from "@/components/format.ts";
import type { Amount } from "@/lib/billing/mod.ts";

/** Sums of different currencies beside each other; none is nothing of `currency`. */
export function amountsText(
  amounts: readonly Amount[],
  currency: string | null,
  reader: FormatSettings,
): string {
  if (amounts.length === 0) return currency ? formatMoney(0, currency, reader) : NOTHING;
  return amounts.map((amount) => formatMoney(amount.cents, amount.currency, reader)).join(" + ");
}
