/** Changes come in bunches: it is looked once they are through, ms. */
export const PAUSE_MS = 400;
/** After a look that came to nothing, ms; each one after it waits twice as long, up to the longest. */
export const AWAY_MS = 5_000;
export const LONGEST_AWAY_MS = 60_000;

/** What a look found: when to look again, never, or that the server is away. */
export type Found = { againMs: number | null } | "never" | "away";

export interface Rhythm {
  /** Something changed. */
  changed(): void;
  /** The page may be seen again, or not. */
  seen(): void;
  /** Begins to look again after `againMs`, without a change. */
  rest(againMs: number | null): void;
  stop(): void;
}

/**
 * When a page looks for what the server says now: one look at a time, none while it is hidden, and one more
 * where something changed during a look. Looks are spread by `random` (0 to 1), so that a busy charger's
 * change is not asked for by everybody at once.
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
  let awayMs = AWAY_MS;
  const later = (ms: number) => {
    callOff();
    callOff = wait(ms, () => void run());
  };
  const soon = () => later(PAUSE_MS * (1 + random()));
  const run = async () => {
    if (isHidden()) return void (isDue = true);
    [isLooking, isDue] = [true, false];
    const found = await look();
    isLooking = false;
    if (isDue) return soon();
    if (found === "never") return;
    if (found === "away") {
      later(awayMs * (1 + random()));
      awayMs = Math.min(LONGEST_AWAY_MS, awayMs * 2);
      return;
    }
    awayMs = AWAY_MS;
    rest(found.againMs);
  };
  const rest = (againMs: number | null) => {
    if (againMs !== null) later(againMs);
  };
  return {
    changed: () => isLooking ? void (isDue = true) : soon(),
    seen: () => {
      if (isDue && !isLooking && !isHidden()) later(0);
    },
    rest,
    stop: () => callOff(),
  };
}
