import type { Metric } from "../store/kinds.ts";
import type { StoredEvent } from "../store/events.ts";
import type { Aggregate } from "./charge_models.ts";
import type { Decimal } from "decimal.js";
import { Exact, readDecimal } from "./exact.ts";

/** Aggregations this stand-in can compute. */
export const AGGREGATIONS = ["count_agg", "sum_agg", "max_agg", "latest_agg", "unique_count_agg"];

/** Units of the events (oldest first); an event without a usable field counts for nothing. */
export function aggregate(metric: Metric, events: StoredEvent[]): Aggregate {
  const field = metric.field_name;
  if (metric.aggregation_type === "count_agg" || field === null) {
    return { units: new Exact(events.length), eventsCount: events.length };
  }
  if (metric.aggregation_type === "unique_count_agg") {
    const values = new Set(events.map(({ properties }) => properties[field]));
    values.delete(undefined);
    return { units: new Exact(values.size), eventsCount: events.length };
  }
  const values = events.flatMap(({ properties }) => readDecimal(properties[field]) ?? []);
  return { units: round(metric, combine(metric, values)), eventsCount: values.length };
}

function combine(metric: Metric, values: Exact[]): Exact {
  const zero = new Exact(0);
  if (metric.aggregation_type === "max_agg") return values.reduce((a, b) => Exact.max(a, b), zero);
  if (metric.aggregation_type === "latest_agg") return values.at(-1) ?? zero;
  return values.reduce((sum, value) => sum.plus(value), zero);
}

function round(metric: Metric, units: Exact): Exact {
  const modes: Record<string, Decimal.Rounding> = {
    round: Exact.ROUND_HALF_UP,
    ceil: Exact.ROUND_CEIL,
    floor: Exact.ROUND_FLOOR,
  };
  const mode = modes[metric.rounding_function ?? ""];
  return mode === undefined ? units : units.toDecimalPlaces(metric.rounding_precision ?? 0, mode);
}

/** Lago's code for an event its metric cannot use, found after it was accepted. */
export function usageError(
  metric: Metric | undefined,
  properties: Record<string, unknown>,
): "invalid_code" | "missing_aggregation_property" | undefined {
  if (!metric) return "invalid_code";
  if (metric.aggregation_type === "count_agg" || metric.field_name === null) return undefined;
  const value = properties[metric.field_name];
  const isUsable = metric.aggregation_type === "unique_count_agg"
    ? value !== undefined && value !== null
    : readDecimal(value) !== undefined;
  return isUsable ? undefined : "missing_aggregation_property";
}
