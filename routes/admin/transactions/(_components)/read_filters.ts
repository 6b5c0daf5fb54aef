import { z } from "zod";
import type { SessionCursor, SessionFilter } from "@/lib/charging/mod.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_END_MS = 86_400_000 - 1;
const MAX_TEXT = 64;

/** The filters as the address holds them; what cannot be read counts as not set. */
export interface Filters {
  status: "all" | "active" | "completed";
  from: string;
  to: string;
  tag: string;
  charger: string;
}

const text = z.string().trim().max(MAX_TEXT).catch("");
const day = z.string().refine((value) =>
  DAY.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`))
).catch("");
const filters = z.object({
  status: z.enum(["all", "active", "completed"]).catch("all"),
  from: day,
  to: day,
  tag: text,
  charger: text,
});

export function readFilters(query: URLSearchParams): Filters {
  return filters.parse(
    Object.fromEntries(Object.keys(filters.shape).map((key) => [key, query.get(key) ?? ""])),
  );
}

/** The same for the service: days are UTC, the last one included to its end. */
export function filterOf({ status, from, to, tag, charger }: Filters): SessionFilter {
  return {
    status,
    ...(from ? { from: new Date(`${from}T00:00:00Z`) } : {}),
    ...(to ? { to: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_END_MS) } : {}),
    ...(tag ? { tag } : {}),
    ...(charger ? { chargeBoxId: charger } : {}),
  };
}

/** Query of a list page with these filters; `before` is where an older page begins. */
export function queryOf(shown: Filters, before?: SessionCursor | null): string {
  const query = new URLSearchParams(
    Object.entries(shown).filter(([, value]) => value !== "" && value !== "all"),
  );
  if (before) query.set("before", `${before.atUs}.${before.id}`);
  return query.size > 0 ? `?${query}` : "";
}

/** `before=<microseconds>.<id>`; anything else is the first page. */
export function readCursor(query: URLSearchParams): SessionCursor | undefined {
  const found = /^(\d{1,17})\.(\d{1,15})$/.exec(query.get("before") ?? "");
  return found ? { atUs: Number(found[1]), id: Number(found[2]) } : undefined;
}
