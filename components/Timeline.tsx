import type { ComponentChildren } from "preact";
import { type Tone, TONE_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import { RelativeTime } from "./RelativeTime.tsx";

export type TimelineEntry = {
  id: string | number;
  at: Date;
  title: ComponentChildren;
  detail?: ComponentChildren;
  tone?: Tone;
};

/** What happened, one under the other, in the order given. */
export function Timeline({ entries, label }: { entries: TimelineEntry[]; label: string }) {
  return (
    <ol aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} class="group relative flex gap-4 pb-5 last:pb-0">
          <span
            aria-hidden="true"
            class="absolute top-4 bottom-0 left-[5px] w-px bg-border-subtle group-last:hidden"
          />
          <span
            aria-hidden="true"
            class={cx(
              entry.tone && TONE_CLASS[entry.tone],
              "mt-1.5 size-[11px] shrink-0 rounded-pill border-2 border-accent bg-card",
            )}
          />
          <div class="min-w-0 flex-1">
            <div class="flex flex-wrap items-baseline justify-between gap-x-4">
              <p class="text-sm font-medium">{entry.title}</p>
              <span class="text-xs text-ink-muted">
                <RelativeTime at={entry.at} />
              </span>
            </div>
            {entry.detail && <div class="text-sm text-ink-muted">{entry.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
