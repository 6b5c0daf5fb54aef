import { BarChart } from "@/components/BarChart.tsx";
import { formatDay, formatEnergy, formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { ErrorState } from "@/components/ErrorState.tsx";
import { ChartColumn } from "@/components/icons.ts";
import { KeyValueList } from "@/components/KeyValueList.tsx";
import { SectionCard } from "@/components/SectionCard.tsx";
import type { DashboardFigures } from "@/lib/charging/mod.ts";
import type { EnergyDay } from "@/lib/live/mod.ts";

/** Energy of the last seven days by day, and what else happened in them. */
export function ThisWeek({ week, figures }: {
  week: EnergyDay[] | null;
  figures: DashboardFigures;
}) {
  const reader = useReader();
  const runs = figures.sync7d && figures.sync7d.completed + figures.sync7d.failed;
  const sum = (pick: (day: EnergyDay) => number) =>
    week?.reduce((total, day) => total + pick(day), 0) ?? null;
  return (
    <SectionCard
      title="This week"
      icon={ChartColumn}
      accent="cyan"
      description={week &&
        `${formatEnergy(sum((d) => d.energyWh), reader)} in ${sum((d) => d.sessions)} sessions`}
    >
      {week
        ? (
          <BarChart
            label="Energy per day, last seven days"
            labelHeader="Day"
            valueHeader="Energy"
            bars={week.map(({ day, energyWh }) => ({
              label: formatDay(new Date(`${day}T12:00:00Z`), { ...reader, timeZone: "UTC" }),
              value: energyWh,
            }))}
            format={(wh) => formatEnergy(wh, reader)}
          />
        )
        : <ErrorState title="The week could not be read">Reload to try again.</ErrorState>}
      <div class="pt-2">
        <KeyValueList
          columns={1}
          items={[
            { key: "Sync runs", value: formatNumber(runs, reader) },
            { key: "Cards activated", value: formatNumber(figures.cardsActivated7d, reader) },
            {
              key: "Reservations completed",
              value: formatNumber(figures.reservationsCompleted7d, reader),
            },
          ]}
        />
      </div>
    </SectionCard>
  );
}
