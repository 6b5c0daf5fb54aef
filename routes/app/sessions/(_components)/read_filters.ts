import { z } from "zod";
import type { SessionCursor, SessionFilter } from "@/lib/charging/mod.ts";

const DAY_END_MS = 86_400_000 - 1;
const day = z.iso.date().catch("");
const filters = z.object({
  status: z.enum(["all", "active", "completed"]).catch("all"),
  from: day,
  to: day,
});

/** What a driver may narrow the list by; empty means not narrowed. */
export type Filters = z.infer<typeof filters>;

/** The filters of an address; what cannot be read counts as not given. */
export function readFilters(query: URLSearchParams): Filters {
  return filters.parse(
    Object.fromEntries(["status", "from", "to"].map((key) => [key, query.get(key) ?? ""])),
  );
}

/** The same for the service: days are UTC, the last one included to its end. */
export function filterOf({ status, from, to }: Filters): SessionFilter {
  return {
    status,
    ...(from ? { from: new Date(`${from}T00:00:00Z`) } : {}),
    ...(to ? { to: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_END_MS) } : {}),
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
  const found = /^(\d{1,16})\.(\d{1,15})$/.exec(query.get("before") ?? "");
  return found ? { atUs: Number(found[1]), id: Number(found[2]) } : undefined;
}
