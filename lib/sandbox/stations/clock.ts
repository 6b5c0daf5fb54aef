/**
 * A station's own time. It may lag behind real time and never runs ahead of it; everything a
 * virtual station does is timed by it.
 */
export interface StationClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `work` once when this clock reaches `atMs`; answers what cancels it. */
  at(atMs: number, work: () => void | Promise<void>): () => void;
}

/** A clock that only moves when it is told to: for tests. */
export interface ManualClock extends StationClock {
  /** Moves on by `ms`, doing what falls due in order and waiting for each thing to end. */
  advance(ms: number): Promise<void>;
}

/** A manual clock that stands at `startMs`. */
export function manualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  let sequence = 0;
  const due = new Map<number, { atMs: number; work: () => void | Promise<void> }>();
  const next = (untilMs: number) => {
    let first: number | null = null;
    for (const [id, { atMs }] of due) {
      const earliest = first === null ? undefined : due.get(first);
      if (atMs <= untilMs && (!earliest || atMs < earliest.atMs)) first = id;
    }
    return first;
  };
  return {
    now: () => nowMs,
    at(atMs, work) {
      const id = ++sequence;
      due.set(id, { atMs, work });
      return () => void due.delete(id);
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (let id = next(untilMs); id !== null; id = next(untilMs)) {
        const entry = due.get(id);
        due.delete(id);
        if (!entry) continue;
        nowMs = Math.max(nowMs, entry.atMs);
        await entry.work();
      }
      nowMs = untilMs;
    },
  };
}

/** A running clock, and how to stop what it still has in hand. */
export interface CatchUpClock extends StationClock {
  /** True once it has reached real time and runs at 1×. */
  isCaughtUp(): boolean;
  /** Cancels everything that is still to come. */
  stop(): void;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * A clock that starts at `startMs` (clamped to now) and runs `speed` times real time until it has
 * caught up, then goes on at 1×.
 */
export function catchUpClock(
  options: { startMs: number; speed: number; realNow?: () => number },
): CatchUpClock {
  const realNow = options.realNow ?? Date.now;
  const realStartMs = realNow();
  const startMs = Math.min(options.startMs, realStartMs);
  const speed = Math.max(1, options.speed);
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const ahead = () => startMs + (realNow() - realStartMs) * speed;
  const now = () => Math.min(realNow(), ahead());
  // Both bounds of now() must have passed `atMs`.
  const realTimeOf = (atMs: number) => Math.max(realStartMs + (atMs - startMs) / speed, atMs);

  const schedule = (
    state: { timer?: ReturnType<typeof setTimeout> },
    atMs: number,
    work: () => void,
  ) => {
    const waitMs = Math.min(LONGEST_TIMER_MS, Math.max(0, Math.ceil(realTimeOf(atMs) - realNow())));
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (now() < atMs) schedule(state, atMs, work);
      else work();
    }, waitMs);
    state.timer = timer;
    timers.add(timer);
  };

  return {
    now,
    at(atMs, work) {
      const state: { timer?: ReturnType<typeof setTimeout> } = {};
      schedule(state, atMs, () => void work());
      return () => {
        clearTimeout(state.timer);
        if (state.timer !== undefined) timers.delete(state.timer);
      };
    },
    isCaughtUp: () => ahead() >= realNow(),
    stop: () => {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
    },
  };
}
