import { DateTime } from "@/components/DateTime.tsx";
import { formatEnergy, formatMoney, formatNumber, NOTHING } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { StatStrip } from "@/components/StatStrip.tsx";
import { useT } from "@/components/translate.ts";
import type { CardStats, OwnCard } from "@/lib/charging/mod.ts";

/** What a card is. */
export function CardFacts({ card }: { card: OwnCard }) {
  const t = useT();
  const ends = card.expiresAt ? [{ key: t("Ends"), value: <DateTime at={card.expiresAt} /> }] : [];
  return (
    <KeyValueList
      items={[
        {
          key: t("Card ID"),
          value: <CardNumber card={card} />,
        },
        { key: t("Issued"), value: <DateTime at={card.issuedAt} show="date" /> },
        {
          key: t("Last used"),
          value: card.lastUsedAt ? <DateTime at={card.lastUsedAt} /> : t("Never"),
        },
        ...ends,
      ]}
    />
  );
}

/** The number stays covered until it is asked for: a shared screen shows no whole number. */
function CardNumber({ card }: { card: OwnCard }) {
  const t = useT();
  return (
    <details class="group">
      <summary class="tap -my-3 inline-flex cursor-pointer items-center justify-end gap-2">
        <span class="font-mono group-open:hidden">
          <span aria-hidden="true">••••</span>
          <span class="sr-only">{t("ends with")}</span> {card.lastFour}
        </span>
        <span class="underline group-open:hidden">{t("Show")}</span>
        <span class="hidden underline group-open:inline">{t("Hide")}</span>
      </summary>
      <span class="font-mono wrap-anywhere">{card.idTag}</span>
    </details>
  );
}

/** What a card was used for. */
export function CardFigures({ stats }: { stats: CardStats }) {
  const t = useT();
  const reader = useReader();
  const { sessions, energyWh, costCents, currency } = stats;
  return (
    <StatStrip
      label={t("The card in figures")}
      metrics={[
        { label: t("Sessions"), value: formatNumber(sessions, reader) },
        { label: t("Energy"), value: formatEnergy(energyWh, reader) },
        {
          label: t("Average"),
          value: sessions > 0 ? formatEnergy(energyWh / sessions, reader) : NOTHING,
        },
        {
          label: t("Cost"),
          value: currency ? formatMoney(costCents, currency, reader) : NOTHING,
          note: t("estimated"),
        },
      ]}
    />
  );
}
