import { and, asc, eq, gt, inArray, isNotNull, lte, or, sql } from "drizzle-orm";
import { chargers, reservations, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { ASK_LOST_MS, HOLD_LEAD_MS } from "./decide_hold.ts";
import type { ReservationRow } from "./hold_log.ts";
import { heldCondition } from "./reservation_view.ts";
import { LIVE_STATUSES } from "./statuses.ts";

/** A reservation that may have to change, with what its decision needs. */
export interface DueReservation {
  row: ReservationRow;
  userId: string | null;
  session: "none" | "running" | "ended";
  isCardActive: boolean;
  isChargerKnown: boolean;
}

const BATCH = 200;
/** A station that was offline tells its sessions late; an expired reservation is looked at so long. */
const LATE_MS = 24 * 3_600_000;
/** Longest session that is still connected with a window it began before. */
const LOOK_BACK = sql`interval '2 days'`;

/** Sessions of the card on that connector that overlap the window. */
const sessions = sql<{ any: boolean | null; running: boolean | null }>`(
  select json_build_object('any', count(*) > 0, 'running', bool_or(s.stopped_at is null))
  from charging_sessions s
  where s.charge_box_id = ${reservations.chargeBoxId}
    and s.connector_id = ${reservations.connectorId}
    and s.started_at < ${reservations.endAt}
    and s.started_at > ${reservations.startAt} - ${LOOK_BACK}
    and (s.stopped_at is null or s.stopped_at > ${reservations.startAt})
    and (s.mapping_id = ${reservations.mappingId} or upper(s.id_tag) = upper(${reservations.idTag}))
)::text`;

/**
 * The next batch after the id `after`: what waits for its first look, what is open or over, what lost
 * its card or charger, and what expired lately.
 */
export async function dueReservations(ctx: Ctx, after: number): Promise<DueReservation[]> {
  const now = ctx.clock.now();
  const r = reservations;
  const rows = await ctx.db.select({
    row: r,
    userId: userMappings.userId,
    isCardActive: userMappings.isActive,
    chargerId: chargers.id,
    sessions,
  }).from(r)
    .leftJoin(userMappings, eq(userMappings.id, r.mappingId))
    .leftJoin(chargers, eq(chargers.chargeBoxId, r.chargeBoxId))
    .where(and(
      gt(r.id, after),
      or(
        and(
          inArray(r.status, [...LIVE_STATUSES]),
          or(
            eq(r.status, "pending"),
            lte(r.startAt, new Date(now.getTime() + HOLD_LEAD_MS)),
            sql`${chargers.id} is null`,
            sql`not ${userMappings.isActive}`,
          ),
        ),
        and(eq(r.status, "expired"), gt(r.endAt, new Date(now.getTime() - LATE_MS))),
      ),
    )).orderBy(asc(r.id)).limit(BATCH);
  return rows.map(({ row, userId, isCardActive, chargerId, sessions }) => {
    const found = JSON.parse(String(sessions)) as { any: boolean; running: boolean | null };
    return {
      row,
      userId,
      session: !found.any ? "none" : found.running ? "running" : "ended",
      // A blackout of the operators' belongs to no card.
      isCardActive: row.mappingId === null || isCardActive === true,
      isChargerKnown: chargerId !== null,
    };
  });
}

/** Ids of reservations whose window is about to open or open, and whose station could hold it. */
export async function dueHolds(ctx: Ctx): Promise<number[]> {
  const now = ctx.clock.now();
  const r = reservations;
  const rows = await ctx.db.select({ id: r.id }).from(r).where(and(
    inArray(r.status, ["confirmed", "active"]),
    lte(r.startAt, new Date(now.getTime() + HOLD_LEAD_MS)),
    gt(r.endAt, now),
    isNotNull(r.idTag),
    sql`not ${heldCondition(now)}`,
    sql`not (${sessions}::json->>'any')::boolean`,
  )).orderBy(asc(r.startAt)).limit(BATCH);
  return rows.map((row) => row.id);
}

/** Ids of cancelled and rejected reservations that a station may still hold. */
export async function dueReleases(ctx: Ctx): Promise<number[]> {
  const now = ctx.clock.now();
  const r = reservations;
  const rows = await ctx.db.select({ id: r.id }).from(r).where(and(
    inArray(r.status, ["cancelled", "rejected"]),
    gt(r.endAt, now),
    // The hold began at most the lead before the window, and an ask may end late.
    lte(r.startAt, new Date(now.getTime() + HOLD_LEAD_MS + ASK_LOST_MS)),
    heldCondition(now),
  )).orderBy(asc(r.startAt)).limit(BATCH);
  return rows.map((row) => row.id);
}
