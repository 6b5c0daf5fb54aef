import { raiseNotification } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { segmentName } from "./segment_names.ts";

/** Failures in a row before operators are told once (spec/steve-and-lago.md 12.10). */
const ALERT_AFTER = 3;
/** Looks between full runs slow down to this many times their pause while they fail. */
const MAX_SLOWDOWN = 32;

/**
 * Counts how often each segment failed in a row. A cause that stands (wrong credentials, a system that is
 * away) is told once, and is not asked about every few seconds.
 */
export class FailureWatch {
  #streaks = new Map<string, number>();

  /** Takes the outcome of a run: `ran` segments without an error end their streak. */
  async note(
    ctx: Ctx,
    ran: readonly string[],
    errors: readonly { segment: string; message: string }[],
  ): Promise<void> {
    const failed = new Map(errors.map((error) => [error.segment, error.message]));
    for (const segment of ran) {
      const message = failed.get(segment);
      if (message === undefined) {
        this.#streaks.delete(segment);
        continue;
      }
      const streak = (this.#streaks.get(segment) ?? 0) + 1;
      this.#streaks.set(segment, streak);
      if (streak !== ALERT_AFTER) continue;
      await raiseNotification(ctx, {
        audience: "admin",
        severity: "error",
        source: "sync",
        title: `Sync keeps failing: ${segmentName(segment)}`,
        body: message,
        link: "/sync",
        dedupeKey: `sync:failing:${segment}`,
      });
    }
  }

  /** By how much looks in between are to be rarer: 1 while all is well. */
  get slowdown(): number {
    const longest = Math.max(0, ...this.#streaks.values());
    return Math.min(MAX_SLOWDOWN, 2 ** Math.max(0, longest - ALERT_AFTER + 1));
  }
}
