import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { chargingSessions } from "@/db/schema/mod.ts";
import { bulkInsert } from "@/lib/platform/bulk_insert.ts";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import {
  type CardOfTag,
  decideSession,
  type SessionDraft,
  type SteveTransaction,
} from "./decide_session.ts";
import { type SessionRow, setSessionFlags } from "./session_flags.ts";

export interface RefusedTransaction {
  transactionId: number;
  reason: "identity_conflict" | "invalid";
  detail: string;
}

export interface UpsertSessionsResult {
  inserted: number;
  updated: number;
  unchanged: number;
  refused: RefusedTransaction[];
  /** Internal ids of the sessions inserted or updated. */
  changedSessionIds: number[];
  /** Internal id by SteVe's id, of every transaction that was not refused. */
  sessionIds: Map<number, number>;
}

/** Transactions taken in one database transaction. */
const CHUNK = 500;
/** Rounds until what another writer inserted meanwhile is seen. */
const ROUNDS = 3;

/**
 * Makes our sessions say what SteVe says, in chunks of 500: each chunk is one transaction and one bulk
 * write; repeats write nothing. A transaction that contradicts a known one is refused and flagged.
 */
export async function upsertSessions(
  ctx: Ctx,
  transactions: readonly SteveTransaction[],
): Promise<UpsertSessionsResult> {
  const total = emptyResult();
  for (let at = 0; at < transactions.length; at += CHUNK) {
    const chunk = transactions.slice(at, at + CHUNK);
    const part = await inTransaction(ctx, (tx) => upsertChunk(tx, chunk));
    total.inserted += part.inserted;
    total.updated += part.updated;
    total.unchanged += part.unchanged;
    total.refused.push(...part.refused);
    total.changedSessionIds.push(...part.changedSessionIds);
    for (const [id, sessionId] of part.sessionIds) total.sessionIds.set(id, sessionId);
  }
  return total;
}

const emptyResult = (): UpsertSessionsResult => ({
  inserted: 0,
  updated: 0,
  unchanged: 0,
  refused: [],
  changedSessionIds: [],
  sessionIds: new Map(),
});

async function upsertChunk(
  ctx: Ctx,
  chunk: readonly SteveTransaction[],
): Promise<UpsertSessionsResult> {
  const result = emptyResult();
  const now = ctx.clock.now();
  const instance = ctx.config.STEVE_INSTANCE;
  const cards = await cardsOf(ctx, chunk);
  // Told twice in one answer: the later word counts.
  let open = [...new Map(chunk.map((transaction) => [transaction.transactionId, transaction]))]
    .sort(([a], [b]) => a - b).map(([, transaction]) => transaction);

  for (let round = 1; open.length > 0; round++) {
    const known = await lockSessions(ctx, instance, open);
    const inserts: SessionDraft[] = [];
    const updates: (SessionDraft & { id: number })[] = [];
    const conflicts: number[] = [];
    for (const transaction of open) {
      const existing = known.get(transaction.transactionId) ?? null;
      const card = cards.get(transaction.idTag.toUpperCase()) ?? null;
      const decision = decideSession(existing, transaction, card, instance, now);
      if (decision.kind === "refused") {
        const { reason, detail } = decision;
        result.refused.push({ transactionId: transaction.transactionId, reason, detail });
        if (reason === "identity_conflict") conflicts.push(existing!.id);
        continue;
      }
      if (existing) result.sessionIds.set(transaction.transactionId, existing.id);
      if (decision.kind === "unchanged") result.unchanged++;
      else if (existing) updates.push({ ...decision.draft, id: existing.id });
      else inserts.push(decision.draft);
    }
    await updateSessions(ctx, updates);
    const inserted = await insertSessions(ctx, inserts);
    for (const row of inserted) result.sessionIds.set(row.steveTransactionId, row.id);
    const flagged = await setSessionFlags(
      ctx,
      conflicts.map((sessionId) => ({ sessionId, add: ["identity_conflict"] })),
    );
    result.inserted += inserted.length;
    result.updated += updates.length;
    result.changedSessionIds.push(
      ...updates.map((row) => row.id),
      ...inserted.map((row) => row.id),
      ...flagged,
    );
    // Whoever was inserted by somebody else meanwhile is decided again, against that row.
    const lost = new Set(inserts.map((draft) => draft.steveTransactionId));
    for (const row of inserted) lost.delete(row.steveTransactionId);
    open = open.filter((transaction) => lost.has(transaction.transactionId));
    if (open.length > 0 && round === ROUNDS) {
      throw new Error("sessions keep appearing and vanishing");
    }
  }
  if (result.changedSessionIds.length > 0) {
    await ctx.events.publish(ctx.db, "session.changed", { sessionIds: result.changedSessionIds });
  }
  return result;
}

async function lockSessions(
  ctx: Ctx,
  instance: string,
  transactions: readonly SteveTransaction[],
): Promise<Map<number, SessionRow>> {
  const ids = transactions.map((transaction) => transaction.transactionId)
    .filter(Number.isSafeInteger);
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.select().from(chargingSessions)
    .where(
      and(
        eq(chargingSessions.steveInstance, instance),
        inArray(chargingSessions.steveTransactionId, ids),
      ),
    )
    .orderBy(asc(chargingSessions.steveTransactionId)).for("update");
  return new Map(rows.map((row) => [row.steveTransactionId, row]));
}

/** Cards by upper-case tag: SteVe compares tags without case. */
async function cardsOf(
  ctx: Ctx,
  transactions: readonly SteveTransaction[],
): Promise<Map<string, CardOfTag>> {
  const tags = [...new Set(transactions.map((transaction) => transaction.idTag.toUpperCase()))];
  if (tags.length === 0) return new Map();
  const rows = await ctx.db.execute<
    {
      tag: string;
      id: number;
      customer: string | null;
      subscription: string | null;
      active: boolean;
    }
  >(sql`
    select upper(steve_ocpp_id_tag) as tag, id, lago_customer_external_id as customer,
      lago_subscription_external_id as subscription, is_active as active
    from user_mappings where upper(steve_ocpp_id_tag) in ${tags}`);
  return new Map(rows.map((row) => [row.tag, {
    mappingId: row.id,
    lagoCustomerExternalId: row.customer,
    lagoSubscriptionExternalId: row.subscription,
    isActive: row.active,
  }]));
}

async function insertSessions(
  ctx: Ctx,
  drafts: SessionDraft[],
): Promise<{ id: number; steveTransactionId: number }[]> {
  if (drafts.length === 0) return [];
  const now = ctx.clock.now();
  const rows = drafts.map((draft) => ({ ...draft, createdAt: now, updatedAt: now }));
  const inserted = await ctx.db.execute<{ id: number; steve_transaction_id: number }>(
    sql`${
      bulkInsert(chargingSessions, rows)
    } on conflict do nothing returning id, steve_transaction_id`,
  );
  return inserted.map((row) => ({ id: row.id, steveTransactionId: row.steve_transaction_id }));
}

async function updateSessions(ctx: Ctx, rows: (SessionDraft & { id: number })[]): Promise<void> {
  if (rows.length === 0) return;
  const now = ctx.clock.now().toISOString();
  await ctx.db.execute(sql`
    update charging_sessions c set
      connector_id = n."connectorId", id_tag = n."idTag", ocpp_tag_pk = n."ocppTagPk",
      mapping_id = n."mappingId", lago_customer_external_id = n."lagoCustomerExternalId",
      lago_subscription_external_id = n."lagoSubscriptionExternalId", started_at = n."startedAt",
      meter_start_wh = n."meterStartWh", stopped_at = n."stoppedAt", meter_stop_wh = n."meterStopWh",
      stop_reason = n."stopReason", stop_actor = n."stopActor", energy_wh = n."energyWh",
      flags = n.flags, last_heard_at = ${now}::timestamptz, updated_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id bigint, "connectorId" int,
      "idTag" text, "ocppTagPk" int, "mappingId" bigint, "lagoCustomerExternalId" text,
      "lagoSubscriptionExternalId" text, "startedAt" timestamptz, "meterStartWh" bigint,
      "stoppedAt" timestamptz, "meterStopWh" bigint, "stopReason" text, "stopActor" text,
      "energyWh" bigint, flags text[])
    where c.id = n.id`);
}
