import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { chargers, reservations, sites, userMappings, users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { TellDriver } from "../tell_driver.ts";
import { BATCH, instantOf, isDriver, notTold } from "./not_told.ts";

/** How long before its start a reservation is announced, ms. */
export const SOON_MS = 15 * 60_000;

/** Reservations about to begin. One made later than that needs no reminder. */
export async function soonReservations(ctx: Ctx): Promise<TellDriver<"reservation_soon">[]> {
  const r = reservations;
  const nowMs = ctx.clock.nowMs();
  const startMs = sql<number>`(extract(epoch from ${r.startAt}) * 1000)::bigint`;
  const rows = await ctx.db.select({
    id: r.id,
    userId: users.id,
    chargeBoxId: r.chargeBoxId,
    chargerName: chargers.friendlyName,
    connectorId: r.connectorId,
    startAt: r.startAt,
    timeZone: sites.timeZone,
  }).from(r)
    .innerJoin(userMappings, eq(userMappings.id, r.mappingId))
    .innerJoin(users, eq(users.id, userMappings.userId))
    .leftJoin(chargers, eq(chargers.chargeBoxId, r.chargeBoxId))
    .leftJoin(sites, eq(sites.id, chargers.siteId))
    .where(and(
      inArray(r.status, ["pending", "confirmed", "active"]),
      sql`${r.startAt} > ${instantOf(nowMs)} and ${r.startAt} <= ${instantOf(nowMs + SOON_MS)}`,
      sql`${r.createdAt} < ${r.startAt} - ${`${SOON_MS} ms`}::interval`,
      eq(r.isBlackout, false),
      isDriver,
      // One that was moved is announced again.
      notTold("reservation_soon", sql`'reservation:' || ${r.id} || ':' || ${startMs}`),
    )).orderBy(asc(r.startAt)).limit(BATCH);
  return rows.map((row) => ({
    userId: row.userId,
    event: "reservation_soon",
    subject: `reservation:${row.id}:${row.startAt.getTime()}`,
    data: {
      reservationId: row.id,
      chargerName: row.chargerName ?? row.chargeBoxId,
      connectorId: row.connectorId,
      startAt: row.startAt,
      timeZone: row.timeZone ?? "UTC",
    },
  }));
}
