/** Window in which failures are weighed, and the share of them that is told (spec 3.4). */
const WINDOW_MS = 5 * 60_000;
const SHARE = 0.05;
/** Fewer failures than this say nothing of the service. */
const LEAST = 3;

/** Counts pushes of this process and says when too many fail. */
export class PushHealth {
  #sent: { atMs: number; ok: boolean }[] = [];
  #toldAtMs = -Infinity;

  /** Notes one push. True when failures exceed 5 % of the last five minutes, at most once in them. */
  note(ok: boolean, nowMs: number): boolean {
    this.#sent = this.#sent.filter(({ atMs }) => atMs > nowMs - WINDOW_MS);
    this.#sent.push({ atMs: nowMs, ok });
    const failed = this.#sent.filter((push) => !push.ok).length;
    const isTooMany = failed >= LEAST && failed > SHARE * this.#sent.length;
    if (!isTooMany || nowMs - this.#toldAtMs < WINDOW_MS) return false;
    this.#toldAtMs = nowMs;
    return true;
  }
}
