import type { ComponentChildren } from "preact";
import { Button } from "@/components/Button.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ChevronRight, Search } from "@/components/icons.ts";
import { LinkButton } from "@/components/LinkButton.tsx";
import { StatusPill } from "@/components/StatusPill.tsx";
import { TextField } from "@/components/TextField.tsx";
import { useT } from "@/components/translate.ts";
import type { ChargerView, ReservableCard } from "@/lib/charging/mod.ts";
import { NEW_PATH, wizardHref, type WizardQuery } from "./wizard_query.ts";

/** First step: which charger. Each one is a link, so that Back works. */
export function ChargerStep({ chargers, search, query }: {
  chargers: ChargerView[];
  search: string;
  query: WizardQuery;
}) {
  const t = useT();
  const { card, start, at, minutes, zone } = query;
  const kept = { card, start, at, minutes, zone };
  return (
    <section aria-labelledby="choose-charger" class="space-y-4">
      <h3 id="choose-charger" class="font-semibold">{t("Which charger?")}</h3>
      <form method="get" action={NEW_PATH} role="search" class="flex items-end gap-2">
        {Object.entries(kept).map(([name, value]) =>
          value && <input key={name} type="hidden" name={name} value={value} />
        )}
        <div class="min-w-0 flex-1">
          <TextField name="q" label={t("Search by name or id")} type="search" value={search} />
        </div>
        <Button>{t("Search")}</Button>
      </form>
      {chargers.length === 0
        ? (
          <EmptyState
            icon={Search}
            title={t("No charger has this name")}
            action={<LinkButton href={NEW_PATH}>{t("Show all chargers")}</LinkButton>}
          />
        )
        : (
          <ul class="divide-y divide-border-subtle rounded-lg border border-border-subtle">
            {chargers.map((charger) => (
              <ChoiceRow
                key={charger.chargeBoxId}
                href={wizardHref({ ...kept, charger: charger.chargeBoxId })}
                title={charger.name}
                detail={charger.address}
              >
                <StatusPill
                  kind="charger"
                  status={charger.status === "online" ? "free" : charger.status}
                />
              </ChoiceRow>
            ))}
          </ul>
        )}
    </section>
  );
}

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
          <ChoiceRow
            key={card.mappingId}
            href={wizardHref({ ...query, card: String(card.mappingId) })}
            title={card.name}
          />
        ))}
      </ul>
    </section>
  );
}

function ChoiceRow({ href, title, detail, children }: {
  href: string;
  title: string;
  detail?: string | null;
  children?: ComponentChildren;
}) {
  return (
    <li>
      <a href={href} class="tap flex items-center gap-3 px-4 py-3 -outline-offset-2 hover:bg-ink/5">
        <span class="min-w-0 flex-1">
          <span class="block truncate font-medium">{title}</span>
          {detail && <span class="block truncate text-sm text-ink-muted">{detail}</span>}
        </span>
        {children}
        <ChevronRight size={18} aria-hidden="true" class="shrink-0 text-ink-muted" />
      </a>
    </li>
  );
}
