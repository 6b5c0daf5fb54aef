import type { ComponentChildren } from "preact";
import { THEME_WORDS } from "../islands/ui/theme_words.ts";
import ThemeSwitch from "../islands/ui/ThemeSwitch.tsx";
import { ACCENT_CLASS } from "./accent.ts";
import { Breadcrumbs } from "./Breadcrumbs.tsx";
import { cx } from "./class_names.ts";
import { Logo } from "./Logo.tsx";
import { type Crumb, currentHref, type NavItem, type ShellUser } from "./nav.ts";
import { SkipLink } from "./SkipLink.tsx";
import type { Theme } from "./theme.ts";
import { useT } from "./translate.ts";
import { UserMenu } from "./UserMenu.tsx";

type CustomerShellProps = {
  title: string;
  crumbs?: Crumb[];
  path: string;
  /** All places, for the top bar of a wide screen. */
  items: NavItem[];
  /** Three to five places: they share the tab bar of a phone. */
  tabs: NavItem[];
  user: ShellUser;
  theme: Theme;
  /** Beside the account menu, e.g. the bell. */
  tools?: ComponentChildren;
  notice?: ComponentChildren;
  children: ComponentChildren;
};

/** Frame of the driver's site: links in the top bar on a wide screen, a tab bar under the thumb on
 * a phone. */
export function CustomerShell(props: CustomerShellProps) {
  const words = useT().words(THEME_WORDS);
  const { title, crumbs = [], path, items, tabs, user, theme, tools, notice, children } = props;
  const current = currentHref(items, path);
  return (
    <div class={cx(ACCENT_CLASS.green, "min-h-dvh max-lg:pb-24")}>
      <SkipLink />
      <header class="sticky top-0 z-30 border-b border-border-subtle bg-background/90 backdrop-blur-md">
        <div class="mx-auto flex min-h-14 max-w-5xl items-center gap-4 px-4 sm:min-h-16 sm:px-6">
          <a href="/" class="shrink-0 rounded-md whitespace-nowrap">
            <Logo />
          </a>
          <TopLinks items={items} current={current} />
          <div class="ml-auto flex items-center gap-2">
            <div class="max-sm:hidden">
              <ThemeSwitch theme={theme} words={words} />
            </div>
            {tools}
            <UserMenu user={user} />
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        class="mx-auto max-w-5xl space-y-4 px-4 pt-4 pb-8 sm:space-y-6 sm:px-6 sm:pt-8"
      >
        {notice}
        <div>
          <Breadcrumbs crumbs={crumbs} />
          <h1 class="text-2xl font-semibold tracking-tight">{title}</h1>
        </div>
        {children}
        <div class="flex justify-center pt-2 sm:hidden">
          <ThemeSwitch theme={theme} words={words} />
        </div>
      </main>
      <TabBar items={tabs} current={currentHref(tabs, path)} />
    </div>
  );
}

type LinksProps = { items: NavItem[]; current: string | undefined };

function TopLinks({ items, current }: LinksProps) {
  const t = useT();
  return (
    <nav aria-label={t("Main")} class="max-lg:hidden">
      <ul class="flex">
        {items.map((item) => (
          <li key={item.href}>
            <a
              href={item.href}
              aria-current={item.href === current ? "page" : undefined}
              class={cx(
                "tap inline-flex items-center rounded-md px-3 text-sm",
                item.href === current
                  ? "bg-accent/12 font-medium text-accent-ink"
                  : "text-ink-muted hover:text-ink",
              )}
            >
              {item.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function TabBar({ items, current }: LinksProps) {
  const t = useT();
  return (
    <nav
      aria-label={t("Main")}
      class="pb-safe fixed inset-x-0 bottom-0 z-30 border-t border-border-subtle bg-raised/95 backdrop-blur-md lg:hidden"
    >
      <ul class="flex">
        {items.map((item) => {
          const Glyph = item.icon;
          return (
            <li key={item.href} class="min-w-0 flex-1">
              <a
                href={item.href}
                aria-current={item.href === current ? "page" : undefined}
                class={cx(
                  "flex min-h-14 flex-col items-center justify-center gap-0.5 text-[11px] font-medium -outline-offset-2",
                  item.href === current ? "text-accent-ink" : "text-ink-muted",
                )}
              >
                <span
                  class={cx(
                    "rounded-pill px-4 py-0.5",
                    item.href === current && "bg-accent/15",
                  )}
                >
                  <Glyph size={20} aria-hidden="true" />
                </span>
                <span class="max-w-full truncate">{item.label}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
