import type { ComponentChildren } from "preact";
import { type Accent, ACCENT_CLASS } from "./accent.ts";
import { BorderBeam } from "./BorderBeam.tsx";
import { cx } from "./class_names.ts";

/** The root of a page. Its accent flows into everything inside. `live` runs the border light. */
export function PageCard({ accent, title, description, actions, live = false, children }: {
  accent?: Accent;
  title?: string;
  description?: ComponentChildren;
  actions?: ComponentChildren;
  live?: boolean;
  children: ComponentChildren;
}) {
  const hasHead = title || description || actions;
  return (
    <div class={cx(accent && ACCENT_CLASS[accent])}>
      <BorderBeam live={live}>
        <div class="rounded-xl border border-accent/20 bg-card shadow-card">
          {hasHead && (
            <header class="flex flex-wrap items-start gap-x-6 gap-y-3 rounded-t-xl border-b border-accent/20 bg-accent/5 px-4 py-3 sm:px-6 sm:py-4">
              <div class="min-w-0 flex-1 basis-60">
                {title && <h2 class="text-lg font-semibold">{title}</h2>}
                {description && <div class="text-sm text-ink-muted">{description}</div>}
              </div>
              {actions && <div class="flex flex-wrap items-center gap-2">{actions}</div>}
            </header>
          )}
          <div class="space-y-4 p-4 sm:space-y-6 sm:p-6">{children}</div>
        </div>
      </BorderBeam>
    </div>
  );
}
