import { useState } from "preact/hooks";
import { cx } from "../../components/class_names.ts";
import { type Icon, Monitor, Moon, Sun } from "../../components/icons.ts";
import { type Theme, themeCookie, THEMES } from "../../components/theme.ts";
import type { ThemeWords } from "./theme_words.ts";

const LOOK: Record<Theme, { label: keyof ThemeWords; icon: Icon }> = {
  light: { label: "Light theme", icon: Sun },
  dark: { label: "Dark theme", icon: Moon },
  system: { label: "Theme of the device", icon: Monitor },
};

/** Light, dark or as the device. The choice is kept in a cookie, so the server renders the next
 * page right from the start. Hidden where no script runs. */
export default function ThemeSwitch({ theme, words }: { theme: Theme; words?: ThemeWords }) {
  const [current, setCurrent] = useState(theme);
  const choose = (next: Theme) => {
    document.cookie = themeCookie(next);
    document.documentElement.dataset.theme = next;
    setCurrent(next);
  };
  return (
    <div
      role="group"
      aria-label={words?.Theme ?? "Theme"}
      class="js-only inline-flex rounded-pill border border-border-subtle bg-sunken p-0.5"
    >
      {THEMES.map((name) => {
        const { label: key, icon: Glyph } = LOOK[name];
        const label = words?.[key] ?? key;
        return (
          <button
            key={name}
            type="button"
            aria-label={label}
            title={label}
            aria-pressed={name === current ? "true" : "false"}
            onClick={() => choose(name)}
            class={cx(
              "inline-flex size-8 items-center justify-center rounded-pill pointer-coarse:size-11",
              name === current
                ? "bg-card text-accent-ink shadow-card"
                : "text-ink-muted hover:text-ink",
            )}
          >
            <Glyph size={16} aria-hidden="true" />
          </button>
        );
      })}
    </div>
  );
}
