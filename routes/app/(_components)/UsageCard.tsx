import { BarChart } from "@/components/BarChart.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { formatEnergy, formatMoney } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { ChartColumn } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { Tabs } from "@/components/Tabs.tsx";
import { useT } from "@/components/translate.ts";
import type { Carbon, DriverUsage, UsagePeriod } from "@/lib/charging/mod.ts";
import { msg, type Translate } from "@/lib/platform/i18n/translate.ts";
import { CarbonNote } from "./CarbonNote.tsx";
import { homeHref, type HomeQuery } from "./home_href.ts";

const PERIODS: { period: UsagePeriod; label: string }[] = [
  { period: "current", label: msg("This month") },
  { period: "previous", label: msg("Last month") },
  { period: "year", label: msg("12 months") },
];

/** Energy per day or month, with what it came to. */
export function UsageCard({ usage, carbon, query }: {
  usage: DriverUsage | null;
  carbon: Carbon | null;
  query: HomeQuery;
}) {
  const reader = useReader();
  const t = useT();
  return (
    <SectionCard
      title={t("Usage")}
      icon={ChartColumn}
      description={usage && <span data-fresh="usage sum">{summary(usage, reader, t)}</span>}
      actions={
        <a href="/usage" class="text-sm underline underline-offset-2">{t("All of your usage")}</a>
      }
    >
      <Tabs
        label={t("Period")}
        tabs={PERIODS.map(({ period, label }) => ({
          label: t(label),
          href: homeHref({ ...query, period }),
          current: query.period === period,
        }))}
      />
      <div class="pt-4" data-fresh="usage">
        {usage
          ? (
            <BarChart
              label={usage.period === "year" ? t("Energy per month") : t("Energy per day")}
              labelHeader={usage.period === "year" ? t("Month") : t("Day")}
              valueHeader={t("Energy")}
              bars={usage.bars.map(({ day, energyWh }) => ({
                label: barLabel(day, usage.period, reader.locale),
                value: energyWh,
              }))}
              format={(wh) => formatEnergy(wh, reader)}
            />
          )
          : (
            <ErrorState title={t("Your usage could not be read")}>
              {t("Reload to try again.")}
            </ErrorState>
          )}
        {carbon && carbon.emittedG > 0 && <CarbonNote carbon={carbon} />}
      </div>
    </SectionCard>
  );
}

function summary(
  usage: DriverUsage,
  reader: { locale: string; timeZone: string },
  t: Translate,
): string {
  const values = { energy: formatEnergy(usage.energyWh, reader) };
  const what = t.plural(
    usage.sessions,
    "{energy} in {n} session",
    "{energy} in {n} sessions",
    values,
  );
  if (usage.costCents === null || !usage.currency) return what;
  return t("{what}, about {cost}", {
    what,
    cost: formatMoney(usage.costCents, usage.currency, reader),
  });
}

function barLabel(day: string, period: UsagePeriod, locale: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  const options: Intl.DateTimeFormatOptions = period === "year"
    ? { month: "short" }
    : { day: "numeric" };
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(at);
}
