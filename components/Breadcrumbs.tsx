import { ChevronRight } from "./icons.ts";
import type { Crumb } from "./nav.ts";

/** The way back up. The page itself is not part of it: its title follows as the h1. */
export function Breadcrumbs({ crumbs }: { crumbs: Crumb[] }) {
  if (crumbs.length === 0) return null;
  return (
    <nav aria-label="Breadcrumbs">
      <ol class="flex flex-wrap items-center gap-1 text-xs wrap-anywhere text-ink-muted">
        {crumbs.map((crumb) => (
          <li key={crumb.href} class="flex items-center gap-1">
            <a href={crumb.href} class="py-1 hover:text-ink hover:underline">{crumb.label}</a>
            <ChevronRight size={12} aria-hidden="true" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
