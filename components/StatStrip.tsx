import { type Metric, MetricTile } from "./MetricTile.tsx";

const COLUMNS: Record<number, string> = {
  1: "sm:grid-cols-1",
  2: "sm:grid-cols-2",
  3: "sm:grid-cols-3",
  4: "sm:grid-cols-2 lg:grid-cols-4",
  5: "sm:grid-cols-3 xl:grid-cols-5",
  6: "sm:grid-cols-3 xl:grid-cols-6",
};

/** Up to six figures in one row, two by two on a phone. `label` names the group. */
export function StatStrip({ label, metrics }: { label: string; metrics: Metric[] }) {
  const columns = COLUMNS[Math.min(metrics.length, 6)] ?? COLUMNS[6];
  return (
    <div
      role="group"
      aria-label={label}
      class={`grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-accent/20 bg-border-subtle ${columns} max-sm:[&>:last-child:nth-child(odd)]:col-span-2`}
    >
      {metrics.map((metric) => <MetricTile key={metric.label} {...metric} />)}
    </div>
  );
}
