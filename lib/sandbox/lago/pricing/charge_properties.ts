import type { ChargeProperties } from "../store/kinds.ts";
import { readDecimal } from "./exact.ts";

/** Codes per field when a charge's properties do not fit its model; empty when they do. */
export function checkProperties(
  model: string,
  properties: ChargeProperties,
): Record<string, string[]> {
  const isPrice = (value: unknown) => readDecimal(value)?.gte(0) === true;
  const errors: Record<string, string[]> = {};
  if ((model === "standard" || model === "package") && !isPrice(properties.amount)) {
    errors.amount = ["invalid_amount"];
  }
  if (model === "package" && !(Number(properties.package_size) >= 1)) {
    errors.package_size = ["invalid_package_size"];
  }
  if (model === "percentage" && !isPrice(properties.rate)) errors.rate = ["invalid_rate"];
  if (model === "graduated" && !areRanges(properties.graduated_ranges)) {
    errors.graduated_ranges = ["invalid_graduated_ranges"];
  }
  if (model === "volume" && !areRanges(properties.volume_ranges)) {
    errors.volume_ranges = ["invalid_volume_ranges"];
  }
  return errors;
}

/** Ranges start at 0, follow each other without gap and end open. */
function areRanges(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  let expected = 0;
  return value.every((range: Record<string, unknown>, index) => {
    const isLast = index === value.length - 1;
    const to = range.to_value;
    const fits = Number(range.from_value) === expected &&
      (isLast ? to === null || to === undefined : Number(to) >= expected) &&
      readDecimal(range.per_unit_amount) !== undefined &&
      readDecimal(range.flat_amount) !== undefined;
    expected = Number(to) + 1;
    return fits;
  });
}
