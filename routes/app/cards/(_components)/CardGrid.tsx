import { formatDate } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { CreditCard } from "@/components/icons.ts";
import { RelativeTime } from "@/components/RelativeTime.tsx";
import { useT } from "@/components/translate.ts";
import type { OwnCard } from "@/lib/charging/mod.ts";
import { CardStateBadge } from "./CardStateBadge.tsx";

/** The driver's cards, each a link to its page. */
export function CardGrid({ cards }: { cards: OwnCard[] }) {
  return (
    <ul class="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {cards.map((card) => <CardTile key={card.id} card={card} />)}
    </ul>
  );
}

function CardTile({ card }: { card: OwnCard }) {
  const t = useT();
  const reader = useReader();
  return (
    <li class="relative flex min-h-32 flex-col justify-between gap-4 rounded-xl border border-accent/20 bg-card p-4 transition-colors hover:bg-accent/5">
      <div class="flex items-start justify-between gap-3">
        <div class="min-w-0">
          <a
            href={`/cards/${card.id}`}
            class="row-link rounded-xl font-semibold wrap-anywhere hover:underline"
          >
            {card.name}
          </a>
          <p class="font-mono text-sm text-ink-muted">
            <span aria-hidden="true">••••</span>
            <span class="sr-only">{t("ends with")}</span> {card.lastFour}
          </p>
          {card.reportedLostAt && (
            <p class="text-sm text-ink-muted">
              {t("Lost on {date}", { date: formatDate(card.reportedLostAt, reader) })}
            </p>
          )}
          {card.costCentre && <p class="text-sm wrap-anywhere text-ink-muted">{card.costCentre}</p>}
        </div>
        <CardStateBadge card={card} />
      </div>
      <p class="flex items-center justify-between gap-3 text-sm text-ink-muted">
        <span>
          {t.plural(card.sessions, "{n} session", "{n} sessions")}
          {card.lastUsedAt && (
            <>
              {", "}
              <RelativeTime at={card.lastUsedAt} />
            </>
          )}
        </span>
        <CreditCard size={18} aria-hidden="true" class="shrink-0 text-accent-ink" />
      </p>
    </li>
  );
}
