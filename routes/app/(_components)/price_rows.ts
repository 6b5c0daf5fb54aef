import { z } from "zod";
import type { Translate } from "@/lib/platform/i18n/translate.ts";
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
  t: Translate,
): { key: string; value: string }[] {
  if (!tariff) return [{ key: t("Energy"), value: t("Ask your operator") }];
  const perKwh = (price: number) =>
    t("{price} per kWh", {
      price: new Intl.NumberFormat(locale, {
        style: "currency",
        currency: tariff.currency,
        maximumFractionDigits: 4,
      }).format(price),
    });
  const flat = standard.safeParse(tariff.properties);
  if (tariff.model === "standard" && flat.success) {
    return [{ key: t("Energy"), value: perKwh(flat.data.amount) }];
  }
  const steps = ranges.safeParse(tariff.properties);
  if (tariff.model === "graduated" && steps.success) {
    return steps.data.graduated_ranges.map((range) => ({
      key: range.to_value
        ? t("Up to {kwh} kWh a month", { kwh: range.to_value })
        : t("Above {kwh} kWh", { kwh: Math.max(0, range.from_value - 1) }),
      value: perKwh(range.per_unit_amount),
    }));
  }
  return [{ key: t("Energy"), value: t("Priced by {model}", { model: tariff.model }) }];
}
