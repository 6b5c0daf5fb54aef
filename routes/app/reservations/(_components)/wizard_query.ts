import type { Position } from "@/lib/charging/mod.ts";
import { instantOf, localText } from "@/lib/platform/zoned_time.ts";

/** What the address, or the form, of the wizard holds; the empty text where nothing is chosen. */
export interface WizardQuery {
  charger: string;
  connector: string;
  card: string;
  /** `YYYY-MM-DDTHH:mm` on the reader's clocks. */
  start: string;
  /** ISO instant of a suggestion: exact where `start` would be said of two instants. */
  at: string;
  minutes: string;
  /** Zone of the clocks `start` was written on: the reader's may be learnt between page and answer. */
  zone: string;
  /** Search among chargers. */
  q: string;
  /** Where the driver is, degrees: the nearest charger comes first then. */
  lat: string;
  lon: string;
  /** Page of the chargers. */
  cursor: string;
}

export const NEW_PATH = "/reservations/new";
export const DURATIONS = [15, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720];
const DEFAULT_MINUTES = 60;
/** Longer ones are refused whatever they are: a year is as much as dates need to be reckoned with. */
const MOST_MINUTES = 525_600;
const QUARTER_MS = 15 * 60_000;

/** Reads the fields out of an address or a posted form; anything too long counts as absent. */
export function readWizardQuery(fields: { get(name: string): unknown }): WizardQuery {
  const text = (name: string, most = 255) => {
    const value = fields.get(name);
    return typeof value === "string" && value.length <= most && !value.includes("\0")
      ? value.trim()
      : "";
  };
  const start = text("start");
  // Who empties the field takes the time away that was filled in with it; a link has no such field.
  const isEmptied = start === "" && typeof fields.get("start") === "string";
  return {
    charger: text("charger"),
    connector: text("connector"),
    card: text("card"),
    start,
    at: isEmptied ? "" : text("at"),
    minutes: text("minutes"),
    zone: text("zone"),
    q: text("q"),
    lat: text("lat"),
    lon: text("lon"),
    cursor: text("cursor", 1_000),
  };
}

/** Where the driver is, by the address. */
export function nearOf({ lat, lon }: WizardQuery): Position | undefined {
  const degrees = (text: string, most: number) =>
    /^-?\d{1,3}(\.\d{1,6})?$/.test(text) && Math.abs(Number(text)) <= most;
  return degrees(lat, 90) && degrees(lon, 180) ? { lat: Number(lat), lon: Number(lon) } : undefined;
}

/** Whether nobody has chosen a time yet. */
export const isTimeOpen = ({ start, at }: WizardQuery) => start === "" && at === "";

/** The wizard's address with these choices. */
export function wizardHref(query: Partial<WizardQuery>): string {
  const set = Object.entries(query).filter(([, value]) => value !== "");
  return set.length > 0 ? `${NEW_PATH}?${new URLSearchParams(set)}` : NEW_PATH;
}

/** A whole number of an address above zero; null for anything else. */
export const idOf = (text: string) => /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;

/** The length a query asks for, min; the usual one where it names none. */
export const minutesOf = ({ minutes }: WizardQuery) =>
  Math.min(idOf(minutes) ?? DEFAULT_MINUTES, MOST_MINUTES);

/** The window a query asks for. Times are the reader's; `clocks` says how the clocks change then. */
export interface AskedWindow {
  startAt: Date;
  endAt: Date;
  minutes: number;
  /** The start as the field shows it. */
  start: string;
  clocks: "skipped" | "repeated" | null;
}

/**
 * Reads the window; null when the start that was typed is no time. Untouched, it begins soon.
 * `timeZone` is the reader's now.
 */
export function readWindow(query: WizardQuery, timeZone: string, now: Date): AskedWindow | null {
  const zone = isZone(query.zone) ? query.zone : timeZone;
  const minutes = minutesOf(query);
  const suggested = /^\d{4}-.*Z$/.test(query.at) ? new Date(query.at) : null;
  const isSuggested = suggested !== null && !Number.isNaN(suggested.getTime()) &&
    (query.start === "" || localText(suggested, zone) === query.start);
  const found = isSuggested
    ? { at: suggested, kind: "exact" as const }
    : query.start === ""
    ? { at: soon(now), kind: "exact" as const }
    : instantOf(query.start, zone);
  if (!found) return null;
  return {
    startAt: found.at,
    endAt: new Date(found.at.getTime() + minutes * 60_000),
    minutes,
    start: localText(found.at, timeZone),
    clocks: found.kind === "exact" ? null : found.kind,
  };
}

/** The quarter of an hour after the next full one begins. */
const soon = (now: Date) =>
  new Date(Math.ceil((now.getTime() + QUARTER_MS) / QUARTER_MS) * QUARTER_MS);

function isZone(text: string): boolean {
  if (text === "") return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
