import { useEffect, useState } from "preact/hooks";
import type { SeriesPoint } from "../../components/time_series.ts";
import type { SessionTick } from "@/lib/live/mod.ts";
import TimeSeriesChart from "../chart/TimeSeriesChart.tsx";
import { live } from "../live.ts";

/** The curve of a session that grows with each reading while the session runs. */
export default function LiveCurve({ sessionId, label, points, locale, timeZone }: {
  sessionId: number;
  label: string;
  points: SeriesPoint[];
  locale: string;
  timeZone: string;
}) {
  const [shown, setShown] = useState(points);
  useEffect(() =>
    live.on<{ sessions: SessionTick[] }>("transaction.meter", ({ sessions }) => {
      const tick = sessions.find(({ id }) => id === sessionId);
      if (!tick?.lastMeterAt) return;
      const { powerW, energyWh } = tick;
      const t = Date.parse(tick.lastMeterAt);
      setShown((before) =>
        t > (before.at(-1)?.t ?? 0) ? [...before, { t, powerW, energyWh }] : before
      );
    }), []);
  return <TimeSeriesChart label={label} points={shown} locale={locale} timeZone={timeZone} />;
}
