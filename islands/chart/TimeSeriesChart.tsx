import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import { linePath } from "../../components/chart_scale.ts";
import { ChartTable } from "../../components/ChartTable.tsx";
import { plotSession } from "../../components/plot_session.ts";
import type { ChartWords } from "./chart_words.ts";
import { seriesColumns, type SeriesPoint, seriesRows } from "../../components/time_series.ts";

/** Power and energy of a session over time, two axes in one plot. The server draws plain lines and
 * the numbers as a table; the browser makes it readable by pointer. New `points` redraw it. */
export default function TimeSeriesChart({ label, points, locale, timeZone, words }: {
  label: string;
  /** Oldest first. */
  points: SeriesPoint[];
  locale: string;
  timeZone: string;
  words?: ChartWords;
}) {
  const say = (text: keyof ChartWords) => words?.[text] ?? text;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [isDrawn, setDrawn] = useState(false);

  useEffect(() => {
    let stop: (() => void) | undefined;
    let isGone = false;
    import("uplot").then(({ default: UPlot }) => {
      if (isGone || !box.current) return;
      const made = plotSession(UPlot, box.current, seriesColumns(points), { locale, timeZone });
      plot.current = made.plot;
      stop = made.stop;
      setDrawn(true);
    });
    return () => {
      isGone = true;
      stop?.();
      plot.current = null;
    };
  }, [locale, timeZone]);
  useEffect(() => plot.current?.setData(seriesColumns(points)), [points]);

  const table = seriesRows(points, { locale, timeZone });
  return (
    <figure>
      <ul aria-hidden="true" class="flex gap-4 pb-2 text-xs text-ink-muted">
        <li class="flex items-center gap-1.5">
          <span class="h-0.5 w-4 rounded-pill bg-accent" />
          {say("Power")}
        </li>
        <li class="accent accent-blue flex items-center gap-1.5">
          <span class="h-0.5 w-4 rounded-pill bg-accent" />
          {say("Energy")}
        </li>
      </ul>
      <div ref={box} role="img" aria-label={label} class="chart-plot relative h-60 min-w-0">
        {!isDrawn && <PlainLines points={points} />}
        <span class="accent accent-blue" data-second hidden />
      </div>
      <ChartTable
        caption={label}
        headers={table.headers.map(say)}
        rows={table.rows}
        openLabel={say("Show as table")}
      />
    </figure>
  );
}

function PlainLines({ points }: { points: SeriesPoint[] }) {
  const line = (values: (number | null)[]) => linePath(values, 1000, 236);
  return (
    <svg viewBox="0 0 1000 240" preserveAspectRatio="none" class="size-full" aria-hidden="true">
      <g fill="none" stroke-width="2">
        <path
          d={line(points.map((point) =>
            point.powerW
          ))}
          vector-effect="non-scaling-stroke"
          class="stroke-accent"
        />
        <path
          d={line(points.map((point) =>
            point.energyWh
          ))}
          vector-effect="non-scaling-stroke"
          class="accent accent-blue stroke-accent"
        />
      </g>
    </svg>
  );
}
