import { z } from "zod";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { instantOf } from "@/lib/platform/zoned_time.ts";

const DAY_MS = 86_400_000;

/** A day `YYYY-MM-DD` of a year that dates and Postgres can hold with the days around it. */
export const day = z.iso.date().refine(
  (value) => value >= "1970-01-01" && value <= "9998-12-31",
  "Use a day between 1970 and 9998.",
);

/** Free text of a filter, trimmed; Postgres holds no NUL. */
export const filterText = (maxChars: number) =>
  z.string().trim().max(maxChars).refine((value) => !value.includes("\0"), "Leave out NUL.");

/** The state and the days a list of sessions may be narrowed by; what cannot be read counts as not given. */
export const sessionFilters = z.object({
  status: z.enum(["all", "active", "completed"]).catch("all"),
  from: day.or(z.literal("")).catch(""),
  to: day.or(z.literal("")).catch(""),
});

/** Place in a list: microseconds since 1970 and the id of the last row that was shown. */
export interface ListCursor {
  atUs: number;
  id: number;
}

/**
 * Days on the clocks of `timeZone` as instants, the last one included to its end. An empty text is no
 * bound.
 */
export function periodOf(
  { from, to }: { from: string; to: string },
  timeZone: string,
): { from?: Date; to?: Date } {
  return {
    ...(from ? { from: startOf(from, timeZone) } : {}),
    ...(to ? { to: new Date(startOf(dayAfter(to), timeZone).getTime() - 1) } : {}),
  };
}

/**
 * What is wrong with a period of days (`YYYY-MM-DD`, empty is no bound): one that ends before it begins
 * would quietly find nothing. Null when it can be searched. English, marked for translation.
 */
export const periodProblem = ({ from, to }: { from?: string; to?: string }): string | null =>
  from && to && from > to ? BACKWARDS : null;

const BACKWARDS = msg("From is after To.");

/** Where clocks jump at midnight the day begins at the first time there is. */
const startOf = (day: string, timeZone: string) => instantOf(`${day}T00:00`, timeZone)!.at;

const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** Reads the fields of `schema` out of an address; an absent field is the empty text. */
export function readQuery<T extends z.ZodObject>(
  schema: T,
  query: URLSearchParams,
): z.output<T> {
  return schema.parse(
    Object.fromEntries(Object.keys(schema.shape).map((key) => [key, query.get(key) ?? ""])),
  );
}

/** Query of a list page with these filters; `before` is where an older page begins. */
export function queryOf(shown: Record<string, string>, before?: ListCursor | null): string {
  const query = new URLSearchParams(
    Object.entries(shown).filter(([, value]) => value !== "" && value !== "all"),
  );
  if (before) query.set("before", `${before.atUs}.${before.id}`);
  return query.size > 0 ? `?${query}` : "";
}

/** `before=<microseconds>.<id>`; anything else is the first page. */
export function readCursor(query: URLSearchParams): ListCursor | undefined {
  const found = /^(\d{1,16})\.(\d{1,15})$/.exec(query.get("before") ?? "");
  return found ? { atUs: Number(found[1]), id: Number(found[2]) } : undefined;
}
