import { cx } from "./class_names.ts";
import { currentHref, type NavGroup, type NavItem } from "./nav.ts";

/** Groups of links for a sidebar or a menu. */
export function NavList({ groups, path }: { groups: NavGroup[]; path: string }) {
  const current = currentHref(groups.flatMap((group) => group.items), path);
  return (
    <div class="space-y-5">
      {groups.map((group) => (
        <div key={group.title ?? ""}>
          {group.title && <p class="px-3 pb-1 text-xs font-medium text-ink-muted">{group.title}</p>}
          <ul class="space-y-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink item={item} current={item.href === current} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function NavLink({ item, current }: { item: NavItem; current: boolean }) {
  const Glyph = item.icon;
  return (
    <a
      href={item.href}
      aria-current={current ? "page" : undefined}
      class={cx(
        "tap flex items-center gap-3 rounded-md px-3 text-sm transition-colors",
        current
          ? "bg-accent/12 font-medium text-accent-ink"
          : "text-ink-muted hover:bg-ink/5 hover:text-ink",
      )}
    >
      <Glyph size={18} aria-hidden="true" class="shrink-0" />
      <span class="min-w-0 flex-1 truncate">{item.label}</span>
      {item.badge ? <NavCount count={item.badge} /> : null}
    </a>
  );
}

function NavCount({ count }: { count: number }) {
  return (
    <span class="rounded-pill bg-accent-solid px-1.5 text-xs font-medium text-accent-on tabular-nums">
      {count > 99 ? "99+" : count}
    </span>
  );
}
