import { type Tone, TONE_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";

/** How far something is: `value` of `max`, both in the same unit. The width is an SVG attribute,
 * because the page's policy allows no inline style. */
export function ProgressBar({ label, value, max = 100, text, tone, showLabel = true }: {
  label: string;
  value: number;
  max?: number;
  /** What is read out and shown in place of the percentage. */
  text?: string;
  tone?: Tone;
  showLabel?: boolean;
}) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const shown = text ?? `${Math.round(share * 100)}%`;
  return (
    <div class={cx(tone && TONE_CLASS[tone], "space-y-1")}>
      {showLabel && (
        <div class="flex justify-between gap-4 text-sm">
          <span class="text-ink-muted">{label}</span>
          <span class="font-medium tabular-nums">{shown}</span>
        </div>
      )}
      <svg
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(max, Math.max(0, value))}
        aria-valuetext={shown}
        width="100%"
        height="8"
        class="block rounded-pill"
      >
        <rect width="100%" height="8" class="fill-ink/10" />
        <rect width={`${share * 100}%`} height="8" rx="4" class="fill-accent" />
      </svg>
    </div>
  );
}
