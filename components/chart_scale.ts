/** Round numbers for an axis from zero to at least `max`: about `steps` of 1, 2, 2.5 or 5 times a
 * power of ten. The last one is the top of the axis. */
export function axisTicks(max: number, steps = 4): number[] {
  if (!(max > 0) || !Number.isFinite(max)) return [0, 1];
  const rough = max / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= rough) ??
    10 * power;
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

const MOST_DIGITS = 6;

/** How many decimals the ticks of an axis need so that each says its own value: 0 for 0, 5, 10 and 2 for 0, 0.25. */
export function tickDigits(ticks: readonly number[]): number {
  for (let digits = 0; digits < MOST_DIGITS; digits++) {
    const whole = ticks.map((tick) => tick * 10 ** digits);
    if (whole.every((tick) => Math.abs(tick - Math.round(tick)) < 1e-6)) return digits;
  }
  return MOST_DIGITS;
}

/** As `axisTicks`, with as many steps as `format` can tell apart. */
export function distinctTicks(max: number, format: (value: number) => string): number[] {
  const tries = [4, 3, 2, 1].map((steps) => axisTicks(max, steps));
  const areDistinct = (ticks: number[]) => new Set(ticks.map(format)).size === ticks.length;
  return tries.find(areDistinct) ?? tries[tries.length - 1];
}

/** Path of a line through values spread over a box; a null breaks the line. */
export function linePath(values: (number | null)[], width: number, height: number): string {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known, 0);
  const span = Math.max(...known, 0) - low || 1;
  const dx = width / Math.max(1, values.length - 1);
  let pen = "M";
  return values.map((value, index) => {
    if (value === null) {
      pen = "M";
      return "";
    }
    const point = `${pen}${round(index * dx)} ${round(height - ((value - low) / span) * height)}`;
    pen = "L";
    return point;
  }).join("");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
