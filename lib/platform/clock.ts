/** Time as rules see it: injected, so that tests and simulations decide what "now" is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  now(): Date;
}

export const systemClock: Clock = { nowMs: () => Date.now(), now: () => new Date() };

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #ms: number;

  constructor(startMs: number | string = "2026-01-15T12:00:00Z") {
    this.#ms = typeof startMs === "number" ? startMs : Date.parse(startMs);
  }

  nowMs(): number {
    return this.#ms;
  }

  now(): Date {
    return new Date(this.#ms);
  }

  advance(ms: number): void {
    this.#ms += ms;
  }

  set(ms: number): void {
    this.#ms = ms;
  }
}
