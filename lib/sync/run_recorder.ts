import { and, eq, ne, sql } from "drizzle-orm";
import { syncRunLogs, syncRuns, syncRunSegments } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { messageOf } from "@/lib/platform/errors.ts";

export type RunScope = "full" | "transactions";

export interface RunCounters {
  tagsActivated: number;
  tagsDeactivated: number;
  tagsUnchanged: number;
  transactionsProcessed: number;
  eventsCreated: number;
  eventsSent: number;
  rowsRefused: number;
}

export interface RunStart {
  trigger: string;
  scope: RunScope;
  replica: string;
  retryOfId?: number | null;
  /** Segments in order; pages show them before they run. */
  segments: string[];
}

/** What a phase may say while it works. */
export interface SegmentReporter {
  /** Progress, written at most about five times a second. */
  progress(done: number, total?: number | null, message?: string): Promise<void>;
  note(
    level: "info" | "warning" | "error",
    message: string,
    data?: Record<string, unknown>,
  ): Promise<void>;
  /** Marks the segment skipped, with the reason. */
  skip(reason: string): void;
}

const PROGRESS_EVERY_MS = 200;

/**
 * The record of one run, readable while it runs. A `transactions` run is written down only when it
 * finds something, so a quiet poll leaves no rows.
 */
export class RunRecorder {
  readonly counters: RunCounters = {
    tagsActivated: 0,
    tagsDeactivated: 0,
    tagsUnchanged: 0,
    transactionsProcessed: 0,
    eventsCreated: 0,
    eventsSent: 0,
    rowsRefused: 0,
  };
  readonly errors: { segment: string; message: string; at: string }[] = [];
  #runId: number | null = null;
  #lastProgressMs = 0;

  constructor(private readonly ctx: Ctx, private readonly start: RunStart) {}

  get runId(): number | null {
    return this.#runId;
  }

  /** Writes the run's row if it does not exist yet. */
  async begin(): Promise<number> {
    if (this.#runId !== null) return this.#runId;
    const { segments, ...run } = this.start;
    this.#runId = await this.ctx.db.transaction(async (tx) => {
      const [row] = await tx.insert(syncRuns).values({ ...run, startedAt: this.ctx.clock.now() })
        .returning({ id: syncRuns.id });
      await tx.insert(syncRunSegments).values(
        segments.map((segment, position) => ({ runId: row.id, segment, position })),
      );
      return row.id;
    });
    await this.#announce();
    return this.#runId;
  }

  /** Runs one phase and records how it went. A failure is recorded and does not stop the run. */
  async segment<T>(name: string, work: (report: SegmentReporter) => Promise<T>): Promise<T | null> {
    let skipped: string | null = null;
    const reporter: SegmentReporter = {
      progress: (done, total, message) => this.#progress(name, done, total ?? null, message),
      note: (level, message, data) => this.#note(name, level, message, data),
      skip: (reason) => skipped = reason,
    };
    await this.#setSegment(name, { status: "running", startedAt: this.ctx.clock.now() });
    try {
      const result = await work(reporter);
      await this.#setSegment(name, {
        status: skipped === null ? "completed" : "skipped",
        completedAt: this.ctx.clock.now(),
        ...(skipped === null ? {} : { message: skipped }),
      });
      return result;
    } catch (error) {
      const message = messageOf(error);
      this.errors.push({ segment: name, message, at: this.ctx.clock.now().toISOString() });
      this.ctx.log.warning("A sync segment failed.", { segment: name, error });
      await this.begin();
      await this.#note(name, "error", message);
      await this.#setSegment(name, {
        status: "failed",
        message: message.slice(0, 500),
        completedAt: this.ctx.clock.now(),
      });
      return null;
    }
  }

  /** Closes the run; `failed` when any segment failed. */
  async finish(): Promise<void> {
    if (this.#runId === null) return;
    await this.ctx.db.update(syncRuns).set({
      ...this.counters,
      errors: this.errors,
      status: this.errors.length > 0 ? "failed" : "completed",
      completedAt: this.ctx.clock.now(),
    }).where(and(eq(syncRuns.id, this.#runId), ne(syncRuns.status, "completed")));
    await this.#announce();
  }

  async #setSegment(
    segment: string,
    set: Partial<typeof syncRunSegments.$inferInsert>,
  ): Promise<void> {
    if (this.#runId === null) return;
    await this.ctx.db.update(syncRunSegments).set(set)
      .where(and(eq(syncRunSegments.runId, this.#runId), eq(syncRunSegments.segment, segment)));
    await this.#announce();
  }

  async #progress(
    segment: string,
    done: number,
    total: number | null,
    message?: string,
  ): Promise<void> {
    if (this.#runId === null) return;
    const now = Date.now();
    if (now - this.#lastProgressMs < PROGRESS_EVERY_MS && done !== total) return;
    this.#lastProgressMs = now;
    await this.ctx.db.update(syncRuns).set(this.counters).where(eq(syncRuns.id, this.#runId));
    await this.#setSegment(segment, { done, total, ...(message ? { message } : {}) });
  }

  async #note(
    segment: string,
    level: "info" | "warning" | "error",
    message: string,
    data?: Record<string, unknown>,
  ) {
    if (level !== "info") await this.begin();
    if (this.#runId === null) return;
    await this.ctx.db.insert(syncRunLogs).values({
      runId: this.#runId,
      segment,
      level,
      message: message.slice(0, 2_000),
      data: data ?? null,
      createdAt: this.ctx.clock.now(),
    });
  }

  async #announce(): Promise<void> {
    if (this.#runId !== null) {
      await this.ctx.events.publish(this.ctx.db, "sync.progress", { runId: this.#runId });
    }
  }
}

/**
 * Closes runs that still say `running` though their process is gone. Only the leader calls this, and
 * only while it runs nothing itself, so no living run can be meant.
 */
export async function recoverStaleRuns(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now();
  const message = {
    segment: "scheduling",
    message: "The process ended during this run; the next run continues its work.",
    at: now.toISOString(),
  };
  const rows = await ctx.db.update(syncRuns).set({
    status: "failed",
    completedAt: now,
    errors: sql`${syncRuns.errors} || ${JSON.stringify([message])}::jsonb`,
  }).where(eq(syncRuns.status, "running")).returning({ id: syncRuns.id });
  for (const { id } of rows) {
    await ctx.db.update(syncRunSegments).set({
      status: "failed",
      message: message.message,
      completedAt: now,
    })
      .where(and(eq(syncRunSegments.runId, id), eq(syncRunSegments.status, "running")));
  }
  return rows.length;
}
