import { BarChart } from "@/components/BarChart.tsx";
import { ErrorState } from "@/components/ErrorState.tsx";
import { formatEnergy, formatMoney } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { ChartColumn } from "@/components/icons.ts";
import { SectionCard } from "@/components/SectionCard.tsx";
import { Tabs } from "@/components/Tabs.tsx";
import type { DriverUsage, UsagePeriod } from "@/lib/charging/mod.ts";
import { homeHref, type HomeQuery } from "./home_href.ts";

const PERIODS: { period: UsagePeriod; label: string }[] = [
  { period: "current", label: "This month" },
  { period: "previous", label: "Last month" },
  { period: "year", label: "12 months" },
];

/** Energy per day or month, with what it came to. */
export function UsageCard({ usage, query }: { usage: DriverUsage | null; query: HomeQuery }) {
  const reader = useReader();
  return (
    <SectionCard title="Usage" icon={ChartColumn} description={usage && summary(usage, reader)}>
      <Tabs
        label="Period"
        tabs={PERIODS.map(({ period, label }) => ({
          label,
          href: homeHref({ ...query, period }),
          current: query.period === period,
        }))}
      />
      <div class="pt-4">
        {usage
          ? (
            <BarChart
              label={usage.period === "year" ? "Energy per month" : "Energy per day"}
              valueHeader="Energy"
              bars={usage.bars.map(({ day, energyWh }) => ({
                label: barLabel(day, usage.period, reader.locale),
                value: energyWh,
              }))}
              format={(wh) => formatEnergy(wh, reader)}
            />
          )
          : <ErrorState title="Your usage could not be read">Reload to try again.</ErrorState>}
      </div>
    </SectionCard>
  );
}

function summary(usage: DriverUsage, reader: { locale: string; timeZone: string }): string {
  const sessions = `${usage.sessions} ${usage.sessions === 1 ? "session" : "sessions"}`;
  const cost = usage.costCents !== null && usage.currency
    ? `, about ${formatMoney(usage.costCents, usage.currency, reader)}`
    : "";
  return `${formatEnergy(usage.energyWh, reader)} in ${sessions}${cost}`;
}

function barLabel(day: string, period: UsagePeriod, locale: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  const options: Intl.DateTimeFormatOptions = period === "year"
    ? { month: "short" }
    : { day: "numeric" };
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(at);
}
