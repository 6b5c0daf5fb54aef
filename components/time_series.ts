import type uPlot from "uplot";
import {
  formatDateTime,
  formatEnergy,
  formatNumber,
  formatPower,
  type FormatSettings,
  NOTHING,
} from "./format.ts";
import { lttb } from "./lttb.ts";

/** One sample of a session; null where the meter did not say. */
export type SeriesPoint = {
  /** Milliseconds since the epoch. */
  t: number;
  powerW: number | null;
  energyWh: number | null;
  socPercent?: number | null;
};

/** No screen shows more points than this. */
const MAX_POINTS = 2000;

/** Columns as uPlot takes them (seconds, kW, kWh, %), thinned to what a screen can show. */
export function seriesColumns(points: SeriesPoint[]): uPlot.AlignedData {
  const shape = points.map((point) => point.powerW ?? point.energyWh);
  const kept = lttb(points.map((point) => point.t), shape, MAX_POINTS).map((at) => points[at]);
  return [
    kept.map((point) => point.t / 1000),
    kept.map((point) => point.powerW === null ? null : point.powerW / 1000),
    kept.map((point) => point.energyWh === null ? null : point.energyWh / 1000),
  ];
}

const HEADERS = ["Time", "Power", "Energy"] as const;

/** Rows of the table beside the chart: about `limit` of them, the last one included. */
export function seriesRows(points: SeriesPoint[], settings: FormatSettings, limit = 120) {
  const step = Math.max(1, Math.ceil(points.length / limit));
  const hasSoc = points.some((point) => typeof point.socPercent === "number");
  const shown = points.filter((_, at) => at % step === 0 || at === points.length - 1);
  return {
    headers: [...HEADERS, ...(hasSoc ? ["Battery" as const] : [])],
    rows: shown.map((point) => [
      formatDateTime(new Date(point.t), settings),
      formatPower(point.powerW, settings),
      formatEnergy(point.energyWh, settings),
      ...(hasSoc ? [percent(point.socPercent, settings)] : []),
    ]),
  };
}

const percent = (value: number | null | undefined, settings: FormatSettings) =>
  value === null || value === undefined ? NOTHING : `${formatNumber(value, settings)}\u00a0%`;
