import { ACCENT_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";
import { humanize } from "./format.ts";
import { type Icon, KeyRound, PlugZap, ScanLine, User } from "./icons.ts";

const LOOK: Record<string, { icon: Icon; accent: string }> = {
  charger: { icon: PlugZap, accent: ACCENT_CLASS.teal },
  scanner: { icon: ScanLine, accent: ACCENT_CLASS.violet },
  user: { icon: User, accent: ACCENT_CLASS.sky },
};

/** What a device can do: `charger`, `scanner`, `user`, or another word in grey. */
export function CapabilityPill({ capability }: { capability: string }) {
  const { icon: Glyph, accent } = LOOK[capability] ??
    { icon: KeyRound, accent: ACCENT_CLASS.muted };
  return (
    <span
      class={cx(
        accent,
        "inline-flex items-center gap-1 rounded-sm bg-accent/10 px-2 py-0.5 text-xs",
        "font-medium text-accent-ink",
      )}
    >
      <Glyph size={12} aria-hidden="true" />
      {humanize(capability)}
    </span>
  );
}
