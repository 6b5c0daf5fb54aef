import { and, desc, eq, gte, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { chargingSessions, syncRejects } from "@/db/schema/mod.ts";
import { listSessionsAhead, recordUsage } from "@/lib/billing/mod.ts";
import { type MeterIngest, STUCK_MS } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SteveClient, SteveTransactionId } from "@/lib/steve/mod.ts";
import { chunks, walkNewIds } from "../id_windows.ts";
import type { RunCounters, RunScope, SegmentReporter } from "../run_recorder.ts";
import { readState } from "../state.ts";
import { repeatedOnDeadlock } from "../repeated_on_deadlock.ts";
import { cursorSchema, WindowTaker } from "./window_taker.ts";

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

const HOUR_MS = 3_600_000;
/** A manual stop may be replaced by the station's own word, a faulty row be mended in SteVe. */
const DOUBTFUL_DAYS = 30;
/** Without hooks a running session is read in full this often at most. */
const READING_AGE_MS = 45_000;
const MAX_DETAILS_PER_RUN = 60;
const MAX_SESSIONS_AHEAD = 5_000;

/**
 * Brings the transactions of SteVe in (spec/steve-and-lago.md 12.4): new ids by windows, all open ones
 * again, manual stops and faulty rows for 30 days, once a night the last ten days whole. Each window is
 * one database transaction that holds sessions, billing cursors, outbox events and the id cursor.
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
    seenId: active.rows.reduce((max, row) => Math.max(max, row.id), await highestTaken(ctx)),
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
  await recordReadings(ctx, input, taker);
  return { openSessions: await countOpen(ctx), changedSessionIds: [...taker.changed] };
}

/** The highest id that SteVe itself told us of, by whichever list: ids up to it are worth asking for. */
async function highestTaken(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.select({ id: chargingSessions.steveTransactionId })
    .from(chargingSessions).where(and(
      eq(chargingSessions.steveInstance, ctx.config.STEVE_INSTANCE),
      isNotNull(chargingSessions.idTag),
    )).orderBy(desc(chargingSessions.steveTransactionId)).limit(1);
  return row?.id ?? 0;
}

async function idsToReread(ctx: Ctx, scope: RunScope): Promise<number[]> {
  const since = new Date(ctx.clock.nowMs() - DOUBTFUL_DAYS * 24 * HOUR_MS);
  const mine = eq(chargingSessions.steveInstance, ctx.config.STEVE_INSTANCE);
  const id = { id: chargingSessions.steveTransactionId };
  const open = await ctx.db.select(id).from(chargingSessions)
    .where(and(mine, eq(chargingSessions.isFinalized, false))).orderBy(
      desc(chargingSessions.lastHeardAt),
    ).limit(5_000);
  if (scope !== "full") return open.map((row) => row.id).sort((a, b) => a - b);
  // By our clock: a station that was offline tells of stops long ago.
  const doubtful = await ctx.db.select(id).from(chargingSessions).where(and(
    mine,
    gte(chargingSessions.updatedAt, since),
    or(
      eq(chargingSessions.stopActor, "manual"),
      lt(chargingSessions.meterStopWh, chargingSessions.meterStartWh),
    ),
  )).orderBy(desc(chargingSessions.updatedAt)).limit(5_000);
  const refused = await ctx.db.select({ id: syncRejects.steveTransactionId }).from(syncRejects)
    .where(and(
      eq(syncRejects.steveInstance, ctx.config.STEVE_INSTANCE),
      isNotNull(syncRejects.steveTransactionId),
      isNull(syncRejects.resolvedAt),
      gte(syncRejects.firstSeenAt, since),
    )).limit(1_000);
  const ids = [...open, ...doubtful, ...refused].map((row) => row.id!);
  return [...new Set(ids)].sort((a, b) => a - b);
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
  const mine = eq(chargingSessions.steveInstance, ctx.config.STEVE_INSTANCE);
  // A session silent for half a day is stuck: full runs look after it, looks in between after the living.
  const livingSince = new Date(input.scope === "full" ? 0 : now - STUCK_MS);
  const running = await ctx.db.select(columns).from(chargingSessions)
    .where(and(
      mine,
      isNull(chargingSessions.stoppedAt),
      lt(chargingSessions.lastHeardAt, stale),
      gte(chargingSessions.lastHeardAt, livingSince),
    ))
    // By chance, so that with more than one run can read none waits for ever.
    .orderBy(sql`random()`).limit(MAX_DETAILS_PER_RUN);
  const ended = input.scope === "full"
    ? await ctx.db.select(columns).from(chargingSessions)
      .where(and(
        mine,
        gte(chargingSessions.stoppedAt, new Date(now - 24 * HOUR_MS)),
        sql`${chargingSessions.meterStopWh} > ${chargingSessions.meterStartWh}`,
        sql`coalesce(${chargingSessions.lastMeterAt}, 'epoch') < ${chargingSessions.stoppedAt} - interval '2 minutes'`,
      )).orderBy(desc(chargingSessions.stoppedAt)).limit(MAX_DETAILS_PER_RUN)
    : [];
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
      input.ingest.ingest({ ...value, ...session, source: "poll" })
    ));
    if (news.length > 0) {
      taker.changed.add(session.id);
    }
  }
}

/** Bills running sessions as far as their readings go: those read above and those that hooks brought. */
async function recordReadings(
  ctx: Ctx,
  input: ReadTransactionsInput,
  taker: WindowTaker,
): Promise<void> {
  const ahead = await listSessionsAhead(ctx, { limit: MAX_SESSIONS_AHEAD });
  for (const sessionIds of chunks(ahead, 200)) {
    const usage = await repeatedOnDeadlock(() =>
      recordUsage(ctx, { sessionIds, runId: input.beginRun })
    );
    input.counters.eventsCreated += usage.eventsCreated;
    if (usage.eventsCreated > 0) sessionIds.forEach((id) => taker.changed.add(id));
  }
}

async function countOpen(ctx: Ctx): Promise<number> {
  const rows = await ctx.db.select({ id: chargingSessions.id }).from(chargingSessions)
    .where(and(
      eq(chargingSessions.steveInstance, ctx.config.STEVE_INSTANCE),
      isNull(chargingSessions.stoppedAt),
      gte(chargingSessions.lastHeardAt, new Date(ctx.clock.nowMs() - STUCK_MS)),
    ))
    .limit(1_000);
  return rows.length;
}
