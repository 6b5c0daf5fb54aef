import { formatMoney } from "./format.ts";
import { useReader } from "./format_context.ts";

/** An amount in minor units of an ISO 4217 currency. */
export function Money({ cents, currency }: { cents: number | null | undefined; currency: string }) {
  return <span class="tabular-nums">{formatMoney(cents, currency, useReader())}</span>;
}
