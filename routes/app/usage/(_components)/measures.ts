import {
  formatEnergy,
  formatMoney,
  formatNumber,
  type FormatSettings,
} from "@/components/format.ts";
import { carbonOf, type UsageFigures } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { formatGrams } from "../../(_components)/carbon_text.ts";

export const MEASURES = ["energy", "cost", "co2", "sessions"] as const;
export type Measure = (typeof MEASURES)[number];

export const MEASURE_NAMES: Record<Measure, string> = {
  energy: msg("Energy"),
  cost: msg("Cost"),
  co2: msg("CO₂ emissions"),
  sessions: msg("Sessions"),
};

/** What writes and picks a measure need to know. */
export interface MeasureContext {
  gridGPerKwh: number;
  /** Of the costs; null when none is known. */
  currency: string | null;
}

/** The measure as a number: Wh, minor units, grams or a count. */
export function measured(
  measure: Measure,
  figures: UsageFigures,
  { gridGPerKwh }: MeasureContext,
): number {
  switch (measure) {
    case "energy":
      return figures.energyWh;
    case "cost":
      return figures.costCents ?? 0;
    case "co2":
      return carbonOf(figures.energyWh, gridGPerKwh).emittedG;
    case "sessions":
      return figures.sessions;
  }
}

/** That number for people. */
export function formatMeasure(
  measure: Measure,
  value: number,
  { currency }: MeasureContext,
  reader: FormatSettings,
): string {
  switch (measure) {
    case "energy":
      return formatEnergy(value, reader);
    case "cost":
      return currency ? formatMoney(Math.round(value), currency, reader) : "—";
    case "co2":
      return formatGrams(value, reader);
    case "sessions":
      return formatNumber(value, reader, { digits: 1 });
  }
}
