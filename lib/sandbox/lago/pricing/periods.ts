/** A stretch of time `[fromMs, toMs)`, Unix milliseconds. */
export interface Period {
  fromMs: number;
  toMs: number;
}

const DAY_MS = 86_400_000;
const MONTHS: Record<string, number> = { monthly: 1, quarterly: 3, semiannual: 6, yearly: 12 };

/** Intervals a plan can have. */
export const INTERVALS = ["weekly", ...Object.keys(MONTHS)];

/**
 * The billing period that holds a moment, in UTC: whole calendar periods (weeks start on Monday),
 * or with an anchor the periods that start on the anchor's day (a 31st falls on the last day).
 */
export function periodAt(interval: string, atMs: number, anchorMs?: number): Period {
  if (interval === "weekly") return weekAt(atMs, anchorMs);
  const step = MONTHS[interval];
  if (step === undefined) throw new Error(`unknown interval ${interval}`);
  const at = new Date(atMs);
  const anchor = new Date(anchorMs ?? Date.UTC(at.getUTCFullYear(), 0, 1));
  const months = (at.getUTCFullYear() - anchor.getUTCFullYear()) * 12 +
    at.getUTCMonth() - anchor.getUTCMonth();
  let index = Math.floor(months / step);
  if (boundary(anchor, index * step) > atMs) index--;
  return {
    fromMs: boundary(anchor, index * step),
    toMs: boundary(anchor, (index + 1) * step),
  };
}

function weekAt(atMs: number, anchorMs?: number): Period {
  // 1970-01-05 was a Monday.
  const origin = anchorMs === undefined ? 4 * DAY_MS : startOfDay(anchorMs);
  const week = 7 * DAY_MS;
  const fromMs = origin + Math.floor((atMs - origin) / week) * week;
  return { fromMs, toMs: fromMs + week };
}

function boundary(anchor: Date, months: number): number {
  const year = anchor.getUTCFullYear();
  const month = anchor.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(anchor.getUTCDate(), lastDay));
}

/** Midnight UTC at or before a moment. */
export function startOfDay(atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS;
}

/** Days touched by a part of a period over the period's days, as `[part, whole]`. */
export function dayShare(part: Period, whole: Period): [number, number] {
  const days = (period: Period) =>
    Math.max(0, Math.ceil((period.toMs - startOfDay(period.fromMs)) / DAY_MS));
  return [Math.min(days(part), days(whole)), days(whole)];
}
