import { ChevronRight } from "@/components/icons.ts";
import { useT } from "@/components/translate.ts";
import type { ReservableCard } from "@/lib/charging/mod.ts";
import { wizardHref, type WizardQuery } from "./wizard_query.ts";

/** Second step, where the driver has several cards. */
export function CardStep({ cards, query }: { cards: ReservableCard[]; query: WizardQuery }) {
  const t = useT();
  return (
    <section aria-labelledby="choose-card" class="space-y-4">
      <h3 id="choose-card" class="font-semibold">{t("Which card?")}</h3>
      <p class="text-sm text-ink-muted">
        {t("Only this card can start a charge during the reservation.")}
      </p>
      <ul class="divide-y divide-border-subtle rounded-lg border border-border-subtle">
        {cards.map((card) => (
          <li key={card.mappingId}>
            <a
              href={wizardHref({ ...query, card: String(card.mappingId) })}
              class="tap flex items-center gap-3 px-4 py-3 -outline-offset-2 hover:bg-ink/5"
            >
              <span class="min-w-0 flex-1 truncate font-medium">{card.name}</span>
              <ChevronRight size={18} aria-hidden="true" class="shrink-0 text-ink-muted" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
