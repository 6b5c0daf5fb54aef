import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { type Accent, ACCENT_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import type { Icon } from "./icons.ts";

/** One part of a page with its heading. `flush` lets a table reach the edges. */
export function SectionCard(
  { title, icon: Glyph, description, actions, accent, flush, children }: {
    title: string;
    icon?: Icon;
    description?: ComponentChildren;
    actions?: ComponentChildren;
    accent?: Accent;
    flush?: boolean;
    children: ComponentChildren;
  },
) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      class={cx(
        accent && ACCENT_CLASS[accent],
        "min-w-0 rounded-lg border border-border-subtle bg-card",
      )}
    >
      <header class="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-3 pb-2">
        {Glyph && <Glyph size={18} aria-hidden="true" class="-mr-1 shrink-0 text-accent-ink" />}
        <div class="min-w-0 flex-1">
          <h3 id={id} class="font-semibold">{title}</h3>
          {description && <div class="text-sm text-ink-muted">{description}</div>}
        </div>
        {actions && <div class="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div class={flush ? "pb-1" : "px-4 pb-4"}>{children}</div>
    </section>
  );
}
