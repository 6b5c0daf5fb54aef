import { ChevronRight } from "@/components/icons.ts";
import { useT } from "@/components/translate.ts";
import type { FoundCharger, ReservableCard } from "@/lib/charging/mod.ts";
import { wizardHref, type WizardQuery } from "./wizard_query.ts";

/** Second step, where the driver has several cards. */
export function CardStep({ charger, cards, query }: {
  charger: FoundCharger;
  cards: ReservableCard[];
  query: WizardQuery;
}) {
  const t = useT();
  return (
    <section aria-labelledby="choose-card" class="space-y-4">
      <p class="flex flex-wrap items-center justify-between gap-x-3">
        <span class="font-medium wrap-anywhere">{charger.name}</span>
        <a
          href={wizardHref({ ...query, charger: "", connector: "" })}
          class="tap inline-flex items-center text-sm underline underline-offset-2"
        >
          {t("Change")}
          <span class="sr-only">{t("Charger")}</span>
        </a>
      </p>
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
