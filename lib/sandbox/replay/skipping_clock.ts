import type { Clock } from "@/lib/platform/clock.ts";

/** Real time, except that waits are skipped: nothing else happens meanwhile in a replay. */
export class SkippingClock implements Clock {
  #aheadMs = 0;

  nowMs(): number {
    return Date.now() + this.#aheadMs;
  }

  now(): Date {
    return new Date(this.nowMs());
  }

  /** Makes it at least `atMs`; the clock never goes back. */
  skipTo(atMs: number): void {
    this.#aheadMs += Math.max(0, atMs - this.nowMs());
  }
}
