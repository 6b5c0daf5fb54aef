import type { z } from "zod";
import type { SessionFilter } from "@/lib/charging/mod.ts";
import { filterText, periodOf, readQuery, sessionFilters } from "@/lib/web/mod.ts";

const text = filterText(64).catch("");
const filters = sessionFilters.extend({ tag: text, charger: text });

/** The filters as the address holds them; what cannot be read counts as not set. */
export type Filters = z.infer<typeof filters>;

export const readFilters = (query: URLSearchParams): Filters => readQuery(filters, query);

/** The same for the service. */
export function filterOf(
  { status, from, to, tag, charger }: Filters,
  timeZone: string,
): SessionFilter {
  return {
    status,
    ...periodOf({ from, to }, timeZone),
    ...(tag ? { tag } : {}),
    ...(charger ? { chargeBoxId: charger } : {}),
  };
}
