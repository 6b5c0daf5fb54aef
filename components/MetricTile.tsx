import type { ComponentChildren } from "preact";
import { type Tone, TONE_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import type { Icon } from "./icons.ts";

export type Metric = {
  label: string;
  value: ComponentChildren;
  /** Small print under the value: a comparison, a period. */
  note?: ComponentChildren;
  icon?: Icon;
  /** Leave out for the page's accent; `neutral` for a zero nobody needs to see. */
  tone?: Tone;
  href?: string;
};

/** One figure with its name. With an address the whole tile is a link. */
export function MetricTile({ label, value, note, icon: Glyph, tone, href }: Metric) {
  const box = cx(
    tone && TONE_CLASS[tone],
    "flex min-w-0 flex-col gap-0.5 bg-card px-4 py-3",
    href && "transition-colors hover:bg-accent/8",
  );
  const body = (
    <>
      <span class="flex items-center gap-1.5 text-xs font-medium text-ink-muted">
        {Glyph && <Glyph size={14} aria-hidden="true" class="shrink-0 text-accent-ink" />}
        {label}
      </span>
      <span
        class={cx(
          "text-xl font-semibold tracking-tight tabular-nums sm:text-2xl",
          tone === "neutral" ? "text-ink-muted" : tone && "text-accent-ink",
        )}
      >
        {value}
      </span>
      {note && <span class="text-xs text-ink-muted">{note}</span>}
    </>
  );
  return href ? <a href={href} class={box}>{body}</a> : <div class={box}>{body}</div>;
}
