import type { Icon } from "./icons.ts";

/** One place to go. `badge` is a small count, such as unread alerts. */
export type NavItem = {
  href: string;
  label: string;
  icon: Icon;
  badge?: number;
};

/** A titled group of the sidebar; without a title it stands at the top. */
export type NavGroup = { title?: string; items: NavItem[] };

export type Crumb = { href: string; label: string };

/** Who is signed in, and where the forms of the user menu go. */
export type ShellUser = {
  name: string;
  detail?: string;
  accountHref?: string;
  signOutAction: string;
};

/** The item the reader stands on: the one whose address is the longest whole-segment prefix of
 * `path`, so that `/sync/12` lights `/sync` and `/tags-old` lights nothing. */
export function currentHref(items: NavItem[], path: string): string | undefined {
  return items
    .map((item) => item.href)
    .filter((href) => path === href || (href !== "/" && path.startsWith(`${href}/`)))
    .sort((a, b) => b.length - a.length)[0];
}
