import { LANGUAGE_NAMES, LANGUAGES } from "@/lib/platform/i18n/languages.ts";
import { cx } from "./class_names.ts";
import { useReader } from "./format_context.ts";
import { useT } from "./translate.ts";

/** The languages of the site as a row of buttons; `next` is the page to come back to. Works without scripts. */
export function LanguageChoice({ next }: { next: string }) {
  const t = useT();
  const { language } = useReader();
  return (
    <form method="post" action="/language" aria-label={t("Language")} class="flex justify-center">
      <input type="hidden" name="next" value={next} />
      {LANGUAGES.map((each) => (
        <button
          key={each}
          type="submit"
          name="language"
          value={each}
          lang={each}
          aria-current={each === language ? "true" : undefined}
          class={cx(
            "tap px-2.5 text-sm",
            each === language
              ? "font-semibold text-ink"
              : "text-ink-muted underline underline-offset-2 hover:text-ink",
          )}
        >
          {LANGUAGE_NAMES[each]}
        </button>
      ))}
    </form>
  );
}
