import { formatMoney, formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { ReceiptText } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import { priceLabel } from "@/lib/billing/mod.ts";
import type { DriverSession } from "./load_session.ts";

/** How the cost came about, line by line. An estimate: the invoice decides. */
export function CostCard({ cost, isLive }: { cost: DriverSession["cost"]; isLive: boolean }) {
  const reader = useReader();
  const t = useT();
  if (!cost || cost.coverage === "unknown" || !cost.currency) {
    return (
      <SectionCard title={t("Cost")} icon={ReceiptText}>
        <p class="text-sm text-ink-muted">{t("No price is known for this session.")}</p>
      </SectionCard>
    );
  }
  if (isLive) {
    return (
      <SectionCard title={t("Cost")} icon={ReceiptText} description={cost.tariff?.planName}>
        <p class="text-sm text-ink-muted">
          {t("The cost so far stands above. Its lines follow when the session has ended.")}
        </p>
      </SectionCard>
    );
  }
  const { currency } = cost;
  const money = (text: string) =>
    new Intl.NumberFormat(reader.locale, { style: "currency", currency, maximumFractionDigits: 4 })
      .format(Number(text));
  return (
    <SectionCard title={t("Cost")} icon={ReceiptText} description={cost.tariff?.planName}>
      <dl class="text-sm">
        {cost.lines.map((line) => (
          <Line
            key={line.label}
            name={priceLabel(line.label, t)}
            note={line.unitAmount && t("{n} kWh at {price} per kWh", {
              n: formatNumber(Number(line.kwh), reader, { digits: 3 }),
              price: money(line.unitAmount),
            })}
            amount={money(line.amount)}
          />
        ))}
        <Line
          name={t("Total, before taxes")}
          amount={formatMoney(cost.amountCents, currency, reader)}
        />
      </dl>
      <p class="pt-2 text-sm text-ink-muted">
        {cost.coverage === "included" && <>{t("Included in your plan.")}{" "}</>}
        {t("The invoice decides; this is worked out from your plan's prices.")}
      </p>
    </SectionCard>
  );
}

/** Numbers stay whole on a phone: the words wrap. */
function Line({ name, note, amount }: { name: string; note?: string | null; amount: string }) {
  return (
    <div class="flex items-baseline justify-between gap-4 border-b border-border-subtle/60 py-2 last:border-0">
      <dt class="min-w-0 text-ink-muted">
        {name}
        {note && <span class="block text-xs">{note}</span>}
      </dt>
      <dd class="font-medium whitespace-nowrap tabular-nums">{amount}</dd>
    </div>
  );
}
