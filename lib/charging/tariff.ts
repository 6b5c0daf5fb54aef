import { Decimal } from "decimal.js";
import { z } from "zod";
import { msg } from "@/lib/platform/i18n/say.ts";
import type { TariffSnapshot } from "@/db/schema/mod.ts";

export type { TariffSnapshot };

/** One line of a price: how many kWh at what. */
export interface PriceLine {
  label: string;
  /** Decimal string. */
  kwh: string;
  /** Price of one kWh in currency units, decimal string; null for flat and package amounts. */
  unitAmount: string | null;
  /** Amount in currency units before rounding, decimal string. */
  amount: string;
}

export interface Price {
  /** Whole cents, halves up; null when unknown. */
  amountCents: number | null;
  /** `included`: the energy costs nothing; `unknown`: the tariff cannot be read. */
  coverage: "included" | "billed" | "unknown";
  lines: PriceLine[];
}

const money = z.union([z.string(), z.number()]).transform((text, context) => {
  try {
    const value = new Decimal(text);
    if (value.isFinite()) return value;
  } catch { /* told below */ }
  context.addIssue({ code: "custom", message: "not a decimal number" });
  return z.NEVER;
});
const optionalMoney = money.nullish().transform((value) => value ?? new Decimal(0));
const range = z.object({
  from_value: money,
  to_value: money.nullish().transform((value) => value ?? null),
  per_unit_amount: money,
  flat_amount: optionalMoney,
});
type Range = z.infer<typeof range>;
const standard = z.object({ amount: money });
const graduated = z.object({ graduated_ranges: z.array(range).min(1) });
const volume = z.object({ volume_ranges: z.array(range).min(1) });
const packaged = z.object({
  amount: money,
  package_size: money.refine((size) => size.gt(0), "must be above zero"),
  free_units: optionalMoney,
});
const percentage = z.object({ rate: money, fixed_amount: optionalMoney });

const UNKNOWN: Price = { amountCents: null, coverage: "unknown", lines: [] };

/**
 * Prices `energyWh` used after `alreadyInPeriodWh` of the same billing period, as Lago's charge models
 * do. The price is the difference of two period totals, so parts of a period add up to its whole:
 * exact in `lines`, within half a cent each in `amountCents`.
 *
 * Volume tariffs reprice the whole period when a step is crossed; the difference falls on the energy
 * that crossed it and may be negative.
 */
export function priceEnergy(
  tariff: TariffSnapshot,
  energyWh: number,
  alreadyInPeriodWh = 0,
): Price {
  const before = new Decimal(alreadyInPeriodWh).div(1_000);
  const after = before.plus(new Decimal(energyWh).div(1_000));
  const linesUpTo = periodPricer(tariff);
  if (!linesUpTo) return UNKNOWN;
  const lines = subtract(linesUpTo(after), linesUpTo(before));
  const amount = lines.reduce((sum, line) => sum.plus(line.amount), new Decimal(0));
  return {
    amountCents: toCents(amount),
    coverage: amount.isZero() ? "included" : "billed",
    lines: lines.map((line) => ({
      label: line.label,
      kwh: line.kwh.toFixed(),
      unitAmount: line.unitAmount?.toFixed() ?? null,
      amount: line.amount.toFixed(),
    })),
  };
}

/** Currency units to whole cents, halves away from zero. */
const toCents = (amount: Decimal) =>
  amount.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();

interface Line {
  label: string;
  kwh: Decimal;
  unitAmount: Decimal | null;
  amount: Decimal;
}

/** Lines of a whole period by its kWh, in a fixed order with fixed labels; null when unreadable. */
function periodPricer({ model, properties }: TariffSnapshot): ((kwh: Decimal) => Line[]) | null {
  switch (model) {
    case "standard": {
      const tariff = standard.safeParse(properties);
      if (!tariff.success) return null;
      const { amount } = tariff.data;
      return (kwh) => [unitLine(msg("Energy"), kwh, amount)];
    }
    case "graduated": {
      const tariff = graduated.safeParse(properties);
      return tariff.success ? graduatedPricer(sorted(tariff.data.graduated_ranges)) : null;
    }
    case "volume": {
      const tariff = volume.safeParse(properties);
      return tariff.success ? volumePricer(sorted(tariff.data.volume_ranges)) : null;
    }
    case "package": {
      const tariff = packaged.safeParse(properties);
      if (!tariff.success) return null;
      const { amount, package_size: size, free_units: free } = tariff.data;
      return (kwh) => {
        const charged = Decimal.max(0, kwh.minus(free));
        return [
          {
            label: msg("Free##price"),
            kwh: Decimal.min(kwh, free),
            unitAmount: null,
            amount: new Decimal(0),
          },
          {
            label: `Packages of ${size.toFixed()} kWh`,
            kwh: charged,
            unitAmount: null,
            amount: charged.div(size).ceil().times(amount),
          },
        ];
      };
    }
    case "percentage": {
      // A share of the units, as Lago computes it; the fixed amount per event is not ours to foresee.
      const tariff = percentage.safeParse(properties);
      if (!tariff.success) return null;
      const unit = tariff.data.rate.div(100);
      return (kwh) => [unitLine(msg("Energy"), kwh, unit)];
    }
    default:
      return null;
  }
}

const unitLine = (label: string, kwh: Decimal, unitAmount: Decimal): Line => ({
  label,
  kwh,
  unitAmount,
  amount: kwh.times(unitAmount),
});

const flatLine = (label: string, amount: Decimal): Line => ({
  label,
  kwh: new Decimal(0),
  unitAmount: null,
  amount,
});

const sorted = (ranges: Range[]) => ranges.toSorted((a, b) => a.from_value.cmp(b.from_value));

/** Where a range begins: where the one before it ends (Lago writes 0–10, 11–…; between them lies no gap). */
const startOf = (ranges: Range[], i: number) =>
  i === 0 ? new Decimal(0) : ranges[i - 1].to_value ?? ranges[i].from_value;

const rangeLabel = (ranges: Range[], i: number) =>
  `${startOf(ranges, i).toFixed()}–${ranges[i].to_value?.toFixed() ?? "∞"} kWh`;

function graduatedPricer(ranges: Range[]) {
  return (kwh: Decimal): Line[] =>
    ranges.flatMap((step, i) => {
      const start = startOf(ranges, i);
      // A period that outgrows the last range stays in it.
      const end = i === ranges.length - 1 ? kwh : Decimal.min(kwh, step.to_value ?? kwh);
      const within = Decimal.max(0, end.minus(start));
      const flat = kwh.gt(start) ? step.flat_amount : new Decimal(0);
      const label = rangeLabel(ranges, i);
      return [unitLine(label, within, step.per_unit_amount), flatLine(`${label}, flat`, flat)];
    });
}

function volumePricer(ranges: Range[]) {
  return (kwh: Decimal): Line[] => {
    const found = ranges.findIndex((step) => step.to_value === null || kwh.lte(step.to_value));
    const chosen = found === -1 ? ranges.length - 1 : found;
    return ranges.flatMap((step, i) => {
      const label = rangeLabel(ranges, i);
      const isCharged = i === chosen && kwh.gt(0);
      const charged = isCharged ? kwh : new Decimal(0);
      const flat = isCharged ? step.flat_amount : new Decimal(0);
      return [unitLine(label, charged, step.per_unit_amount), flatLine(`${label}, flat`, flat)];
    });
  };
}

/** Line by line difference of two totals of one pricer; lines that did not move are left out. */
function subtract(after: Line[], before: Line[]): Line[] {
  return after.map((line, i) => ({
    ...line,
    kwh: line.kwh.minus(before[i].kwh),
    amount: line.amount.minus(before[i].amount),
  })).filter((line) => !line.kwh.isZero() || !line.amount.isZero());
}
