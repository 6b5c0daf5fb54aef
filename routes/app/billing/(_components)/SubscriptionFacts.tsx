import { cx } from "@/components/class_names.ts";
import { DateTime } from "@/components/DateTime.tsx";
import {
  formatDateTime,
  formatMoney,
  formatNumber,
  type FormatSettings,
  NOTHING,
} from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { Gauge, ReceiptText } from "@/components/icons.ts";
import { type KeyValue, KeyValueList } from "@/components/KeyValueList.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import { StatStrip } from "@/components/StatStrip.tsx";
import { useT } from "@/components/translate.ts";
import type { BillEstimate, SubscriptionView } from "@/lib/billing/mod.ts";
import type { DriverPlan } from "@/lib/charging/mod.ts";
import { msg, type Translate } from "@/lib/platform/i18n/translate.ts";
import { priceRows } from "../../(_components)/price_rows.ts";

/** How often a base fee comes, as Lago calls it. */
const INTERVALS: Record<string, string> = {
  weekly: msg("Base fee, weekly"),
  monthly: msg("Base fee, monthly"),
  quarterly: msg("Base fee, quarterly"),
  semiannual: msg("Base fee, half-yearly"),
  yearly: msg("Base fee, yearly"),
};

/** Figures of the running period, what the plan allows and what it costs. */
export function SubscriptionFacts({ subscription, tariff }: {
  subscription: SubscriptionView;
  tariff: DriverPlan["tariff"];
}) {
  const reader = useReader();
  const t = useT();
  const { estimate, baseFee } = subscription;
  const limits = limitRows(subscription, reader, t);
  return (
    <>
      <StatStrip
        label={t("Your subscription at a glance")}
        metrics={[
          {
            label: t("Estimated bill"),
            value: estimate ? formatMoney(estimate.cents, estimate.currency, reader) : NOTHING,
            note: <Basis estimate={estimate} />,
          },
          { label: t("Started"), value: <DateTime at={subscription.startedAt} show="date" /> },
          subscription.endingAt
            ? { label: t("Ends"), value: <DateTime at={subscription.endingAt} show="date" /> }
            : {
              label: t("Period end"),
              value: <DateTime at={subscription.periodEndingAt} show="date" />,
            },
        ]}
      />
      <div
        class={cx("grid gap-4 sm:items-start sm:gap-6", limits.length > 0 && "sm:grid-cols-2")}
      >
        <SectionCard title={t("Prices")} icon={ReceiptText}>
          <KeyValueList
            columns={1}
            items={[
              ...(baseFee && baseFee.cents > 0
                ? [{
                  key: t(INTERVALS[baseFee.interval] ?? msg("Base fee")),
                  value: formatMoney(baseFee.cents, baseFee.currency, reader),
                }]
                : []),
              ...priceRows(tariff, reader.locale, t),
            ]}
          />
        </SectionCard>
        {limits.length > 0 && (
          <SectionCard title={t("What your plan allows")} icon={Gauge}>
            <KeyValueList columns={1} items={limits} />
          </SectionCard>
        )}
      </div>
    </>
  );
}

/** What Lago told of the plan's limits; what it did not tell is left out. */
function limitRows(
  { maxAmps, isRamped }: SubscriptionView,
  reader: FormatSettings,
  t: Translate,
): KeyValue[] {
  return [
    ...(maxAmps === null
      ? []
      : [{ key: t("Max. current"), value: `${formatNumber(maxAmps, reader)}\u00a0A` }]),
    ...(isRamped === null ? [] : [{
      key: t("Power at the start"),
      value: isRamped ? t("Rises gradually") : t("Full at once"),
    }]),
  ];
}

/** Where the estimate comes from, so that nobody takes it for a bill. */
function Basis({ estimate }: { estimate: BillEstimate | null }) {
  const reader = useReader();
  const t = useT();
  if (!estimate) return <>{t("No estimate can be made right now.")}</>;
  if (estimate.source === "lago") return <>{t("From your usage so far.")}</>;
  if (estimate.source === "ours") {
    return <>{t("Worked out from your plan's prices, before taxes.")}</>;
  }
  return <>{t("As of {at}.", { at: formatDateTime(estimate.at, reader) })}</>;
}
