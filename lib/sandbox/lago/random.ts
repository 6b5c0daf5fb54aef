/** A source of numbers in [0, 1). */
export type Random = () => number;

/** A repeatable source (xorshift32); the same seed gives the same numbers. */
export function seededRandom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
