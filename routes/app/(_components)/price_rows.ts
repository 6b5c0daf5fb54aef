import { z } from "zod";
import type { Translate } from "@/lib/platform/i18n/translate.ts";
import type { DriverPlan } from "@/lib/charging/mod.ts";

const amount = z.union([z.string(), z.number()]).transform(Number).pipe(z.number().finite());
const standard = z.object({ amount });
const range = z.object({
  from_value: z.coerce.number(),
  to_value: z.coerce.number().nullish(),
  per_unit_amount: amount,
  flat_amount: amount.nullish(),
});
const graduated = z.object({ graduated_ranges: z.array(range) });
const volume = z.object({ volume_ranges: z.array(range) });
const packaged = z.object({
  amount,
  package_size: z.coerce.number().positive(),
  free_units: z.coerce.number().nullish(),
});

type Row = { key: string; value: string };

/** A tariff's prices per kWh as rows to read; of a model that has none, the operator is asked. */
export function priceRows(tariff: DriverPlan["tariff"], locale: string, t: Translate): Row[] {
  const found = tariff && rowsOf(tariff, locale, t);
  return found ?? [{ key: t("Energy"), value: t("Ask your operator") }];
}

function rowsOf(
  { model, currency, properties }: NonNullable<DriverPlan["tariff"]>,
  locale: string,
  t: Translate,
): Row[] | null {
  const money = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    maximumFractionDigits: 4,
  });
  const perKwh = (price: number) => t("{price} per kWh", { price: money.format(price) });
  const stepPrice = ({ per_unit_amount, flat_amount }: z.output<typeof range>) =>
    perKwh(per_unit_amount) + (flat_amount ? ` + ${money.format(flat_amount)}` : "");
  switch (model) {
    case "standard": {
      const flat = standard.safeParse(properties).data;
      return flat ? [{ key: t("Energy"), value: perKwh(flat.amount) }] : null;
    }
    case "graduated": {
      const steps = graduated.safeParse(properties).data?.graduated_ranges;
      return steps?.map((step) => ({ key: stepKey(step, t), value: stepPrice(step) })) ?? null;
    }
    case "volume": {
      const steps = volume.safeParse(properties).data?.volume_ranges;
      if (!steps) return null;
      return [
        ...steps.map((step) => ({ key: stepKey(step, t), value: stepPrice(step) })),
        { key: t("Which price counts"), value: t("That of the step you reach, for every kWh") },
      ];
    }
    case "package": {
      const pack = packaged.safeParse(properties).data;
      if (!pack) return null;
      const price = money.format(pack.amount);
      const free = pack.free_units ?? 0;
      return [
        ...(free > 0 ? [{ key: t("Included"), value: `${free}\u00a0kWh` }] : []),
        { key: t("Energy"), value: t("{price} per {kwh} kWh", { price, kwh: pack.package_size }) },
      ];
    }
    case "percentage":
      return null;
  }
}

const stepKey = (step: z.output<typeof range>, t: Translate): string =>
  step.to_value
    ? t("Up to {kwh} kWh per billing period", { kwh: step.to_value })
    : t("Above {kwh} kWh", { kwh: Math.max(0, step.from_value - 1) });
