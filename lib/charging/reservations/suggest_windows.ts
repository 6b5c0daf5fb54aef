/** A stretch of time, start included and end not. */
export interface Window {
  startAt: Date;
  endAt: Date;
}

/** How many other times are offered. */
export const SUGGESTIONS = 2;

/**
 * The first free windows of `durationMs` that begin at `notBefore` or later, one after the other.
 * `busy` is sorted by its start and free of overlaps.
 */
export function suggestWindows(
  input: { busy: readonly Window[]; notBefore: Date; durationMs: number; count?: number },
): Window[] {
  const { busy, durationMs, count = SUGGESTIONS } = input;
  const found: Window[] = [];
  let fromMs = input.notBefore.getTime();
  let next = 0;
  while (found.length < count) {
    while (next < busy.length && busy[next].endAt.getTime() <= fromMs) next++;
    const taken = busy[next];
    const toMs = fromMs + durationMs;
    if (taken && taken.startAt.getTime() < toMs) {
      fromMs = taken.endAt.getTime();
      continue;
    }
    found.push({ startAt: new Date(fromMs), endAt: new Date(toMs) });
    fromMs = toMs;
  }
  return found;
}

/** Whether two windows share any time; neighbours do not. */
export const overlaps = (a: Window, b: Window) => a.startAt < b.endAt && b.startAt < a.endAt;
