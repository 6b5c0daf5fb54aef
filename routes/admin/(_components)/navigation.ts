import { House, PlugZap, RefreshCw, ScrollText } from "@/components/icons.ts";
import type { Crumb, NavGroup } from "@/components/nav.ts";

/** The sidebar: what exists, in the groups of the console. */
export const NAVIGATION: NavGroup[] = [
  { items: [{ href: "/", label: "Dashboard", icon: House }] },
  {
    title: "Sessions",
    items: [{ href: "/transactions", label: "Charging sessions", icon: PlugZap }],
  },
  { title: "System", items: [{ href: "/sync", label: "Sync", icon: RefreshCw }] },
  { title: "Reference", items: [{ href: "/docs", label: "API documentation", icon: ScrollText }] },
];

/** The way up from a page below one of the sidebar's places. */
export function crumbsOf(path: string): Crumb[] {
  return NAVIGATION.flatMap((group) => group.items)
    .filter(({ href }) => href !== "/" && path.startsWith(`${href}/`))
    .map(({ href, label }) => ({ href, label }));
}
