import { formatMoney } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { ReceiptText } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import type { DriverPlan } from "@/lib/charging/mod.ts";
import { priceRows } from "./price_rows.ts";

/** The driver's plan and its prices; nothing at all while none is known. */
export function PlanCard({ plan }: { plan: DriverPlan | null }) {
  const reader = useReader();
  if (!plan) return null;
  const base = plan.amountCents > 0
    ? [{
      key: `Base fee, ${plan.interval}`,
      value: formatMoney(plan.amountCents, plan.currency, reader),
    }]
    : [];
  return (
    <SectionCard title="Your plan" icon={ReceiptText} description={plan.name}>
      <KeyValueList columns={1} items={[...base, ...priceRows(plan.tariff, reader.locale)]} />
    </SectionCard>
  );
}
