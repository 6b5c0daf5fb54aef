import type { FormatSettings } from "@/components/format.ts";
import type { ChargingPrice } from "@/lib/charging/mod.ts";
import type { Translate } from "@/lib/platform/i18n/translate.ts";

/** "€0.42 per kWh", "From …" where later kWh differ; null when nothing is known. */
export function priceText(
  { firstKwh, currency, isStepped }: ChargingPrice,
  t: Translate,
  { locale }: FormatSettings,
): string | null {
  if (firstKwh === null || currency === null) return null;
  const price = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    maximumFractionDigits: 4,
  }).format(Number(firstKwh));
  return isStepped
    ? t("First kWh {price}, later ones by steps", { price })
    : t("{price} per kWh", { price });
}
