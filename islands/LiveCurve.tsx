import { useEffect, useState } from "preact/hooks";
import type { SeriesPoint } from "../components/time_series.ts";
import type { SessionTick } from "@/lib/live/mod.ts";
import type { ChartWords } from "./chart/chart_words.ts";
import TimeSeriesChart from "./chart/TimeSeriesChart.tsx";
import { live } from "./live.ts";

/** The curve of a session that grows with each reading while the session runs. */
export default function LiveCurve({ sessionId, label, waiting, ...look }: {
  sessionId: number;
  label: string;
  points: SeriesPoint[];
  /** Stands in its place until there are two readings. */
  waiting: string;
  locale: string;
  timeZone: string;
  words?: ChartWords;
}) {
  const [points, setPoints] = useState(look.points);
  useEffect(() =>
    live.on<{ sessions: SessionTick[] }>("transaction.meter", ({ sessions }) => {
      const tick = sessions.find(({ id }) => id === sessionId);
      if (!tick?.lastMeterAt) return;
      const { powerW, energyWh } = tick;
      const t = Date.parse(tick.lastMeterAt);
      setPoints((before) =>
        t > (before.at(-1)?.t ?? 0) ? [...before, { t, powerW, energyWh }] : before
      );
    }), []);
  if (points.length < 2) return <p class="text-sm text-ink-muted">{waiting}</p>;
  return <TimeSeriesChart {...look} label={label} points={points} />;
}
