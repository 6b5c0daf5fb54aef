import { ACCENT_CLASS } from "./accent.ts";
import { cx } from "./class_names.ts";

const HUES = [
  ACCENT_CLASS.teal,
  ACCENT_CLASS.blue,
  ACCENT_CLASS.violet,
  ACCENT_CLASS.pink,
  ACCENT_CLASS.orange,
  ACCENT_CLASS.green,
];

/** Initials on a colour that stays the same for the same name. Decoration: the name stands beside
 * it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      class={cx(
        hue(name),
        "inline-flex size-8 shrink-0 items-center justify-center rounded-pill border",
        "border-accent/30 bg-accent/12 text-xs font-semibold text-accent-ink select-none",
      )}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("") || "?";
}

function hue(name: string): string {
  const sum = [...name].reduce((total, char) => total + (char.codePointAt(0) ?? 0), 0);
  return HUES[sum % HUES.length];
}
