import { formatEnergy } from "./format.ts";
import { useReader } from "./format_context.ts";

/** Watt-hours shown as kWh; three decimals where money depends on it. */
export function Energy({ wh, digits = 1 }: { wh: number | null | undefined; digits?: 1 | 3 }) {
  return <span class="tabular-nums">{formatEnergy(wh, useReader(), digits)}</span>;
}
