import { cx } from "./class_names.ts";

export type Tab = { href: string; label: string; current?: boolean; count?: number };

/** Views of one thing as links; the address holds which one is open. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav aria-label={label} class="overflow-x-auto border-b border-border-subtle">
      <ul class="flex min-w-max gap-1">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              class={cx(
                "tap -mb-px flex items-center gap-2 border-b-2 px-3 text-sm font-medium -outline-offset-2",
                tab.current
                  ? "border-accent-solid text-ink"
                  : "border-transparent text-ink-muted hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count !== undefined && (
                <span class="rounded-pill bg-ink/8 px-2 text-xs tabular-nums">{tab.count}</span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
