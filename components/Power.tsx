import { formatPower } from "./format.ts";
import { useReader } from "./format_context.ts";

/** Watts, shown as W or kW. */
export function Power({ watts }: { watts: number | null | undefined }) {
  return <span class="tabular-nums">{formatPower(watts, useReader())}</span>;
}
