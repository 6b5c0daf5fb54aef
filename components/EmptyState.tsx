import type { ComponentChildren } from "preact";
import { type Icon, Inbox } from "./icons.ts";

/** Nothing here yet: says so, says why, and offers the next step. */
export function EmptyState({ icon: Glyph = Inbox, title, children, action }: {
  icon?: Icon;
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
}) {
  return (
    <div class="flex flex-col items-center gap-2 px-4 py-10 text-center">
      <span class="mb-1 inline-flex size-12 items-center justify-center rounded-pill border border-accent/20 bg-accent/5 text-accent-ink">
        <Glyph size={22} aria-hidden="true" />
      </span>
      <p class="font-medium">{title}</p>
      {children && <div class="max-w-prose text-balance text-sm text-ink-muted">{children}</div>}
      {action && <div class="mt-3">{action}</div>}
    </div>
  );
}
