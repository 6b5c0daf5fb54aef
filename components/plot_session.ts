import type uPlot from "uplot";
import { tickDigits } from "./chart_scale.ts";
import { formatEnergy, formatNumber, formatPower, type FormatSettings } from "./format.ts";

const HEIGHT = 240;
const DAY_S = 86_400;

/** Draws the plot into `box` and keeps it right: size, theme, tooltip. Browser only. */
export function plotSession(
  UPlot: typeof uPlot,
  box: HTMLElement,
  data: uPlot.AlignedData,
  settings: FormatSettings,
): { plot: uPlot; stop: () => void } {
  const colours = () => readColours(box);
  let now = colours();
  const tip = document.createElement("div");
  tip.className = "chart-tip";
  tip.hidden = true;
  const axis = (over: uPlot.Axis): uPlot.Axis => ({
    stroke: () => now.muted,
    font: "11px system-ui",
    ticks: { show: false },
    grid: { stroke: () => now.line, width: 1 },
    ...over,
  });
  const plot = new UPlot(
    {
      width: box.clientWidth || 300,
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 7 } },
      scales: { kW: { range: fromZero }, kWh: { range: fromZero } },
      axes: [
        axis({ values: (u, splits) => timeLabels(u, splits, settings), space: 64 }),
        axis({ scale: "kW", values: withUnit("kW", settings), size: 58 }),
        axis({
          scale: "kWh",
          side: 1,
          values: withUnit("kWh", settings),
          size: 62,
          grid: { show: false },
        }),
      ],
      series: [
        {},
        {
          scale: "kW",
          stroke: () => now.first,
          fill: () => now.wash,
          width: 2,
          spanGaps: true,
          points: { show: false },
        },
        {
          scale: "kWh",
          stroke: () => now.second,
          width: 2,
          spanGaps: true,
          points: { show: false },
        },
      ],
      hooks: { setCursor: [(u) => placeTip(u, tip, settings)] },
    },
    data,
    box,
  );
  plot.over.append(tip);

  const sized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT }));
  sized.observe(box);
  const repaint = () => {
    now = colours();
    plot.redraw(false);
  };
  const themed = new MutationObserver(repaint);
  themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", repaint);
  return {
    plot,
    stop: () => {
      sized.disconnect();
      themed.disconnect();
      system.removeEventListener("change", repaint);
      plot.destroy();
    },
  };
}

const fromZero: uPlot.Range.Function = (_u, _min, max) => [0, max > 0 ? max * 1.1 : 1];

const withUnit =
  (unit: string, settings: FormatSettings): uPlot.Axis.DynamicValues => (_u, ticks) => {
    const look = { digits: tickDigits(ticks), fixed: true };
    return ticks.map((tick) => `${formatNumber(tick, settings, look)} ${unit}`);
  };

function timeLabels(u: uPlot, splits: number[], { locale, timeZone }: FormatSettings): string[] {
  const span = (u.scales.x.max ?? 0) - (u.scales.x.min ?? 0);
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    ...(span > DAY_S ? { day: "numeric", month: "short" } : {}),
    ...(splits.some((at) => at % 60 !== 0) ? { second: "2-digit" } : {}),
  });
  return splits.map((at) => format.format(at * 1000));
}

function placeTip(u: uPlot, tip: HTMLElement, settings: FormatSettings): void {
  const at = u.cursor.idx;
  const left = u.cursor.left ?? -1;
  tip.hidden = at === null || at === undefined || left < 0;
  if (tip.hidden) return;
  const [time, kw, kwh] = u.data.map((column) => column[at!]);
  const when = new Intl.DateTimeFormat(settings.locale, {
    timeZone: settings.timeZone,
    timeStyle: "medium",
  }).format((time ?? 0) * 1000);
  const scaled = (value: number | null | undefined) =>
    value === null || value === undefined ? null : value * 1000;
  tip.replaceChildren(...[
    when,
    formatPower(scaled(kw), settings),
    formatEnergy(scaled(kwh), settings),
  ].map((text) => Object.assign(document.createElement("div"), { textContent: text })));
  const isRight = left > u.over.clientWidth / 2;
  tip.style.left = isRight ? "auto" : `${left + 12}px`;
  tip.style.right = isRight ? `${u.over.clientWidth - left + 12}px` : "auto";
}

/** Canvas takes no custom properties: colours are read from elements that use them. */
function readColours(box: HTMLElement) {
  const probe = document.createElement("i");
  const read = (className: string, parent: Element = box) => {
    probe.className = className;
    parent.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  return {
    first: read("text-accent"),
    wash: read("text-accent/10"),
    second: read("text-accent", box.querySelector("[data-second]") ?? box),
    muted: read("text-ink-muted"),
    line: read("text-border-subtle"),
  };
}
