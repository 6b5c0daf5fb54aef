import { remembered } from "./remembered.ts";

/** A wall-clock time in a zone, as an instant. */
export interface ZonedTime {
  at: Date;
  /** `skipped`: the clocks jump over it, the next real time is taken. `repeated`: the earlier of two. */
  kind: "exact" | "skipped" | "repeated";
}

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/;
const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant of `YYYY-MM-DDTHH:mm` (what `datetime-local` gives) on the clocks of `timeZone`; null
 * when the text is no such time.
 */
export function instantOf(local: string, timeZone: string): ZonedTime | null {
  const found = LOCAL.exec(local);
  if (!found) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number);
  const wallMs = Date.UTC(year, month - 1, day, hour, minute);
  const isReal = new Date(wallMs).toISOString().slice(0, 16) === local.slice(0, 16);
  if (!isReal) return null;
  const offsets = [
    ...new Set([offsetMs(wallMs - DAY_MS, timeZone), offsetMs(wallMs + DAY_MS, timeZone)]),
  ];
  const fitting = offsets.map((offset) => wallMs - offset)
    .filter((ms) => ms + offsetMs(ms, timeZone) === wallMs).toSorted((a, b) => a - b);
  if (fitting.length === 0) return { at: new Date(wallMs - offsets[0]), kind: "skipped" };
  return { at: new Date(fitting[0]), kind: fitting.length > 1 ? "repeated" : "exact" };
}

/** An instant as `YYYY-MM-DDTHH:mm` on the clocks of `timeZone`. */
export function localText(at: Date, timeZone: string): string {
  return new Date(at.getTime() + offsetMs(at.getTime(), timeZone)).toISOString().slice(0, 16);
}

/** How far the clocks of a zone are ahead of UTC at an instant, to the minute. */
function offsetMs(ms: number, timeZone: string): number {
  const wholeMs = Math.floor(ms / 60_000) * 60_000;
  const parts = Object.fromEntries(
    formatOf(timeZone).formatToParts(wholeMs).map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) - wholeMs;
}

const formatOf = (timeZone: string) =>
  remembered(formats, timeZone, () =>
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    }));
