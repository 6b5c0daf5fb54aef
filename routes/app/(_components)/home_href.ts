import type { UsagePeriod } from "@/lib/charging/mod.ts";

/** What the address of the home page holds. */
export interface HomeQuery {
  period: UsagePeriod;
  show: "all" | "free";
}

/** The home page's address with these choices; defaults are left out. */
export function homeHref({ period, show }: HomeQuery): string {
  const query = new URLSearchParams();
  if (period !== "current") query.set("period", period);
  if (show !== "all") query.set("show", show);
  return query.size > 0 ? `/?${query}` : "/";
}
