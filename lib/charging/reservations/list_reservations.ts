import { and, asc, desc, eq, gt, inArray, sql } from "drizzle-orm";
import { chargers, reservations, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { CustomerScope } from "../customer_scope.ts";
import { describeReservation, type ReservationView, viewColumns } from "./reservation_view.ts";
import { LIVE_STATUSES, type ReservationStatus } from "./statuses.ts";

export interface ListReservationsInput {
  scope: Pick<CustomerScope, "mappingIds">;
  /** None means all. */
  statuses?: readonly ReservationStatus[];
  /** Only those that end in the future, soonest first; else newest first. */
  isUpcoming?: boolean;
  /** What still stands comes first, soonest first, and the rest newest first. */
  upcomingFirst?: boolean;
  /** 1 to 500, default 50. */
  limit?: number;
  skip?: number;
}

export interface ReservationPage {
  reservations: ReservationView[];
  /** More follow after this page. */
  hasMore: boolean;
}

/** A driver's reservations. A scope without cards owns none, which needs no query. */
export async function listReservations(
  ctx: Ctx,
  input: ListReservationsInput,
): Promise<ReservationPage> {
  const { scope, statuses = [] } = input;
  if (scope.mappingIds.length === 0) return { reservations: [], hasMore: false };
  const limit = Math.min(500, Math.max(1, input.limit ?? 50));
  const now = ctx.clock.now();
  const r = reservations;
  const stands = and(inArray(r.status, [...LIVE_STATUSES]), gt(r.endAt, now));
  const order = input.isUpcoming ? [asc(r.startAt), asc(r.id)] : input.upcomingFirst
    ? [
      sql`case when ${stands} then 0 else 1 end`,
      sql`case when ${stands} then ${r.startAt} end asc`,
      desc(r.startAt),
      desc(r.id),
    ]
    : [desc(r.startAt), desc(r.id)];
  const rows = await ctx.db.select(viewColumns(now)).from(r)
    .leftJoin(userMappings, eq(userMappings.id, r.mappingId))
    .leftJoin(chargers, eq(chargers.chargeBoxId, r.chargeBoxId))
    .where(and(
      inArray(r.mappingId, scope.mappingIds),
      statuses.length > 0 ? inArray(r.status, [...statuses]) : undefined,
      input.isUpcoming ? gt(r.endAt, now) : undefined,
    ))
    .orderBy(...order).limit(limit + 1).offset(Math.max(0, input.skip ?? 0));
  return {
    reservations: rows.slice(0, limit).map((row) => describeReservation(row, now)),
    hasMore: rows.length > limit,
  };
}

/** The reservation that comes next or runs now; null when there is none. */
export async function nextReservation(
  ctx: Ctx,
  input: Pick<ListReservationsInput, "scope">,
): Promise<ReservationView | null> {
  const { reservations: [next] } = await listReservations(ctx, {
    ...input,
    statuses: LIVE_STATUSES,
    isUpcoming: true,
    limit: 1,
  });
  return next ?? null;
}
