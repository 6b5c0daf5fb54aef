import { formatEnergy, formatNumber, formatPercent, NOTHING } from "@/components/format.ts";
import { useReader } from "@/components/format_context.ts";
import { CalendarClock, Gauge, PlugZap, RefreshCw, Zap } from "@/components/icons.ts";
import type { Metric } from "@/components/MetricTile.tsx";
import { StatStrip } from "@/components/StatStrip.tsx";
import type { DashboardFigures } from "@/lib/charging/mod.ts";

const MISSING = "could not be read";

/** The five figures of the day; each leads to the rows behind it. */
export function KpiStrip({ figures }: { figures: DashboardFigures }) {
  const reader = useReader();
  const { sessions, chargers, pendingReservations, sync7d } = figures;
  const runs = sync7d && sync7d.completed + sync7d.failed;
  const today = reader.now.toISOString().slice(0, 10);
  const metrics: Metric[] = [
    {
      label: "Energy today",
      icon: Zap,
      value: formatEnergy(sessions?.energyTodayWh, reader),
      note: sessions ? `${sessions.sessionsToday} sessions began today` : MISSING,
      href: `/transactions?from=${today}`,
    },
    {
      label: "Active sessions",
      icon: PlugZap,
      value: formatNumber(sessions?.activeNow, reader),
      note: sessions ? "when the page was loaded" : MISSING,
      href: "/transactions?status=active",
      tone: sessions && sessions.activeNow > 0 ? "success" : undefined,
    },
    {
      label: "Chargers online",
      icon: Gauge,
      value: chargers ? `${chargers.online} / ${chargers.total}` : NOTHING,
      note: chargers ? offlineNote(chargers) : MISSING,
      tone: chargers && chargers.offline > 0 ? "warning" : undefined,
    },
    {
      label: "Pending reservations",
      icon: CalendarClock,
      value: formatNumber(pendingReservations, reader),
      note: pendingReservations === null ? MISSING : undefined,
      tone: pendingReservations === 0 ? "neutral" : undefined,
    },
    {
      label: "Sync success, 7 days",
      icon: RefreshCw,
      value: runs && sync7d ? formatPercent(sync7d.completed / runs, reader) : NOTHING,
      note: sync7d ? (runs ? `${sync7d.failed} of ${runs} failed` : "no run yet") : MISSING,
      href: sync7d?.failed ? "/sync?status=failed" : "/sync",
      tone: sync7d?.failed ? "warning" : undefined,
    },
  ];
  return <StatStrip label="Today" metrics={metrics} />;
}

function offlineNote({ offline, unmanaged }: { offline: number; unmanaged: number }): string {
  const parts = [
    offline > 0 ? `${offline} offline` : "none offline",
    unmanaged > 0 ? `${unmanaged} unmanaged` : "",
  ];
  return parts.filter(Boolean).join(", ");
}
