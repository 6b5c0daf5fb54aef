import type { ChargeProperties } from "../store/kinds.ts";
import { decimalOr0, Exact, readDecimal } from "./exact.ts";

/** What a price is computed from: exact units and how many events made them. */
export interface Aggregate {
  units: Exact;
  eventsCount: number;
}

type Model = (aggregate: Aggregate, properties: ChargeProperties) => Exact;

/**
 * The price models, amounts in currency units. Ranges follow Lago: `to_value` is inclusive and the
 * next `from_value` is one higher, but the units between them (10.5) belong to the next range, which
 * therefore starts at `from_value - 1`.
 */
const MODELS: Record<string, Model> = {
  standard: ({ units }, { amount }) => units.times(decimalOr0(amount)),
  graduated: ({ units }, properties) => graduated(units, ranges(properties.graduated_ranges)),
  volume: ({ units }, properties) => volume(units, ranges(properties.volume_ranges)),
  package: ({ units }, properties) => {
    const paid = Exact.max(0, units.minus(decimalOr0(properties.free_units)));
    const size = Exact.max(1, decimalOr0(properties.package_size));
    return paid.div(size).ceil().times(decimalOr0(properties.amount));
  },
  percentage: ({ units, eventsCount }, properties) => {
    const freeEvents = decimalOr0(properties.free_units_per_events);
    const freeUnits = decimalOr0(properties.free_units_per_total_aggregation);
    const paidUnits = Exact.max(0, units.minus(freeUnits));
    const paidEvents = Exact.max(0, new Exact(eventsCount).minus(freeEvents));
    return paidUnits.times(decimalOr0(properties.rate)).div(100)
      .plus(paidEvents.times(decimalOr0(properties.fixed_amount)));
  },
};

/** Charge models this stand-in can price. */
export const CHARGE_MODELS = Object.keys(MODELS);

/** Price in currency units, unrounded. */
export function priceOf(model: string, aggregate: Aggregate, properties: ChargeProperties): Exact {
  const compute = MODELS[model];
  if (!compute) throw new Error(`unknown charge model ${model}`);
  return compute(aggregate, properties);
}

interface Range {
  /** Where the range starts, exclusive except for 0. */
  start: Exact;
  to: Exact | null;
  perUnit: Exact;
  flat: Exact;
}

function ranges(value: unknown): Range[] {
  if (!Array.isArray(value)) return [];
  return value.map((range: Record<string, unknown>) => ({
    start: Exact.max(0, decimalOr0(range.from_value).minus(1)),
    to: readDecimal(range.to_value) ?? null,
    perUnit: decimalOr0(range.per_unit_amount),
    flat: decimalOr0(range.flat_amount),
  }));
}

function graduated(units: Exact, tiers: Range[]): Exact {
  let total = new Exact(0);
  for (const [index, tier] of tiers.entries()) {
    // A negative total stays wholly in the first range, so that a correction undoes its charge.
    const isReached = index === 0 ? !units.isZero() : units.gt(tier.start);
    if (!isReached) break;
    const end = tier.to ? Exact.min(units, tier.to) : units;
    total = total.plus(tier.flat).plus(end.minus(tier.start).times(tier.perUnit));
  }
  return total;
}

function volume(units: Exact, tiers: Range[]): Exact {
  if (units.isZero()) return new Exact(0);
  const tier = tiers.find(({ to }) => to === null || units.lte(to)) ?? tiers.at(-1);
  return tier ? units.times(tier.perUnit).plus(tier.flat) : new Exact(0);
}
