import { z } from "zod";

const DECIMAL = /^([+-]?)(\d{1,30})(?:[.,](\d{0,30}))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * Reads a register as whole Wh without floating point; a fraction of a Wh is cut off, so that nobody
 * pays for energy that did not flow yet. Accepts "1234", "1234.0", "1234,5" and, in kWh, "1.2345".
 * @returns null when the text is no number or leaves the safe integers
 */
export function wattHours(text: string | number, unit: "Wh" | "kWh" = "Wh"): number | null {
  const match = DECIMAL.exec(String(text).trim());
  if (!match) return null;
  const [, sign, whole, fraction = "", exponent = "0"] = match;
  const shift = Number(exponent) + (unit === "kWh" ? 3 : 0);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const integer = point <= 0 ? "0" : digits.padEnd(point, "0").slice(0, point);
  const value = Number(integer) * (sign === "-" ? -1 : 1);
  return Number.isSafeInteger(value) ? value + 0 : null;
}

/** Reads a measured number; a decimal comma is understood. Null when it is none. */
export function measuredNumber(text: string | number): number | null {
  const value = DECIMAL.test(String(text).trim())
    ? Number(String(text).trim().replace(",", "."))
    : NaN;
  return Number.isFinite(value) ? value : null;
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads SteVe's date; without a zone it is UTC, as SteVe's database is. Null when it is none. */
export function instantOf(text: string): Date | null {
  const match = ISO.exec(text.trim());
  if (!match) return null;
  const date = new Date(match[3] ? match[0] : `${match[0]}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Text that Postgres can hold. */
export const text = z.string().max(500).refine(
  (value) => !value.includes("\u0000") && value.isWellFormed(),
  "holds characters that cannot be stored",
);

/** Optional text of a lenient wire: anything but text, and empty text, count as absent. */
export const textOrNull = z.unknown().optional().transform((value) =>
  typeof value === "string" && value !== "" && text.safeParse(value).success ? value : null
);

export const instant = z.string().transform((value, context) => {
  const date = instantOf(value);
  if (date) return date;
  context.addIssue({ code: "custom", message: "is not a date" });
  return z.NEVER;
});

export const register = z.union([z.string(), z.number()]).transform((value, context) => {
  const wh = wattHours(value);
  if (wh !== null && wh >= 0) return wh;
  context.addIssue({ code: "custom", message: "is not a register value in Wh" });
  return z.NEVER;
});
