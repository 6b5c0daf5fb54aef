import { formatMoney, formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { ReceiptText } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
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
  const lines = cost.lines.map((line) => ({
    key: line.unitAmount
      ? t("{line}: {kwh} kWh at {price}", {
        line: priceLabel(line.label, t),
        kwh: formatNumber(Number(line.kwh), reader, { digits: 3 }),
        price: money(line.unitAmount),
      })
      : priceLabel(line.label, t),
    value: money(line.amount),
  }));
  return (
    <SectionCard title={t("Cost")} icon={ReceiptText} description={cost.tariff?.planName}>
      <KeyValueList
        columns={1}
        items={[...lines, {
          key: t("Total, before taxes"),
          value: formatMoney(cost.amountCents, currency, reader),
        }]}
      />
      <p class="pt-2 text-sm text-ink-muted">
        {cost.coverage === "included" && <>{t("Included in your plan.")}{" "}</>}
        {t("The invoice decides; this is worked out from your plan's prices.")}
      </p>
    </SectionCard>
  );
}
