import { inArray } from "drizzle-orm";
import { lagoBillableMetrics } from "@/db/schema/mod.ts";
import type { InvoiceLine } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/** What a charge counts. */
export type FeeUnit = "kwh" | "minute" | "hour";

/** A line of an invoice; `unit` is null for what is counted in pieces, or nobody can tell. */
export type FeeLine = InvoiceLine & { unit: FeeUnit | null };

/** The parts of a metric that may name what it counts. */
export interface MetricWords {
  code: string;
  name: string;
  fieldName: string | null;
}

const WORDS: [FeeUnit, RegExp][] = [
  ["kwh", /^(kwh|kilowatthours?)$/],
  ["minute", /^(min|mins|minutes?)$/],
  ["hour", /^(h|hrs?|hours?)$/],
];

/** The unit that a metric names: in the field it adds up first, then in its code and its name. */
export function unitOfMetric({ code, name, fieldName }: MetricWords): FeeUnit | null {
  for (const text of [fieldName ?? "", code, name]) {
    const words = text.toLowerCase().split(/[^a-z]+/);
    const found = WORDS.find(([, pattern]) => words.some((word) => pattern.test(word)));
    if (found) return found[0];
  }
  return null;
}

/** The lines with what they count. The metric that we bill energy on counts kWh, whatever it is called. */
export async function withUnits(ctx: Ctx, lines: readonly InvoiceLine[]): Promise<FeeLine[]> {
  const energy = ctx.config.LAGO_METRIC_CODE;
  const codes = new Set(lines.flatMap(({ kind, code }) => kind === "charge" && code ? code : []));
  codes.delete(energy);
  const m = lagoBillableMetrics;
  const metrics = codes.size === 0
    ? []
    : await ctx.db.select({ code: m.code, name: m.name, fieldName: m.fieldName }).from(m)
      .where(inArray(m.code, [...codes]));
  const units = new Map(metrics.map((metric) => [metric.code, unitOfMetric(metric)]));
  units.set(energy, "kwh");
  return lines.map((line) => ({
    ...line,
    unit: line.kind === "charge" && line.code ? units.get(line.code) ?? null : null,
  }));
}
