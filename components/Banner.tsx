import type { ComponentChildren } from "preact";
import { type Tone, TONE_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import { CircleCheck, CircleX, Clock, type Icon, Info, TriangleAlert } from "./icons.ts";

/** `stale`: what is shown is the last that could be read. */
export type BannerKind = "info" | "success" | "warning" | "error" | "stale";

const LOOK: Record<BannerKind, { tone: Tone; icon: Icon }> = {
  info: { tone: "info", icon: Info },
  success: { tone: "success", icon: CircleCheck },
  warning: { tone: "warning", icon: TriangleAlert },
  error: { tone: "error", icon: CircleX },
  stale: { tone: "warning", icon: Clock },
};

/** A message that belongs to the page and stays. Errors are announced at once, the rest politely.
 * `action` is one link or button that helps. */
export function Banner({ kind, title, children, action }: {
  kind: BannerKind;
  title: string;
  children?: ComponentChildren;
  action?: ComponentChildren;
}) {
  const { tone, icon: Glyph } = LOOK[kind];
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      class={cx(
        TONE_CLASS[tone],
        "flex flex-wrap items-start gap-3 rounded-lg border border-accent/30 bg-accent/8 px-4 py-3",
      )}
    >
      <Glyph size={20} aria-hidden="true" class="mt-0.5 shrink-0 text-accent-ink" />
      <div class="min-w-0 flex-1 basis-52">
        <p class="font-medium text-accent-ink">{title}</p>
        {children && <div class="mt-0.5 text-sm text-ink">{children}</div>}
      </div>
      {action && <div class="self-center">{action}</div>}
    </div>
  );
}
