import { type Tone, TONE_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import type { FlashMessage } from "./flash.ts";
import { CircleCheck, CircleX, type Icon, Info, TriangleAlert, X } from "./icons.ts";
import { useT } from "./translate.ts";

const ICON: Record<FlashMessage["tone"], Icon> = {
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  error: CircleX,
};

/** The toast after a redirect. `dismissHref` is the page itself: following it shows the page
 * without the message, which works with and without scripts. */
export function Flash({ message, dismissHref }: {
  message: FlashMessage | undefined;
  dismissHref: string;
}) {
  const t = useT();
  if (!message) return null;
  const Glyph = ICON[message.tone];
  const tone: Tone = message.tone;
  return (
    <div
      role={tone === "error" ? "alert" : "status"}
      class={cx(
        TONE_CLASS[tone],
        "fixed inset-x-4 bottom-20 z-40 flex items-center gap-3 rounded-lg border border-accent/40",
        "bg-raised py-1.5 pr-1.5 pl-4 shadow-float sm:inset-x-auto sm:right-6 sm:bottom-6",
        "sm:max-w-md",
      )}
    >
      <Glyph size={20} aria-hidden="true" class="shrink-0 text-accent-ink" />
      <p class="min-w-0 flex-1 py-1.5 text-sm">{message.text}</p>
      <a
        href={dismissHref}
        aria-label={t("Dismiss message")}
        class="tap-square inline-flex items-center justify-center rounded-md text-ink-muted hover:bg-ink/5 hover:text-ink"
      >
        <X size={18} aria-hidden="true" />
      </a>
    </div>
  );
}
