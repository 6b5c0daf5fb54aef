import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import {
  chargingSessions,
  lagoSubscriptions,
  syncedTransactionEvents,
  transactionSyncState,
  userMappings,
} from "@/db/schema/mod.ts";
import { bulkInsert } from "@/lib/platform/bulk_insert.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { decideUsage, USAGE_RULES, type UsageDecision, type UsageRules } from "./decide_usage.ts";

export interface RecordUsageInput {
  /** Internal ids of the sessions to look at; at most a few hundred a call. */
  sessionIds: number[];
  /** The run on whose behalf this happens, kept on each event; a function is asked when events exist. */
  runId?: number | null | (() => Promise<number>);
  rules?: UsageRules;
}

export interface RecordUsageResult {
  eventsCreated: number;
  whRecorded: number;
  finalized: number;
  /** Flags the decisions raised, by session. */
  flagged: Map<number, string[]>;
}

type SessionRow = typeof chargingSessions.$inferSelect;
type HeldReason = NonNullable<typeof syncedTransactionEvents.$inferInsert["heldReason"]>;

/**
 * Turns what is newly known of sessions into outbox events, in the same transaction as their cursors.
 * Rows are locked in id order, so two callers on one session queue and the second finds nothing to do.
 */
export function recordUsage(ctx: Ctx, input: RecordUsageInput): Promise<RecordUsageResult> {
  return inTransaction(ctx, (tx) => record(tx, input));
}

async function record(ctx: Ctx, input: RecordUsageInput): Promise<RecordUsageResult> {
  const result: RecordUsageResult = {
    eventsCreated: 0,
    whRecorded: 0,
    finalized: 0,
    flagged: new Map(),
  };
  const ids = [...new Set(input.sessionIds)].sort((a, b) => a - b);
  if (ids.length === 0) return result;

  // The order in which ingest and upsert lock the same rows.
  await ctx.db.execute(sql`
    select 1 from charging_sessions where id in ${ids} order by steve_transaction_id for update`);
  await ctx.db.execute(sql`
    insert into transaction_sync_state (session_id, steve_instance, steve_transaction_id, cursor_wh)
    select id, steve_instance, steve_transaction_id, meter_start_wh from charging_sessions
    where id in ${ids} and meter_start_wh is not null on conflict do nothing`);
  const cursors = await ctx.db.select().from(transactionSyncState)
    .where(inArray(transactionSyncState.sessionId, ids)).orderBy(
      asc(transactionSyncState.sessionId),
    ).for("update");
  if (cursors.length === 0) return result;
  // Read after the locks: whoever held them has committed by now.
  const sessions = await ctx.db.select({
    session: chargingSessions,
    mappingActive: userMappings.isActive,
  }).from(chargingSessions).leftJoin(userMappings, eq(userMappings.id, chargingSessions.mappingId))
    .where(
      and(
        inArray(
          chargingSessions.id,
          cursors.map((c) => c.sessionId),
        ),
        isNotNull(chargingSessions.meterStartWh),
      ),
    );
  const bySession = new Map(sessions.map((row) => [row.session.id, row]));

  const changed: { session: SessionRow; decision: UsageDecision }[] = [];
  for (const cursor of cursors) {
    const row = bySession.get(cursor.sessionId);
    if (!row) continue;
    const { session } = row;
    const decision = decideUsage({
      instance: session.steveInstance,
      transactionId: session.steveTransactionId,
      startedAt: session.startedAt,
      meterStartWh: session.meterStartWh!,
      stop: session.stoppedAt && session.meterStopWh !== null
        ? { meterWh: session.meterStopWh, at: session.stoppedAt }
        : null,
      reading: session.lastMeterWh !== null && session.lastMeterAt
        ? { energyWh: session.lastMeterWh, at: session.lastMeterAt }
        : null,
      cursor,
    }, input.rules ?? USAGE_RULES);
    if (decision.flags.length > 0) result.flagged.set(session.id, decision.flags);
    if (!decision.step) continue;
    changed.push({ session, decision });
    result.whRecorded += decision.step.toWh - decision.step.fromWh;
    if (decision.step.isFinal) result.finalized++;
  }
  await addFlags(ctx, result.flagged);
  if (changed.length === 0) return result;
  const lives = await subscriptionLives(ctx, changed.map(({ session }) => session));
  const runId = typeof input.runId === "function" ? await input.runId() : input.runId ?? null;
  const events = changed.map(({ session, decision }) =>
    eventOf(ctx, {
      session,
      decision,
      runId,
      life: lives.get(session.lagoSubscriptionExternalId ?? ""),
    })
  );
  await ctx.db.execute(bulkInsert(syncedTransactionEvents, events));
  await moveCursors(ctx, changed);
  result.eventsCreated = changed.length;
  return result;
}

interface SubscriptionLife {
  startedAt: Date | null;
  isOver: boolean;
}

/** When the subscriptions of these sessions began and whether they ended, from the read model. */
async function subscriptionLives(
  ctx: Ctx,
  sessions: SessionRow[],
): Promise<Map<string, SubscriptionLife>> {
  const ids = [...new Set(sessions.flatMap((s) => s.lagoSubscriptionExternalId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.select().from(lagoSubscriptions)
    .where(inArray(lagoSubscriptions.externalId, ids));
  return new Map(rows.map((row) => [row.externalId, {
    startedAt: row.startedAt,
    isOver: row.status === "terminated" || row.status === "canceled",
  }]));
}

function eventOf(ctx: Ctx, { session, decision, runId, life }: {
  session: SessionRow;
  decision: UsageDecision;
  runId: number | null;
  life: SubscriptionLife | undefined;
}): typeof syncedTransactionEvents.$inferInsert {
  const step = decision.step!;
  const now = ctx.clock.now();
  const heldReason = reasonToHold(ctx, session) ?? (life?.isOver ? "no_subscription" : null);
  const isZero = step.toWh === step.fromWh;
  return {
    sessionId: session.id,
    steveTransactionId: session.steveTransactionId,
    userMappingId: session.mappingId,
    lagoEventTransactionId: step.lagoEventTransactionId,
    lagoCustomerExternalId: session.lagoCustomerExternalId,
    lagoSubscriptionExternalId: session.lagoSubscriptionExternalId,
    meterValueFrom: step.fromWh,
    meterValueTo: step.toWh,
    whDelta: step.toWh - step.fromWh,
    kind: step.kind,
    isFinal: step.isFinal,
    eventTimestamp: withinLife(step.at, life, now),
    status: isZero ? "zero" : heldReason ? "held" : "pending",
    heldReason: isZero ? null : heldReason,
    nextAttemptAt: now,
    createdAt: now,
    syncRunId: runId,
  };
}

/**
 * The reading's time, not before the subscription's start and not in the future: Lago stores what lies
 * outside and bills it to nobody. Station clocks say 1970 and tomorrow alike.
 */
function withinLife(at: Date, life: SubscriptionLife | undefined, now: Date): Date {
  const earliest = life?.startedAt?.getTime() ?? -Infinity;
  return new Date(Math.min(Math.max(at.getTime(), earliest), now.getTime()));
}

/** Why the energy of a session must not be billed yet, or null. The session itself says so, not today's mapping. */
function reasonToHold(ctx: Ctx, session: SessionRow): HeldReason | null {
  const billingStart = ctx.config.BILLING_START ? Date.parse(ctx.config.BILLING_START) : -Infinity;
  if ((session.stoppedAt?.getTime() ?? Infinity) < billingStart) return "before_billing_start";
  if (session.mappingId === null) return "unmapped_card";
  if (session.flags.includes("inactive_card")) return "inactive_card";
  if (!session.lagoSubscriptionExternalId) return "no_subscription";
  return null;
}

async function moveCursors(
  ctx: Ctx,
  changed: { session: SessionRow; decision: UsageDecision }[],
): Promise<void> {
  const rows = changed.map(({ session, decision: { cursor } }) => ({
    s: session.id,
    c: cursor.cursorWh,
    t: cursor.totalWhBilled,
    f: cursor.isFinalized,
    a: cursor.adjustments,
  }));
  const now = ctx.clock.now().toISOString();
  const source = sql`jsonb_to_recordset(${
    JSON.stringify(rows)
  }::jsonb) as n(s bigint, c bigint, t bigint, f boolean, a int)`;
  await ctx.db.execute(sql`
    update transaction_sync_state t set cursor_wh = n.c, total_wh_billed = n.t, is_finalized = n.f,
      adjustments = n.a, event_count = t.event_count + 1, updated_at = ${now}::timestamptz
    from ${source} where t.session_id = n.s`);
  await ctx.db.execute(sql`
    update charging_sessions c set is_finalized = n.f, energy_wh = case when n.f then n.t else greatest(c.energy_wh, n.t) end,
      updated_at = ${now}::timestamptz
    from ${source} where c.id = n.s`);
}

async function addFlags(ctx: Ctx, flagged: Map<number, string[]>): Promise<void> {
  if (flagged.size === 0) return;
  const rows = [...flagged].map(([s, f]) => ({ s, f }));
  await ctx.db.execute(sql`
    update charging_sessions c set flags = (select array_agg(distinct f) from unnest(c.flags || n.f) as f)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(s bigint, f text[])
    where c.id = n.s and not c.flags @> n.f`);
}
