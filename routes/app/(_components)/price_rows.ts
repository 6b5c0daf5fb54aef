import { z } from "zod";
import type { DriverPlan } from "@/lib/charging/mod.ts";

const amount = z.union([z.string(), z.number()]).transform(Number).pipe(z.number().finite());
const standard = z.object({ amount });
const ranges = z.object({
  graduated_ranges: z.array(z.object({
    from_value: z.coerce.number(),
    to_value: z.coerce.number().nullish(),
    per_unit_amount: amount,
  })),
});

/** A tariff's prices per kWh as rows to read; a model without a price per kWh is only named. */
export function priceRows(
  tariff: DriverPlan["tariff"],
  locale: string,
): { key: string; value: string }[] {
  if (!tariff) return [{ key: "Energy", value: "Ask your operator" }];
  const perKwh = (price: number) =>
    `${
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency: tariff.currency,
        maximumFractionDigits: 4,
      }).format(price)
    } per kWh`;
  const flat = standard.safeParse(tariff.properties);
  if (tariff.model === "standard" && flat.success) {
    return [{ key: "Energy", value: perKwh(flat.data.amount) }];
  }
  const steps = ranges.safeParse(tariff.properties);
  if (tariff.model === "graduated" && steps.success) {
    return steps.data.graduated_ranges.map((range) => ({
      key: range.to_value
        ? `Up to ${range.to_value} kWh a month`
        : `Above ${Math.max(0, range.from_value - 1)} kWh`,
      value: perKwh(range.per_unit_amount),
    }));
  }
  return [{ key: "Energy", value: `Priced by ${tariff.model}` }];
}
