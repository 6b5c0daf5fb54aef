import { and, desc, eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { chargingSessions, syncRejects } from "@/db/schema/mod.ts";
import { recordUsage, releaseLinkedUsage } from "@/lib/billing/mod.ts";
import { type MeterIngest, upsertSessions } from "@/lib/charging/mod.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import type {
  RefusedRow,
  SteveClient,
  SteveTransaction,
  SteveTransactionId,
} from "@/lib/steve/mod.ts";
import { chunks, walkNewIds } from "../id_windows.ts";
import type { RunCounters, RunScope, SegmentReporter } from "../run_recorder.ts";
import { readState, writeState } from "../state.ts";

export interface ReadTransactionsInput {
  steve: SteveClient;
  ingest: MeterIngest;
  scope: RunScope;
  counters: RunCounters;
  report: SegmentReporter;
  /** Makes the run's row before the first event that names it. */
  beginRun: () => Promise<number>;
  signal: AbortSignal;
}

export interface ReadTransactionsResult {
  openSessions: number;
  /** Sessions that changed, for pages. */
  changedSessionIds: number[];
}

const cursorSchema = z.object({
  highestId: z.number(),
  wideLookAtMs: z.number(),
  nightlyLookAtMs: z.number(),
});
type Cursor = z.infer<typeof cursorSchema>;

const HOUR_MS = 3_600_000;
/** A manual stop may still be replaced by the station's own word. */
const MANUAL_STOP_DAYS = 30;
/** Without hooks a running session is read in full this often at most. */
const READING_AGE_MS = 45_000;
const MAX_DETAILS_PER_RUN = 60;

/**
 * Brings the transactions of SteVe in (spec/steve-and-lago.md 12.4): new ids by windows, all open ones
 * again, manual stops for 30 days, once a night the last ten days whole. Each window is one database
 * transaction that holds sessions, billing cursors, outbox events and the id cursor together.
 */
export async function readTransactions(
  ctx: Ctx,
  input: ReadTransactionsInput,
): Promise<ReadTransactionsResult> {
  const { steve, scope, signal } = input;
  const key = `sync:transactions:${ctx.config.STEVE_INSTANCE}`;
  const cursor = await readState(ctx, key, cursorSchema) ??
    { highestId: 0, wideLookAtMs: 0, nightlyLookAtMs: 0 };
  const taker = new WindowTaker(ctx, input, key, cursor);
  const now = ctx.clock.nowMs();

  const isWide = scope === "full" && now - cursor.wideLookAtMs >= HOUR_MS;
  if (isWide) cursor.wideLookAtMs = now;
  const active = scope === "full"
    ? await steve.listTransactions({ type: "ACTIVE" })
    : { rows: [], refused: [] };
  await taker.take(active.rows, active.refused);
  const walk = walkNewIds({
    highestId: cursor.highestId,
    seenId: active.rows.reduce((max, row) => Math.max(max, row.id), 0),
    read: async (ids) => {
      const window = await steve.findTransactionsByIds(ids as SteveTransactionId[]);
      taker.refusedRows.push(...window.refused);
      return window.rows;
    },
    idOf: (row) => row.id,
    emptyWindows: isWide ? 10 : 1,
    signal,
  });
  for await (const window of walk) {
    cursor.highestId = window.rows.reduce((max, row) => Math.max(max, row.id), cursor.highestId);
    await taker.take(window.rows, taker.refusedRows.splice(0));
  }
  for (const ids of chunks(await idsToReread(ctx, scope), 200)) {
    if (signal.aborted) break;
    const window = await steve.findTransactionsByIds(
      ids.filter((id) => !taker.seen.has(id)) as SteveTransactionId[],
    );
    await taker.take(window.rows, window.refused);
  }
  if (scope === "full" && now - cursor.nightlyLookAtMs >= 24 * HOUR_MS && !signal.aborted) {
    cursor.nightlyLookAtMs = now;
    const recent = await steve.listTransactions({ periodType: "LAST_10" });
    for (const rows of chunks(recent.rows.filter((row) => !taker.seen.has(row.id)), 200)) {
      await taker.take(rows, []);
    }
    await taker.take([], recent.refused);
  }
  await taker.saveCursor();
  await readMissingValues(ctx, input, taker);
  return { openSessions: await countOpen(ctx), changedSessionIds: [...taker.changed] };
}

/** Takes windows of transactions, each in one database transaction. */
class WindowTaker {
  readonly changed = new Set<number>();
  readonly seen = new Set<number>();
  readonly refusedRows: RefusedRow[] = [];
  #saved = "";

  constructor(
    private readonly ctx: Ctx,
    private readonly input: ReadTransactionsInput,
    private readonly key: string,
    private readonly cursor: Cursor,
  ) {}

  async take(rows: SteveTransaction[], refused: RefusedRow[]): Promise<void> {
    for (const row of rows) this.seen.add(row.id);
    if (rows.length === 0 && refused.length === 0) return;
    const { ctx, input } = this;
    if (refused.length > 0) await input.beginRun();
    const ids = await inTransaction(ctx, async (tx) => {
      const taken = await upsertSessions(tx, rows.map(sessionFacts));
      const changedIds = taken.changedSessionIds;
      const runId = changedIds.length > 0 ? await input.beginRun() : null;
      await releaseLinkedUsage(tx, changedIds);
      const usage = await recordUsage(tx, { sessionIds: changedIds, runId });
      const all = [
        ...refused,
        ...taken.refused.map((r) => ({ id: r.transactionId, reason: r.reason, raw: null })),
      ];
      const refusedIds = new Set(all.map((r) => r.id));
      await resolveRefused(
        tx,
        rows.map((row) => row.id as number).filter((id) => !refusedIds.has(id)),
      );
      await recordRefused(tx, all, runId);
      input.counters.transactionsProcessed += changedIds.length;
      input.counters.eventsCreated += usage.eventsCreated;
      input.counters.rowsRefused += all.length;
      await this.#save(tx);
      return changedIds;
    });
    for (const id of ids) this.changed.add(id);
    for (const row of refused) {
      await input.report.note("warning", `A row of SteVe was refused: ${row.reason}`, {
        transactionId: row.id,
      });
    }
    await input.report.progress(
      input.counters.transactionsProcessed,
      null,
      `up to transaction ${this.cursor.highestId}`,
    );
  }

  saveCursor(): Promise<void> {
    return this.#save(this.ctx);
  }

  async #save(ctx: Ctx): Promise<void> {
    const text = JSON.stringify(this.cursor);
    if (text === this.#saved) return;
    await writeState(ctx, this.key, this.cursor);
    this.#saved = text;
  }
}

/** A transaction in the words of lib/charging; one without a card id is refused there. */
function sessionFacts({ id, idTag, ...rest }: SteveTransaction) {
  return { ...rest, transactionId: id as number, idTag: idTag ?? "" };
}

async function idsToReread(ctx: Ctx, scope: RunScope): Promise<number[]> {
  const since = new Date(ctx.clock.nowMs() - MANUAL_STOP_DAYS * 24 * HOUR_MS);
  const mine = eq(chargingSessions.steveInstance, ctx.config.STEVE_INSTANCE);
  const id = { id: chargingSessions.steveTransactionId };
  const open = await ctx.db.select(id).from(chargingSessions)
    .where(and(mine, eq(chargingSessions.isFinalized, false))).orderBy(
      desc(chargingSessions.lastHeardAt),
    ).limit(5_000);
  const manual = scope === "full"
    ? await ctx.db.select(id).from(chargingSessions)
      .where(
        and(mine, eq(chargingSessions.stopActor, "manual"), gte(chargingSessions.stoppedAt, since)),
      ).limit(5_000)
    : [];
  return [...open, ...manual].map((row) => row.id).sort((a, b) => a - b);
}

/**
 * Reads full meter values where the hooks did not bring them: running sessions not heard of lately, and
 * sessions that stopped within the last day whose curve ends early.
 */
async function readMissingValues(
  ctx: Ctx,
  input: ReadTransactionsInput,
  taker: WindowTaker,
): Promise<void> {
  const now = ctx.clock.nowMs();
  const stale = new Date(now - READING_AGE_MS);
  const columns = {
    id: chargingSessions.id,
    transactionId: chargingSessions.steveTransactionId,
    chargeBoxId: chargingSessions.chargeBoxId,
    connectorId: chargingSessions.connectorId,
    lastMeterAt: chargingSessions.lastMeterAt,
  };
  const running = await ctx.db.select(columns).from(chargingSessions)
    .where(and(isNull(chargingSessions.stoppedAt), lt(chargingSessions.lastHeardAt, stale)))
    .orderBy(chargingSessions.lastHeardAt).limit(MAX_DETAILS_PER_RUN);
  const ended = input.scope === "full"
    ? await ctx.db.select(columns).from(chargingSessions)
      .where(and(
        gte(chargingSessions.stoppedAt, new Date(now - 24 * HOUR_MS)),
        sql`${chargingSessions.meterStopWh} > ${chargingSessions.meterStartWh}`,
        sql`coalesce(${chargingSessions.lastMeterAt}, 'epoch') < ${chargingSessions.stoppedAt} - interval '2 minutes'`,
      )).orderBy(desc(chargingSessions.stoppedAt)).limit(MAX_DETAILS_PER_RUN)
    : [];
  const read: number[] = [];
  for (const session of [...running, ...ended]) {
    if (input.signal.aborted) break;
    const detail = await input.steve.getTransaction(session.transactionId as SteveTransactionId, {
      energyValuesOnly: false,
    })
      .catch(async (error) => {
        await input.report.note("warning", "The meter values of a transaction could not be read.", {
          transactionId: session.transactionId,
          error: String(error),
        });
        return null;
      });
    const news = detail?.values.filter((value) =>
      !session.lastMeterAt || value.measuredAt > session.lastMeterAt
    ) ?? [];
    await Promise.all(news.map((value) =>
      input.ingest.ingest({ ...value, ...session, source: "poll" }).catch(() =>
        null
      )
    ));
    if (news.length > 0) {
      read.push(session.id);
    }
  }
  if (read.length === 0) return;
  const usage = await recordUsage(ctx, { sessionIds: read, runId: await input.beginRun() });
  input.counters.eventsCreated += usage.eventsCreated;
  for (const id of read) taker.changed.add(id);
}

async function recordRefused(
  ctx: Ctx,
  refused: { id?: number | null; reason: string; raw: unknown }[],
  runId: number | null,
): Promise<void> {
  const now = ctx.clock.now();
  for (const { id, reason, raw } of refused) {
    await ctx.db.insert(syncRejects).values({
      steveInstance: ctx.config.STEVE_INSTANCE,
      steveTransactionId: id ?? null,
      reason: reason.slice(0, 200),
      raw,
      firstRunId: runId,
      firstSeenAt: now,
      lastSeenAt: now,
    }).onConflictDoUpdate({
      target: [syncRejects.steveInstance, syncRejects.steveTransactionId, syncRejects.reason],
      set: { seen: sql`${syncRejects.seen} + 1`, lastSeenAt: now, resolvedAt: null },
    });
  }
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

async function countOpen(ctx: Ctx): Promise<number> {
  const rows = await ctx.db.select({ id: chargingSessions.id }).from(chargingSessions)
    .where(and(isNull(chargingSessions.stoppedAt), inArray(chargingSessions.isFinalized, [false])))
    .limit(1_000);
  return rows.length;
}
