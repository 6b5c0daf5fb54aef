import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { chargers, chargingSessions, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { newestFirst } from "./list_sessions.ts";
import { sessionCosts } from "./session_costs.ts";
import { durationMsOf, isLive } from "./session_view.ts";

/** A session as it runs: what live cards and stream ticks show. */
export interface LiveSession {
  id: number;
  steveTransactionId: number;
  chargeBoxId: string;
  chargerName: string;
  connectorId: number;
  idTag: string | null;
  cardName: string | null;
  userId: string | null;
  startedAt: Date;
  /** False once SteVe has said that it stopped. */
  isLive: boolean;
  energyWh: number;
  powerW: number | null;
  socPercent: number | null;
  /** By the meter's clock: last reading minus start. */
  elapsedMs: number;
  lastMeterAt: Date | null;
  /** Estimate so far; null when the tariff is not known. */
  costCents: number | null;
  coverage: "included" | "billed" | "unknown";
  currency: string | null;
}

export interface LiveSessionsInput {
  /** Only sessions of this customer's cards; absent: all. */
  userId?: string;
  chargeBoxId?: string;
  /** Default 50, at most 200. */
  limit?: number;
}

/** Sessions under way, newest start first. */
export function liveSessions(ctx: Ctx, input: LiveSessionsInput = {}): Promise<LiveSession[]> {
  const condition = and(
    isNull(chargingSessions.stoppedAt),
    input.chargeBoxId === undefined
      ? undefined
      : eq(chargingSessions.chargeBoxId, input.chargeBoxId),
    ownedBy(input.userId),
  );
  return load(ctx, condition, Math.min(200, input.limit ?? 50));
}

/**
 * The state of given sessions, ended ones included: a stream loads by it what an event named. Sessions
 * that are not the customer's are left out.
 */
export async function liveSnapshot(
  ctx: Ctx,
  input: { sessionIds: readonly number[]; userId?: string },
): Promise<LiveSession[]> {
  if (input.sessionIds.length === 0) return [];
  const ids = [...input.sessionIds];
  return await load(ctx, and(inArray(chargingSessions.id, ids), ownedBy(input.userId)), ids.length);
}

const ownedBy = (userId: string | undefined) =>
  userId === undefined
    ? undefined
    : sql`${chargingSessions.mappingId} = any (array(select m.id from user_mappings m where m.user_id = ${userId}))`;

async function load(
  ctx: Ctx,
  condition: ReturnType<typeof and>,
  limit: number,
): Promise<LiveSession[]> {
  const rows = await ctx.db.select({
    session: chargingSessions,
    chargerName: chargers.friendlyName,
    cardName: userMappings.displayName,
    userId: userMappings.userId,
  }).from(chargingSessions)
    .leftJoin(userMappings, eq(userMappings.id, chargingSessions.mappingId))
    .leftJoin(chargers, eq(chargers.chargeBoxId, chargingSessions.chargeBoxId))
    .where(condition)
    .orderBy(newestFirst(chargingSessions.startedAt), newestFirst(chargingSessions.id)).limit(
      limit,
    );
  const costs = await sessionCosts(ctx, rows.map((row) => row.session));
  return rows.map(({ session, chargerName, cardName, userId }) => {
    const cost = costs.get(session.id);
    return {
      id: session.id,
      steveTransactionId: session.steveTransactionId,
      chargeBoxId: session.chargeBoxId,
      chargerName: chargerName ?? session.chargeBoxId,
      connectorId: session.connectorId,
      idTag: session.idTag,
      cardName,
      userId,
      startedAt: session.startedAt,
      isLive: isLive(session),
      energyWh: session.energyWh,
      powerW: isLive(session) ? session.lastPowerW : 0,
      socPercent: session.lastSocPercent,
      elapsedMs: durationMsOf(session),
      lastMeterAt: session.lastMeterAt,
      costCents: session.costCents ?? cost?.amountCents ?? null,
      coverage: cost?.coverage ?? "unknown",
      currency: session.currency ?? cost?.currency ?? null,
    };
  });
}
