import type { HoldVerdict } from "./hold_verdict.ts";

/**
 * ReserveNow takes effect at once, so a station is asked this long before the window opens: the resolver
 * looks every minute, give or take its queue.
 */
export const HOLD_LEAD_MS = 90_000;
/** A connector that is still taken when the window opens may come free for this long. */
export const HOLD_GRACE_MS = 10 * 60_000;
/** SteVe waits 30 s for a station, our call 40 s: an ask without a word after this was cut off. */
export const ASK_LOST_MS = 2 * 60_000;

/** One ReserveNow as our operation log remembers it; `verdict` is null while it is under way. */
export interface HoldAsk {
  verdict: HoldVerdict | null;
  askedAt: Date;
}

/**
 * - `ask`: send ReserveNow now. - `settle`: look into SteVe's own list whether an unanswered one holds.
 * - `wait`: nothing to do at present. - `refused`: the station will not hold it.
 */
export type HoldStep = "ask" | "settle" | "wait" | "refused";

/**
 * The next step towards a hold at the station. `asks` are all so far, oldest first. After an ask whose
 * outcome nobody knows no second one is sent: the station would answer "occupied" about its own hold.
 */
export function decideHold(
  window: { startAt: Date; endAt: Date },
  asks: readonly HoldAsk[],
  now: Date,
): HoldStep {
  const nowMs = now.getTime();
  const [startMs, endMs] = [window.startAt.getTime(), window.endAt.getTime()];
  const last = asks.at(-1);
  if (last?.verdict === "refused") return "refused";
  if (last?.verdict === "not_now" && nowMs >= startMs + HOLD_GRACE_MS) return "refused";
  const isDue = nowMs >= startMs - HOLD_LEAD_MS && nowMs < endMs;
  if (!isDue || last?.verdict === "held" || last?.verdict === "unsupported") return "wait";
  if (last?.verdict === null) {
    return nowMs - last.askedAt.getTime() < ASK_LOST_MS ? "wait" : "settle";
  }
  return last?.verdict === "unknown" ? "settle" : "ask";
}
