import { formatEnergy, formatNumber } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { StatStrip } from "@/components/StatStrip.tsx";
import type { SessionStats } from "@/lib/charging/mod.ts";

/** Four figures over all sessions, whatever the filters. */
export function StatsStrip({ stats }: { stats: SessionStats | null }) {
  const reader = useReader();
  const note = stats ? undefined : "could not be read";
  return (
    <StatStrip
      label="All sessions"
      metrics={[
        { label: "Sessions today", value: formatNumber(stats?.sessionsToday, reader), note },
        { label: "Energy, 7 days", value: formatEnergy(stats?.energy7dWh, reader), note },
        {
          label: "Active now",
          value: formatNumber(stats?.activeNow, reader),
          note,
          tone: stats && stats.activeNow > 0 ? "success" : undefined,
          href: "/transactions?status=active",
        },
        {
          label: "Average per session, 7 days",
          value: formatEnergy(stats?.averageEnergy7dWh, reader),
          note,
        },
      ]}
    />
  );
}
