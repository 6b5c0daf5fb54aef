import type { StationClock } from "@/lib/sandbox/stations/mod.ts";

interface Due {
  atMs: number;
  work: () => void | Promise<void>;
}

/**
 * The calendar of a demo station. It starts in the past and its speed can be changed: fast while a car
 * charges, slower than real time in between, which regains what the fast time used up. It never passes
 * real time, so nothing is dated in the future and sessions of a station follow one another.
 */
export class StationTime implements StationClock {
  #anchorMs: number;
  #anchorRealMs: number;
  #rate = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = new Set<Due>();
  #isStopped = false;

  constructor(startMs: number, private readonly realNow: () => number = Date.now) {
    this.#anchorRealMs = realNow();
    this.#anchorMs = Math.min(startMs, this.#anchorRealMs);
  }

  /** How many times real time passes. */
  get rate(): number {
    return this.#rate;
  }

  now(): number {
    const real = this.realNow();
    return Math.min(real, this.#anchorMs + (real - this.#anchorRealMs) * this.#rate);
  }

  /** How far this calendar is behind real time: what fast time can still use up, in milliseconds. */
  creditMs(): number {
    return this.realNow() - this.now();
  }

  /** From now on `rate` times real time, until real time is reached. */
  setRate(rate: number): void {
    this.#anchorMs = this.now();
    this.#anchorRealMs = this.realNow();
    this.#rate = rate;
    this.#arm();
  }

  /** Lets the time until `atMs` pass at once, as a station that nobody used; never back, never ahead. */
  skipTo(atMs: number): void {
    this.#anchorMs = Math.min(this.realNow(), Math.max(this.now(), atMs));
    this.#anchorRealMs = this.realNow();
    this.#arm();
  }

  at(atMs: number, work: () => void | Promise<void>): () => void {
    const due = { atMs, work };
    this.#due.add(due);
    this.#arm();
    return () => {
      this.#due.delete(due);
    };
  }

  /** Cancels everything that is still to come. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#due.clear();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#isStopped || this.#due.size === 0) return;
    const next = Math.min(...[...this.#due].map(({ atMs }) => atMs));
    const aheadMs = Math.max(0, next - this.now());
    const waitMs = Math.max(aheadMs / this.#rate, next - this.realNow());
    this.#timer = setTimeout(() => this.#run(), Math.min(60_000, Math.max(1, Math.ceil(waitMs))));
  }

  #run(): void {
    const now = this.now();
    const ready = [...this.#due].filter(({ atMs }) => atMs <= now)
      .sort((a, b) => a.atMs - b.atMs);
    for (const due of ready) {
      this.#due.delete(due);
      void due.work();
    }
    this.#arm();
  }
}
