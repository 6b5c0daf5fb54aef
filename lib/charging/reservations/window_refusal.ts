import { type AppError, invalid } from "@/lib/platform/errors.ts";
import { msg } from "@/lib/platform/i18n/translate.ts";
import type { Window } from "./suggest_windows.ts";

/** Nobody plans further ahead, and nobody else could plan at all. */
export const HORIZON_MS = 365 * 86_400_000;

/** What the pages take beyond the contract, which bounds neither length nor start (spec 4.3). */
export const PAGE_LIMITS = {
  longestMs: 24 * 3_600_000,
  /** How long ago a window may have begun: a page stands open for a while before its button is pressed. */
  graceMs: 15 * 60_000,
};

/** Why no calendar is asked about a window, with what the form says. */
export const WINDOW_REFUSALS = {
  after_start: msg("The end must be after the start."),
  in_the_past: msg("This time is over already."),
  too_far_ahead: msg("Reserve at most a year ahead."),
  begun: msg("This start is past. Choose a later one."),
  too_long: msg("Reserve at most 24 hours at once."),
} as const;
export type WindowRefusal = keyof typeof WINDOW_REFUSALS;

/** Why a window cannot be reserved at `now`, whoever has the connector; null: the calendar decides. */
export function windowRefusal(
  { startAt, endAt }: Window,
  now: Date,
  limits?: typeof PAGE_LIMITS,
): WindowRefusal | null {
  if (endAt <= startAt) return "after_start";
  if (endAt <= now) return "in_the_past";
  const aheadMs = startAt.getTime() - now.getTime();
  if (aheadMs > HORIZON_MS) return "too_far_ahead";
  if (!limits) return null;
  if (-aheadMs > limits.graceMs) return "begun";
  return endAt.getTime() - startAt.getTime() > limits.longestMs ? "too_long" : null;
}

/** The refusal as the failure of a verb: `invalid_window`, with the field at fault. */
export function refusedWindow(refusal: WindowRefusal): AppError {
  const isStart = refusal === "too_far_ahead" || refusal === "begun";
  return invalid(WINDOW_REFUSALS[refusal], {
    code: "invalid_window",
    details: { [isStart ? "startAt" : "endAt"]: [refusal] },
  });
}
