import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { syncRejects } from "@/db/schema/mod.ts";
import { recordUsage, releaseLinkedUsage } from "@/lib/billing/mod.ts";
import { priceSessions, upsertSessions } from "@/lib/charging/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import type { RefusedRow, SteveTransaction } from "@/lib/steve/mod.ts";
import type { RunCounters, SegmentReporter } from "../run_recorder.ts";
import { repeatedOnDeadlock } from "../repeated_on_deadlock.ts";
import { writeState } from "../state.ts";

/** How far SteVe's ids have been read, and when the slower looks were last taken. */
export const cursorSchema = z.object({
  highestId: z.number(),
  wideLookAtMs: z.number(),
  nightlyLookAtMs: z.number(),
});
export type IdCursor = z.infer<typeof cursorSchema>;

interface WindowTakerInput {
  counters: RunCounters;
  report: SegmentReporter;
  /** Makes the run's row before the first event that names it. */
  beginRun: () => Promise<number>;
}

/** Takes windows of transactions, each in one database transaction. */
export class WindowTaker {
  readonly changed = new Set<number>();
  readonly seen = new Set<number>();
  readonly refusedRows: RefusedRow[] = [];
  #saved = "";

  constructor(
    private readonly ctx: Ctx,
    private readonly input: WindowTakerInput,
    private readonly key: string,
    private readonly cursor: IdCursor,
  ) {}

  async take(rows: SteveTransaction[], refused: RefusedRow[]): Promise<void> {
    for (const row of rows) this.seen.add(row.id);
    if (rows.length === 0 && refused.length === 0) return;
    const { ctx, input } = this;
    const position = JSON.stringify(this.cursor);
    const taken = await repeatedOnDeadlock(() =>
      inTransaction(ctx, (tx) => this.#takeWindow(tx, rows, refused))
    );
    this.#saved = position;
    await repeatedOnDeadlock(() => priceSessions(ctx, taken.changedIds));
    for (const id of taken.changedIds) this.changed.add(id);
    input.counters.transactionsProcessed += taken.changedIds.length;
    input.counters.eventsCreated += taken.eventsCreated;
    input.counters.rowsRefused += taken.newlyRefused.length;
    for (const { id, reason } of taken.newlyRefused) {
      await input.report.note("warning", `A row of SteVe was refused: ${reason}`, {
        transactionId: id,
      });
    }
    await input.report.progress(
      input.counters.transactionsProcessed,
      null,
      `up to transaction ${this.cursor.highestId}`,
    );
  }

  async #takeWindow(tx: Ctx, rows: SteveTransaction[], unreadable: RefusedRow[]) {
    const taken = await upsertSessions(tx, rows.map(sessionFacts));
    const changedIds = taken.changedSessionIds;
    const runId = changedIds.length > 0 ? await this.input.beginRun() : null;
    await releaseLinkedUsage(tx, changedIds);
    const usage = await recordUsage(tx, { sessionIds: changedIds, runId });
    const refused = [
      ...unreadable,
      ...taken.refused.map((r) => ({ id: r.transactionId, reason: r.detail, raw: null })),
    ];
    const refusedIds = new Set(refused.map((r) => r.id));
    const takenIds = rows.map((row) => row.id as number).filter((id) => !refusedIds.has(id));
    await resolveRefused(tx, takenIds);
    const newlyRefused = await recordRefused(tx, refused, runId);
    await this.saveCursor(tx);
    return { changedIds, eventsCreated: usage.eventsCreated, newlyRefused };
  }

  /** Writes the position down unless it is: the caller's transaction may still be rolled back. */
  async saveCursor(ctx: Ctx = this.ctx): Promise<void> {
    if (JSON.stringify(this.cursor) === this.#saved) return;
    await writeState(ctx, this.key, this.cursor);
  }
}

/** A transaction in the words of lib/charging; one without a card id is refused there. */
function sessionFacts({ id, idTag, ...rest }: SteveTransaction) {
  return { ...rest, transactionId: id as number, idTag: idTag ?? "" };
}

type Refused = { id?: number | null; reason: string; raw: unknown };

/** Remembers refused rows with their reasons; returns those that were not known before. */
async function recordRefused(
  ctx: Ctx,
  refused: Refused[],
  runId: number | null,
): Promise<Refused[]> {
  const now = ctx.clock.now();
  const fresh: Refused[] = [];
  for (const row of refused) {
    const [stored] = await ctx.db.insert(syncRejects).values({
      steveInstance: ctx.config.STEVE_INSTANCE,
      steveTransactionId: row.id ?? null,
      reason: row.reason.slice(0, 200),
      raw: row.raw,
      firstRunId: runId,
      firstSeenAt: now,
      lastSeenAt: now,
    }).onConflictDoUpdate({
      target: [syncRejects.steveInstance, syncRejects.steveTransactionId, syncRejects.reason],
      set: { seen: sql`${syncRejects.seen} + 1`, lastSeenAt: now, resolvedAt: null },
    }).returning({ seen: syncRejects.seen });
    if (stored.seen === 1) fresh.push(row);
  }
  return fresh;
}

/** A row that was taken after all is no longer refused. */
async function resolveRefused(ctx: Ctx, transactionIds: number[]): Promise<void> {
  if (transactionIds.length === 0) return;
  await ctx.db.update(syncRejects).set({ resolvedAt: ctx.clock.now() }).where(and(
    eq(syncRejects.steveInstance, ctx.config.STEVE_INSTANCE),
    inArray(syncRejects.steveTransactionId, transactionIds),
    isNull(syncRejects.resolvedAt),
  ));
}
