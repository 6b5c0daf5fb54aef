import { useEffect, useState } from "preact/hooks";
import {
  formatDuration,
  formatEnergy,
  formatMoney,
  formatPercent,
  formatPower,
  formatTime,
} from "../../components/format.ts";
import { BorderBeam } from "../../components/BorderBeam.tsx";
import type { Metric } from "../../components/MetricTile.tsx";
import { StatStrip } from "../../components/StatStrip.tsx";
import type { SessionTick } from "@/lib/live/mod.ts";
import { live } from "../live.ts";

/** The figures of a session that runs, as its meter speaks. */
export default function LiveSessionCard({ session, locale, timeZone }: {
  session: SessionTick;
  locale: string;
  timeZone: string;
}) {
  const [now, setNow] = useState(session);
  useEffect(() => {
    const take = ({ sessions }: { sessions: SessionTick[] }) => {
      const mine = sessions.find(({ id }) => id === session.id);
      if (mine) setNow(mine);
    };
    const stops = [live.on("transaction.meter", take), live.on("session.changed", take)];
    return () => stops.forEach((stop) => stop());
  }, []);
  const reader = { locale, timeZone };
  const isStale = live.state.value === "stale" || live.state.value === "off";
  const heard = now.lastMeterAt && formatTime(new Date(now.lastMeterAt), reader, true);
  return (
    <div class="accent accent-emerald">
      <BorderBeam live={now.isLive && !isStale}>
        <div class={isStale ? "opacity-60" : ""}>
          <StatStrip label="Live figures" metrics={metricsOf(now, reader)} />
        </div>
      </BorderBeam>
      <p class="pt-2 text-sm text-ink-muted" role="status">
        {!now.isLive && (
          <>
            The session has ended.{" "}
            <a href="" class="underline underline-offset-2">Show its final figures</a>
          </>
        )}
        {now.isLive && (heard ? `Meter heard at ${heard}` : "The meter has not spoken yet")}
        {now.isLive && isStale && "; the connection is cut and tries again"}
      </p>
    </div>
  );
}

function metricsOf(now: SessionTick, reader: { locale: string; timeZone: string }): Metric[] {
  const metrics: Metric[] = [
    {
      label: "Energy",
      value: <span data-energy={now.energyWh}>{formatEnergy(now.energyWh, reader, 3)}</span>,
    },
    { label: "Power", value: formatPower(now.powerW, reader) },
    { label: "Time by the meter", value: formatDuration(now.elapsedMs, reader) },
    {
      label: "Cost so far",
      value: now.currency ? formatMoney(now.costCents, now.currency, reader) : "—",
      note: now.coverage === "unknown" ? "no tariff known" : undefined,
    },
  ];
  if (now.socPercent === null) return metrics;
  return [
    ...metrics,
    { label: "Battery", value: formatPercent(now.socPercent / 100, reader, 0) },
  ];
}
