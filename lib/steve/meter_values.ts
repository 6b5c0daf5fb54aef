import { z } from "zod";
import { storableJson } from "@/lib/platform/storable_json.ts";
import { instant, measuredNumber, textOrNull, wattHours } from "./measures.ts";
import type { MeasuredValues, RefusedRow } from "./types.ts";

/** One value as OCPP samples it; absent facts mean what OCPP 1.6 says they mean. */
export interface SampledValue {
  measuredAt: Date;
  value: string | number;
  context?: string | null;
  format?: string | null;
  measurand?: string | null;
  phase?: string | null;
  location?: string | null;
  unit?: string | null;
}

export interface Normalised {
  values: MeasuredValues[];
  refused: RefusedRow[];
}

type Field = "energyWh" | "powerW" | "currentA" | "voltageV" | "socPercent" | "temperatureC";
type Rule = {
  field: Field;
  /** In the field's unit; null when the text or the unit cannot be used. */
  read: (value: string | number, unit: string | null) => number | null;
  join: (phases: { phase: string; value: number }[]) => number;
};

const sum = (phases: { value: number }[]) => round(phases.reduce((all, one) => all + one.value, 0));
const mean = (phases: { value: number }[]) => round(sum(phases) / phases.length);
const largest = (phases: { value: number }[]) => Math.max(...phases.map((one) => one.value));
/** Line to neutral where there is any; line to line is another quantity. */
function meanVoltage(phases: { phase: string; value: number }[]): number {
  const toNeutral = phases.filter((one) => !/^L\d-L\d$/.test(one.phase));
  return mean(toNeutral.length > 0 ? toNeutral : phases);
}
// Binary fractions of a conversion would show as 7359.999999999999 W.
const round = (value: number) => Number(value.toFixed(6));

const scaled =
  (factors: Record<string, number>, fallback: string) =>
  (value: string | number, unit: string | null) => {
    const factor = factors[unit ?? fallback];
    const number = measuredNumber(value);
    return factor === undefined || number === null ? null : round(number * factor);
  };

function celsius(value: string | number, unit: string | null): number | null {
  const number = measuredNumber(value);
  if (number === null) return null;
  if (unit === "Fahrenheit") return round((number - 32) / 1.8);
  if (unit === "K") return round(number - 273.15);
  // OCPP 1.6 itself misspelt the unit in its first edition.
  return unit === null || unit === "Celsius" || unit === "Celcius" ? number : null;
}

const RULES: Record<string, Rule> = {
  "Energy.Active.Import.Register": {
    field: "energyWh",
    read: (value, unit) =>
      unit === null || unit === "Wh" || unit === "kWh" ? wattHours(value, unit ?? "Wh") : null,
    join: sum,
  },
  "Power.Active.Import": { field: "powerW", read: scaled({ W: 1, kW: 1_000 }, "W"), join: sum },
  // The most loaded phase is what a cable and a fuse feel.
  "Current.Import": { field: "currentA", read: scaled({ A: 1 }, "A"), join: largest },
  "Voltage": { field: "voltageV", read: scaled({ V: 1 }, "V"), join: meanVoltage },
  "SoC": { field: "socPercent", read: scaled({ Percent: 1 }, "Percent"), join: mean },
  "Temperature": { field: "temperatureC", read: celsius, join: largest },
};

/**
 * Turns samples into one set of values per instant: kWh to Wh and kW to W; a total wins over phases,
 * phases are summed (energy, power), averaged (voltage) or the largest is taken (current). Signed
 * data and measurands that are not kept are ignored; values that cannot be read are refused alone.
 */
export function normaliseSampledValues(samples: readonly SampledValue[]): Normalised {
  const groups = new Map<number, SampledValue[]>();
  for (const sample of samples) {
    const atMs = sample.measuredAt.getTime();
    groups.set(atMs, [...groups.get(atMs) ?? [], sample]);
  }
  const refused: RefusedRow[] = [];
  const values = [...groups].sort(([a], [b]) => a - b)
    .map(([atMs, group]) => measure(new Date(atMs), group, refused))
    .filter((one) => Object.keys(one).length > 1);
  return { values, refused };
}

function measure(measuredAt: Date, group: SampledValue[], refused: RefusedRow[]): MeasuredValues {
  const result: MeasuredValues = { measuredAt };
  const context = group.map((one) => one.context).filter((one) => !!one)
    .sort((a, b) => rank(a!) - rank(b!))[0];
  if (context) result.context = context;
  for (const [measurand, rule] of Object.entries(RULES)) {
    const readable = group
      .filter((one) => (one.measurand || "Energy.Active.Import.Register") === measurand)
      .filter((one) => (one.format || "Raw") === "Raw")
      .flatMap((one) => {
        const value = rule.read(one.value, one.unit || null);
        if (value !== null) return [{ ...one, phase: one.phase || "", value }];
        refused.push({ reason: `${measurand} cannot be read`, raw: storableJson({ ...one }) });
        return [];
      });
    const outlet = readable.filter((one) => (one.location || "Outlet") === "Outlet");
    const usable = outlet.length > 0 ? outlet : readable;
    const value = joinPhases(rule, usable.sort((a, b) => rank(a.context) - rank(b.context)));
    if (value !== null) result[rule.field] = value;
  }
  return result;
}

function joinPhases(rule: Rule, samples: { phase: string; value: number }[]): number | null {
  const byPhase = new Map<string, number>();
  for (const { phase, value } of samples) {
    const line = rule.field === "voltageV" ? phase : phase.replace(/^(L\d)-N$/, "$1");
    if (line !== "N" && !byPhase.has(line)) byPhase.set(line, value);
  }
  const total = byPhase.get("");
  if (total !== undefined) return total;
  if (byPhase.size === 0) return null;
  return rule.join([...byPhase].map(([phase, value]) => ({ phase, value })));
}

/** Among values of one instant the closing one counts. */
function rank(context: string | null | undefined): number {
  return context === "Transaction.End" ? 0 : context === "Transaction.Begin" ? 1 : 2;
}

const wireSchema = z.object({
  valueTimestamp: instant,
  value: z.union([z.string(), z.number()]),
  readingContext: textOrNull,
  format: textOrNull,
  measurand: textOrNull,
  location: textOrNull,
  unit: textOrNull,
  phase: textOrNull,
});

/** Reads the `values` of a transaction's details. Never throws. */
export function readMeterValues(raw: readonly unknown[]): Normalised {
  const samples: SampledValue[] = [];
  const refused: RefusedRow[] = [];
  for (const item of raw) {
    const parsed = wireSchema.safeParse(item);
    if (!parsed.success) {
      refused.push({ reason: "a meter value cannot be read", raw: storableJson(item) });
      continue;
    }
    const { valueTimestamp, readingContext, ...rest } = parsed.data;
    samples.push({ ...rest, measuredAt: valueTimestamp, context: readingContext });
  }
  const normalised = normaliseSampledValues(samples);
  return { values: normalised.values, refused: [...refused, ...normalised.refused] };
}
