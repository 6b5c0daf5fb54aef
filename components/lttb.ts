/**
 * Largest-triangle-three-buckets (S. Steinarsson, 2013): indices of at most `limit` points that keep
 * the shape of a line. The first and last point stay; `x` rises. Missing values count as zero.
 */
export function lttb(x: readonly number[], y: readonly (number | null)[], limit: number): number[] {
  const count = x.length;
  if (count <= limit || limit < 3) return Array.from({ length: count }, (_, index) => index);
  const kept = [0];
  const bucket = (count - 2) / (limit - 2);
  let last = 0;
  for (let at = 0; at < limit - 2; at++) {
    const from = Math.floor(at * bucket) + 1;
    const to = Math.floor((at + 1) * bucket) + 1;
    const mean = meanOf(x, y, to, Math.min(count, Math.floor((at + 2) * bucket) + 1));
    let best = from;
    let bestArea = -1;
    for (let index = from; index < to; index++) {
      const area = Math.abs(
        (x[last] - mean.x) * ((y[index] ?? 0) - (y[last] ?? 0)) -
          (x[last] - x[index]) * (mean.y - (y[last] ?? 0)),
      );
      if (area > bestArea) [best, bestArea] = [index, area];
    }
    kept.push(best);
    last = best;
  }
  return [...kept, count - 1];
}

function meanOf(x: readonly number[], y: readonly (number | null)[], from: number, to: number) {
  let [sumX, sumY] = [0, 0];
  for (let index = from; index < to; index++) {
    sumX += x[index];
    sumY += y[index] ?? 0;
  }
  return { x: sumX / (to - from), y: sumY / (to - from) };
}
