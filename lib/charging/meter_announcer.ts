import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";

/** Announcements follow one another at least this far apart (ms), except for what the worker waits for. */
export const ANNOUNCE_EVERY_MS = 100;

/**
 * Tells pages and the worker which sessions have new readings. A NOTIFY is a commit of its own, so none
 * is made per batch: what comes while one is under way, or shortly after, leaves together. Pages and the
 * worker may learn late or, after a crash here, from the next reading.
 */
export class MeterAnnouncer {
  #sessionIds = new Set<number>();
  #isUrgent = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastMs = -Infinity;
  #sending: Promise<void> | null = null;

  constructor(private readonly ctx: Ctx) {}

  /** Announces sessions soon. Urgent: at once, and the worker is woken. Never waits, never throws. */
  announce(sessionIds: Iterable<number>, isUrgent: boolean): void {
    for (const id of sessionIds) this.#sessionIds.add(id);
    this.#isUrgent ||= isUrgent;
    if (this.#sessionIds.size > 0) this.#schedule();
  }

  /** Sends what waits and resolves when it is sent. */
  async flush(): Promise<void> {
    while (this.#sending || this.#sessionIds.size > 0) await (this.#sending ?? this.#start());
  }

  #schedule(): void {
    if (this.#sending) return;
    const restMs = this.#lastMs + ANNOUNCE_EVERY_MS - performance.now();
    if (this.#isUrgent || restMs <= 0) void this.#start();
    else this.#timer ??= setTimeout(() => void this.#start(), restMs);
  }

  #start(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sessionIds = [...this.#sessionIds];
    const isUrgent = this.#isUrgent;
    this.#sessionIds.clear();
    this.#isUrgent = false;
    this.#sending = this.#send(sessionIds, isUrgent).finally(() => {
      this.#sending = null;
      this.#lastMs = performance.now();
      if (this.#sessionIds.size > 0) this.#schedule();
    });
    return this.#sending;
  }

  async #send(sessionIds: number[], isUrgent: boolean): Promise<void> {
    try {
      await this.ctx.events.publish(this.ctx.db, "transaction.meter", { sessionIds });
      if (isUrgent) await this.ctx.db.execute(sql`select pg_notify('sync_trigger', 'hook')`);
    } catch (error) {
      this.ctx.log.warning("Meter readings could not be announced.", { error });
    }
  }
}
