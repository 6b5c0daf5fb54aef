import { ArrowLeft, ArrowRight } from "./icons.ts";
import { LinkButton } from "./LinkButton.tsx";
import { useT } from "./translate.ts";

/** Keyset paging: there are only neighbours. `summary` is a count line such as "137 sessions match
 * current filters". */
export function Pagination({ newerHref, olderHref, summary }: {
  newerHref?: string;
  olderHref?: string;
  summary?: string;
}) {
  const t = useT();
  if (!newerHref && !olderHref && !summary) return null;
  return (
    <nav
      aria-label={t("Pages")}
      class="flex flex-wrap items-center justify-between gap-3 border-t border-border-subtle px-4 py-3 text-sm"
    >
      <p class="text-ink-muted">{summary}</p>
      <div class="flex gap-2 max-sm:w-full max-sm:*:flex-1">
        {newerHref && (
          <LinkButton href={newerHref} size="sm">
            <ArrowLeft size={16} aria-hidden="true" />
            {t("Newer")}
          </LinkButton>
        )}
        {olderHref && (
          <LinkButton href={olderHref} size="sm">
            {t("Older")}
            <ArrowRight size={16} aria-hidden="true" />
          </LinkButton>
        )}
      </div>
    </nav>
  );
}
