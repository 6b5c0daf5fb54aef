/** Lets at most `ratePerSec` calls begin in any second, and none while the other side asked for a pause. */
export class Pacer {
  #starts: number[] = [];
  #pausedUntilMs = 0;
  #capacity: number;
  #windowMs: number;

  constructor(
    ratePerSec: number,
    private readonly nowMs: () => number,
    private readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>,
  ) {
    this.#capacity = Number.isFinite(ratePerSec) ? Math.max(1, Math.floor(ratePerSec)) : Infinity;
    this.#windowMs = Number.isFinite(ratePerSec) ? (this.#capacity / ratePerSec) * 1_000 : 0;
  }

  /** Resolves when this call may begin; turns are given in the order of asking. */
  async turn(signal?: AbortSignal): Promise<void> {
    const now = this.nowMs();
    let startMs = Math.max(now, this.#pausedUntilMs);
    if (this.#capacity !== Infinity) {
      if (this.#starts.length === this.#capacity) {
        startMs = Math.max(startMs, this.#starts.shift()! + this.#windowMs);
      }
      this.#starts.push(startMs);
    }
    if (startMs > now) await this.wait(startMs - now, signal);
  }

  /** No call begins for `ms` from now. */
  pause(ms: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.nowMs() + ms);
  }
}

/** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
export function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
