import { z } from "zod";
import type { TariffSnapshot } from "./tariff.ts";

const MODELS = ["standard", "graduated", "package", "volume", "percentage"] as const;

const plan = z.object({
  code: z.string(),
  name: z.string(),
  amount_currency: z.string(),
  charges: z.array(z.unknown()).nullish(),
});
const charge = z.object({
  billable_metric_code: z.string(),
  charge_model: z.string(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * The tariff of a Lago plan for one metric.
 * @param raw the plan as Lago answers it (`lago_plans.raw`)
 * @returns null when the plan has no charge for the metric, or one in a model we cannot price
 */
export function tariffFromPlan(raw: unknown, metricCode: string): TariffSnapshot | null {
  const parsed = plan.safeParse(raw);
  if (!parsed.success) return null;
  for (const candidate of parsed.data.charges ?? []) {
    const found = charge.safeParse(candidate);
    if (!found.success || found.data.billable_metric_code !== metricCode) continue;
    const model = MODELS.find((name) => name === found.data.charge_model);
    if (!model) return null;
    return {
      planCode: parsed.data.code,
      planName: parsed.data.name,
      currency: parsed.data.amount_currency,
      model,
      properties: found.data.properties ?? {},
    };
  }
  return null;
}
