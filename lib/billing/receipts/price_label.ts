import { msg, type Translate } from "@/lib/platform/i18n/translate.ts";

/** Labels that lib/charging writes for price lines. */
const ENERGY = msg("Energy");
const FREE = msg("Free##price");

/** A price line's label in the reader's language; ranges in kWh read the same in all. */
export function priceLabel(label: string, t: Translate): string {
  if (label === ENERGY || label === FREE) return t(label);
  const size = /^Packages of (.+) kWh$/.exec(label)?.[1];
  if (size) return t("Packages of {size} kWh", { size });
  const range = /^(.+), flat$/.exec(label)?.[1];
  return range ? t("{range}, flat amount", { range }) : label;
}
