import { remembered } from "@/lib/platform/remembered.ts";

/** Text for numbers and times. Every function takes the reader's locale and time zone, none reads
 * the clock, and what is unknown (null, undefined, NaN) becomes an em dash. */

/** How the reader wants things written. `timeZone` is an IANA name such as "Europe/Berlin". */
export type FormatSettings = { locale: string; timeZone: string };

export type Unknown = null | undefined;

export const NOTHING = "—";

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** A count or measure with at most `digits` decimals, exactly so many when `fixed`. */
export function formatNumber(
  value: number | Unknown,
  settings: FormatSettings,
  { digits = 0, fixed = false }: { digits?: number; fixed?: boolean } = {},
): string {
  if (!isKnown(value)) return NOTHING;
  return numberFormat(settings.locale, {
    maximumFractionDigits: digits,
    minimumFractionDigits: fixed ? digits : 0,
  }).format(value);
}

/** A share as a percentage: 0.973 → "97.3 %" in the locale's way. */
export function formatPercent(share: number | Unknown, settings: FormatSettings, digits = 1) {
  if (!isKnown(share)) return NOTHING;
  return numberFormat(settings.locale, { style: "percent", maximumFractionDigits: digits })
    .format(share);
}

/** An amount in minor units (cents) of an ISO 4217 currency; yen and dinar keep their own digits. */
export function formatMoney(
  amountCents: number | Unknown,
  currency: string,
  settings: FormatSettings,
): string {
  if (!isKnown(amountCents)) return NOTHING;
  const format = numberFormat(settings.locale, { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountCents / 10 ** digits);
}

/** Energy in watt-hours as kWh: one decimal for reading, three for billing. */
export function formatEnergy(
  energyWh: number | Unknown,
  settings: FormatSettings,
  digits: 1 | 3 = 1,
): string {
  if (!isKnown(energyWh)) return NOTHING;
  return `${formatNumber(energyWh / 1000, settings, { digits, fixed: true })}\u00a0kWh`;
}

/** Power in watts: below one kilowatt in W, above in kW with one decimal. */
export function formatPower(powerW: number | Unknown, settings: FormatSettings): string {
  if (!isKnown(powerW)) return NOTHING;
  if (Math.abs(powerW) < 1000) return `${formatNumber(powerW, settings)}\u00a0W`;
  return `${formatNumber(powerW / 1000, settings, { digits: 1, fixed: true })}\u00a0kW`;
}

/** A length of time in its two largest units: "42 s", "12 min 05 s", "3 h 07 min", "2 days 4 h". Days
 * alone have no sign that is read everywhere: without `settings` they are "d". */
export function formatDuration(
  durationMs: number | Unknown,
  settings?: Pick<FormatSettings, "locale">,
): string {
  if (!isKnown(durationMs)) return NOTHING;
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  if (seconds < 3600) return twoUnits(Math.floor(seconds / 60), "min", seconds % 60, "s", 2);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1440) return twoUnits(Math.floor(minutes / 60), "h", minutes % 60, "min", 2);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  return twoUnits(days, settings ? dayUnit(days, settings.locale) : "d", hours % 24, "h", 1);
}

/** The same length for a machine, as `<time datetime>` wants it: 65 000 ms → "PT65S". */
export function isoDuration(durationMs: number): string {
  return `PT${Math.max(0, Math.floor(durationMs / 1000))}S`;
}

/** Date and time to the minute, in the reader's zone. */
export function formatDateTime(at: Date | Unknown, settings: FormatSettings): string {
  return formatAt(at, settings, { dateStyle: "medium", timeStyle: "short" });
}

/** The calendar day in the reader's zone. */
export function formatDate(at: Date | Unknown, settings: FormatSettings): string {
  return formatAt(at, settings, { dateStyle: "medium" });
}

/** The time of day in the reader's zone, with seconds when asked. */
export function formatTime(at: Date | Unknown, settings: FormatSettings, seconds = false): string {
  return formatAt(at, settings, { timeStyle: seconds ? "medium" : "short" });
}

/** Day and month, for an axis. */
export function formatDay(at: Date | Unknown, settings: FormatSettings): string {
  return formatAt(at, settings, { day: "numeric", month: "short" });
}

/** Date, time with seconds and zone name: the exact moment, for titles and evidence. */
export function formatExact(at: Date | Unknown, settings: FormatSettings): string {
  return formatAt(at, settings, { dateStyle: "full", timeStyle: "long" });
}

const STEPS: [limitS: number, unit: Intl.RelativeTimeFormatUnit, unitS: number][] = [
  [60, "second", 1],
  [3600, "minute", 60],
  [86_400, "hour", 3600],
  [30 * 86_400, "day", 86_400],
  [365 * 86_400, "month", 30 * 86_400],
  [Infinity, "year", 365 * 86_400],
];

/** How far `at` is from `now`, in one unit: "5 minutes ago", "in 2 days". */
export function formatRelative(at: Date | Unknown, now: Date, settings: FormatSettings): string {
  if (!at || Number.isNaN(at.getTime())) return NOTHING;
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const [, unit, unitS] = STEPS.find(([limitS]) => Math.abs(seconds) < limitS) ?? STEPS[5];
  return new Intl.RelativeTimeFormat(settings.locale, { numeric: "auto" })
    .format(Math.trunc(seconds / unitS), unit);
}

/** The words of a machine status: "SuspendedEV" → "Suspended EV", "in_use" → "In use". */
export function humanize(word: string): string {
  const spaced = word.replace(/[_-]+/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2").trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function isKnown(value: number | Unknown): value is number {
  return value !== null && value !== undefined && !Number.isNaN(value);
}

function twoUnits(major: number, majorUnit: string, minor: number, minorUnit: string, pad: number) {
  if (minor === 0) return `${major}\u00a0${majorUnit}`;
  return `${major}\u00a0${majorUnit} ${String(minor).padStart(pad, "0")}\u00a0${minorUnit}`;
}

/** The unit of so many days, short: "days", "Tg.", "j". */
function dayUnit(days: number, locale: string): string {
  const format = numberFormat(locale, { style: "unit", unit: "day", unitDisplay: "short" });
  return format.formatToParts(days).find(({ type }) => type === "unit")?.value ?? "d";
}

function formatAt(
  at: Date | Unknown,
  settings: FormatSettings,
  options: Intl.DateTimeFormatOptions,
): string {
  if (!at || Number.isNaN(at.getTime())) return NOTHING;
  return dateFormat(settings, options).format(at);
}

// Building an Intl format costs far more than using one, and a table uses hundreds.
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  return remembered(numberFormats, key, () => new Intl.NumberFormat(locale, options));
}

function dateFormat({ locale, timeZone }: FormatSettings, options: Intl.DateTimeFormatOptions) {
  const key = `${locale}|${timeZone}|${JSON.stringify(options)}`;
  const make = () => new Intl.DateTimeFormat(locale, { ...options, timeZone });
  return remembered(dateFormats, key, make);
}
