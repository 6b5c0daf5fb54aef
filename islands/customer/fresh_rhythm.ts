/** Changes come in bunches: it is looked once they are through, ms. */
export const PAUSE_MS = 400;
/** After a look that came to nothing, ms; each one after it waits twice as long, up to the longest. */
export const AWAY_MS = 5_000;
export const LONGEST_AWAY_MS = 60_000;

/** What a look found: when to look again, never, or that the server is away. */
export type Found = { againMs: number | null } | "never" | "away";

export interface Rhythm {
  /** Something changed; `spreadMs` more may pass before it is looked, where all pages hear it at once. */
  changed(spreadMs?: number): void;
  /** The page may be seen again, or not. */
  seen(): void;
  /** Begins to look again after `againMs`, without a change. */
  rest(againMs: number | null): void;
  stop(): void;
}

/**
 * When a page looks for what the server says now: one look at a time, none while it is hidden, and one more
 * where something changed during a look. Looks are spread by `random` (0 to 1), so that a busy charger's
 * change is not asked for by everybody at once; changes that go on and on neither put a look off nor hurry
 * one that a failure put off, and after `never` there is none.
 */
export function freshRhythm({ look, isHidden, wait, random }: {
  look: () => Promise<Found>;
  isHidden: () => boolean;
  /** Calls back after `ms`; returns how to call that off. */
  wait: (ms: number, then: () => void) => () => void;
  random: () => number;
}): Rhythm {
  let callOff = () => {};
  let isLooking = false;
  let isDue = false;
  let isOver = false;
  /** What is waited for and must not be put off by a change. */
  let waitsFor: "change" | "server" | null = null;
  let awayMs = AWAY_MS;
  const later = (ms: number, what: typeof waitsFor) => {
    callOff();
    waitsFor = what;
    callOff = wait(ms, () => {
      waitsFor = null;
      void run();
    });
  };
  const soon = (spreadMs = 0) => {
    if (isOver || waitsFor !== null) return;
    const pauseMs = PAUSE_MS * (1 + random());
    // A change of the page's own may come before a spread one.
    later(pauseMs + spreadMs * random(), spreadMs > 0 ? null : "change");
  };
  const run = async () => {
    if (isOver) return;
    if (isHidden()) return void (isDue = true);
    [isLooking, isDue] = [true, false];
    const found = await look();
    isLooking = false;
    if (found === "never") return stop();
    if (found === "away") {
      later(awayMs * (1 + random()), "server");
      awayMs = Math.min(LONGEST_AWAY_MS, awayMs * 2);
      return;
    }
    awayMs = AWAY_MS;
    if (isDue) soon();
    else rest(found.againMs);
  };
  const rest = (againMs: number | null) => {
    if (againMs !== null && !isOver) later(againMs, null);
  };
  const stop = () => {
    isOver = true;
    callOff();
  };
  return {
    changed: (spreadMs) => isLooking ? void (isDue = true) : soon(spreadMs),
    seen: () => {
      if (isDue && !isLooking && !isHidden() && !isOver && waitsFor !== "server") {
        later(0, "change");
      }
    },
    rest,
    stop,
  };
}
