import type { ComponentChildren } from "preact";
import ThemeSwitch from "../islands/ui/ThemeSwitch.tsx";
import { ACCENT_CLASS } from "./accent.ts";
import { Breadcrumbs } from "./Breadcrumbs.tsx";
import { cx } from "./class_names.ts";
import { Menu } from "./icons.ts";
import { Logo } from "./Logo.tsx";
import type { Crumb, NavGroup, ShellUser } from "./nav.ts";
import { NavList } from "./NavList.tsx";
import { SkipLink } from "./SkipLink.tsx";
import type { Theme } from "./theme.ts";
import { UserMenu } from "./UserMenu.tsx";

type AdminShellProps = {
  title: string;
  crumbs?: Crumb[];
  /** Path of the page, to light its place in the sidebar. */
  path: string;
  groups: NavGroup[];
  user: ShellUser;
  theme: Theme;
  /** Stands in the header before the theme switch: the command palette, the scan button. */
  tools?: ComponentChildren;
  /** Stands above the page over its full width: impersonation, stale data. */
  notice?: ComponentChildren;
  children: ComponentChildren;
};

/** Frame of the operator console: sidebar on a wide screen, a menu in the top bar on a phone. */
export function AdminShell(props: AdminShellProps) {
  return (
    <div class={cx(ACCENT_CLASS.cyan, "min-h-dvh lg:pl-60")}>
      <SkipLink />
      <aside class="fixed inset-y-0 left-0 flex w-60 flex-col border-r border-border-subtle bg-sunken/60 max-lg:hidden">
        <a href="/" class="flex h-16 shrink-0 items-center px-5">
          <Logo />
        </a>
        <nav aria-label="Main" class="flex-1 overflow-y-auto px-3 pt-2 pb-6">
          <NavList groups={props.groups} path={props.path} />
        </nav>
      </aside>
      <AdminHeader {...props} />
      <main id="main" tabIndex={-1} class="mx-auto max-w-7xl space-y-4 px-4 pb-10 sm:px-6">
        {props.notice}
        {props.children}
      </main>
    </div>
  );
}

function AdminHeader({ title, crumbs = [], path, groups, user, theme, tools }: AdminShellProps) {
  return (
    <header class="sticky top-0 z-30 mb-4 border-b border-border-subtle bg-background/90 backdrop-blur-md sm:mb-6">
      <div class="mx-auto flex min-h-16 max-w-7xl items-center gap-2 px-4 py-2 sm:px-6">
        <details name="main-menu" class="lg:hidden">
          <summary
            aria-label="Menu"
            class="tap-square -ml-2 inline-flex items-center justify-center rounded-md hover:bg-ink/5"
          >
            <Menu size={22} aria-hidden="true" />
          </summary>
          <nav
            aria-label="Main"
            class="absolute inset-x-0 top-full max-h-[calc(100dvh-4rem)] overflow-y-auto border-b border-border-subtle bg-raised p-3 shadow-float"
          >
            <NavList groups={groups} path={path} />
            <div class="mt-4 flex justify-center border-t border-border-subtle pt-4 sm:hidden">
              <ThemeSwitch theme={theme} />
            </div>
          </nav>
        </details>
        <div class="min-w-0 flex-1">
          <Breadcrumbs crumbs={crumbs} />
          <h1 class="truncate text-xl/tight font-semibold tracking-tight">{title}</h1>
        </div>
        {tools}
        <div class="max-sm:hidden">
          <ThemeSwitch theme={theme} />
        </div>
        <UserMenu user={user} />
      </div>
    </header>
  );
}
