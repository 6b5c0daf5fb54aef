import type { ComponentChildren } from "preact";
import { type Tone, TONE_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import { LiveDot } from "./LiveDot.tsx";

/** A short word on a wash. The tone never stands alone: the word says it too. */
export function Badge({ tone = "neutral", live, children }: {
  tone?: Tone;
  live?: boolean;
  children: ComponentChildren;
}) {
  return (
    <span
      class={cx(
        TONE_CLASS[tone],
        "inline-flex items-center gap-1.5 rounded-pill border border-accent/30 bg-accent/10",
        "px-2.5 py-0.5 text-xs font-medium whitespace-nowrap text-accent-ink",
      )}
    >
      {live && <LiveDot />}
      {children}
    </span>
  );
}
