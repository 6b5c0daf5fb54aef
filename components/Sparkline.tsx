import { linePath } from "./chart_scale.ts";

const WIDTH = 100;
const HEIGHT = 28;

/** A line without axes, as wide as its parent. `label` says in words what it shows, because a
 * screen reader gets only that; a null is a gap. */
export function Sparkline({ values, label, height = HEIGHT }: {
  values: (number | null)[];
  label: string;
  height?: number;
}) {
  const line = linePath(values, WIDTH, HEIGHT - 4);
  const hasArea = line !== "" && !values.includes(null);
  return (
    <svg
      role="img"
      aria-label={label}
      width="100%"
      height={height}
      viewBox={`0 -2 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      class="block overflow-visible"
    >
      {hasArea && (
        <path d={`${line}L${WIDTH} ${HEIGHT - 4}L0 ${HEIGHT - 4}Z`} class="fill-accent/12" />
      )}
      <path
        d={line}
        fill="none"
        stroke-width="1.75"
        stroke-linejoin="round"
        stroke-linecap="round"
        vector-effect="non-scaling-stroke"
        class="stroke-accent"
      />
    </svg>
  );
}
