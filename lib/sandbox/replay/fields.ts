import { Decimal } from "decimal.js";

/**
 * Energy as people and programs write it: `5664`, `5664.0`, `5 664,5`, `1.234,5`. Answers exact Wh,
 * or null when the text is no number. A lone separator is the decimal one, since no meter's export
 * groups the digits of Wh with it; with both present the last one is.
 */
export function readDecimal(text: string): Decimal | null {
  const compact = text.replace(/[\s\u00a0\u202f']/g, "");
  const separator = Math.max(compact.lastIndexOf(","), compact.lastIndexOf("."));
  const digits = separator < 0
    ? compact
    : `${compact.slice(0, separator).replace(/[.,]/g, "")}.${compact.slice(separator + 1)}`;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? new Decimal(digits) : null;
}

/** ISO 8601 with an offset, in milliseconds; null for anything else, since a zone cannot be guessed. */
export function readInstant(text: string): number | null {
  const match = text.trim().match(
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)$/i,
  );
  if (!match) return null;
  const [, day, time, zone] = match;
  const offset = zone.toUpperCase() === "Z"
    ? "Z"
    : `${zone.slice(0, 3)}:${zone.slice(3).replace(":", "") || "00"}`;
  const ms = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}${offset}`);
  return Number.isNaN(ms) ? null : ms;
}

/** A whole number from 1 on, or null. */
export function readConnector(text: string): number | null {
  return /^\d{1,4}(\.0+)?$/.test(text.trim()) && Number(text) >= 1 ? Number(text) : null;
}

/** A heading without accents, case and doubled spaces, so that `Statut inactivité` matches. */
export function plainHeading(text: string): string {
  return text.replace(/^\ufeff/, "").normalize("NFD").replace(/\p{M}/gu, "")
    .toLowerCase().replace(/\s+/g, " ").trim();
}
