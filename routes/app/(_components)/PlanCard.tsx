import { formatMoney } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { ReceiptText } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { useT } from "@/components/translate.ts";
import type { DriverPlan } from "@/lib/charging/mod.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import { priceRows } from "./price_rows.ts";

const INTERVALS: Record<string, string> = {
  weekly: msg("weekly"),
  monthly: msg("monthly"),
  quarterly: msg("quarterly"),
  yearly: msg("yearly"),
};

/** The driver's plan and its prices; nothing at all while none is known. */
export function PlanCard({ plan }: { plan: DriverPlan | null }) {
  const reader = useReader();
  const t = useT();
  if (!plan) return null;
  const base = plan.amountCents > 0
    ? [{
      key: t("Base fee, {interval}", { interval: t(INTERVALS[plan.interval] ?? plan.interval) }),
      value: formatMoney(plan.amountCents, plan.currency, reader),
    }]
    : [];
  return (
    <SectionCard title={t("Your plan")} icon={ReceiptText} description={plan.name}>
      <KeyValueList columns={1} items={[...base, ...priceRows(plan.tariff, reader.locale, t)]} />
    </SectionCard>
  );
}
