import { distinctTicks } from "./chart_scale.ts";
import { ChartTable } from "./ChartTable.tsx";
import { cx } from "./class_names.ts";

export type Bar = { label: string; value: number };

const PLOT = { top: 10, height: 150, axis: 24 };
const HEIGHT = PLOT.top + PLOT.height + PLOT.axis;
/** Room for the values beside the plot: "1,250.0 kWh". */
const AXIS_WIDTH = 72;

/** Bars drawn on the server: widths in per cent and heights in pixels, so that text keeps its size
 * at any width. `format` writes a value; the table below holds every one of them, under `labelHeader` and
 * `valueHeader`. */
export function BarChart({ label, bars, format, labelHeader, valueHeader }: {
  label: string;
  bars: Bar[];
  format: (value: number) => string;
  labelHeader: string;
  valueHeader: string;
}) {
  const ticks = distinctTicks(Math.max(0, ...bars.map((bar) => bar.value)), format);
  const top = ticks[ticks.length - 1];
  const y = (value: number) => PLOT.top + PLOT.height * (1 - Math.max(0, value) / top);
  return (
    <figure>
      <div class="flex text-[11px]">
        <svg
          width={AXIS_WIDTH}
          height={HEIGHT}
          class="shrink-0 overflow-visible"
          aria-hidden="true"
        >
          {ticks.filter((tick) => tick > 0).map((tick) => (
            <text
              key={tick}
              x={AXIS_WIDTH - 8}
              y={y(tick) + 4}
              text-anchor="end"
              class="fill-ink-muted"
            >
              {format(tick)}
            </text>
          ))}
        </svg>
        <svg
          role="img"
          aria-label={label}
          width="100%"
          height={HEIGHT}
          class="block min-w-0 flex-1 overflow-visible"
        >
          {ticks.map((tick) => (
            <line
              key={tick}
              x1="0"
              x2="100%"
              y1={y(tick)}
              y2={y(tick)}
              class="stroke-border-subtle"
              stroke-dasharray={tick === 0 ? undefined : "2 4"}
            />
          ))}
          {bars.map((bar, at) => (
            <BarShape key={bar.label} bar={bar} at={at} of={bars.length} y={y} format={format} />
          ))}
        </svg>
      </div>
      <ChartTable
        caption={label}
        headers={[labelHeader, valueHeader]}
        rows={bars.map((bar) => [bar.label, format(bar.value)])}
      />
    </figure>
  );
}

function BarShape({ bar, at, of, y, format }: {
  bar: Bar;
  at: number;
  of: number;
  y: (value: number) => number;
  format: (value: number) => string;
}) {
  const slot = 100 / of;
  const height = y(0) - y(bar.value);
  return (
    <g>
      <title>{`${bar.label}: ${format(bar.value)}`}</title>
      <rect
        x={`${slot * (at + 0.14)}%`}
        width={`${slot * 0.72}%`}
        y={y(0) - Math.max(height, bar.value > 0 ? 2 : 0)}
        height={Math.max(height, bar.value > 0 ? 2 : 0)}
        rx="3"
        class="fill-accent/75 transition-opacity hover:fill-accent"
      />
      <text
        x={`${slot * (at + 0.5)}%`}
        y={PLOT.top + PLOT.height + 16}
        text-anchor="middle"
        class={cx("fill-ink-muted", labelClass(at, of))}
      >
        {bar.label}
      </text>
    </g>
  );
}

/** Leaves out labels that would run into each other: fewer on a phone. */
function labelClass(at: number, of: number): string | false {
  if (at % Math.ceil(of / 16) !== 0) return "hidden";
  return at % Math.ceil(of / 7) !== 0 && "max-sm:hidden";
}
