import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { chargerOperationLog, reservations } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { HoldAsk } from "./decide_hold.ts";
import type { HoldVerdict } from "./hold_verdict.ts";

export type ReservationRow = typeof reservations.$inferSelect;
type Operation = "ReserveNow" | "CancelReservation";

const isOf = (reservation: ReservationRow) =>
  and(
    eq(chargerOperationLog.chargeBoxId, reservation.chargeBoxId),
    sql`${chargerOperationLog.params}->>'reservation' = ${String(reservation.id)}`,
  );

/** Every ReserveNow of a reservation so far, oldest first. */
export async function asksOf(ctx: Ctx, reservation: ReservationRow): Promise<HoldAsk[]> {
  const rows = await ctx.db.select({
    verdict: sql<HoldVerdict | null>`${chargerOperationLog.result}->>'verdict'`,
    askedAt: chargerOperationLog.createdAt,
  }).from(chargerOperationLog)
    .where(and(isOf(reservation), eq(chargerOperationLog.operation, "ReserveNow")))
    .orderBy(asc(chargerOperationLog.id));
  return rows;
}

/** Whether the station holds the connector for it, by the newest word; see `heldCondition`. */
export async function isHeld(ctx: Ctx, reservation: ReservationRow): Promise<boolean> {
  const rows = await ctx.db.select({
    verdict: sql<string>`${chargerOperationLog.result}->>'verdict'`,
  }).from(chargerOperationLog).where(and(
    isOf(reservation),
    inArray(sql`${chargerOperationLog.result}->>'verdict'`, ["held", "released"]),
  )).orderBy(sql`${chargerOperationLog.id} desc`).limit(1);
  return rows[0]?.verdict === "held";
}

/** Writes down an operation before SteVe hears of it. */
export async function logOperation(
  ctx: Ctx,
  operation: Operation,
  reservation: ReservationRow,
): Promise<number> {
  const now = ctx.clock.now();
  const [row] = await ctx.db.insert(chargerOperationLog).values({
    chargeBoxId: reservation.chargeBoxId,
    operation,
    params: {
      reservation: reservation.id,
      connectorId: reservation.connectorId,
      expiry: reservation.endAt.toISOString(),
    },
    status: "pending",
    requestedByUserId: reservation.createdByUserId,
    createdAt: now,
    updatedAt: now,
  }).returning({ id: chargerOperationLog.id });
  return row.id;
}

/** Writes down what became of it. */
export async function logAnswer(
  ctx: Ctx,
  logId: number,
  answer: {
    verdict: HoldVerdict | "released" | "not_released";
    ocppStatus: string | null;
    message?: string;
  },
  taskId: number | null,
): Promise<void> {
  const { verdict, ocppStatus, message } = answer;
  await ctx.db.update(chargerOperationLog).set({
    status: ocppStatus === null ? "failed" : "submitted",
    taskId,
    ocppTaskStatus: ocppStatus,
    result: { verdict, ...(message ? { message } : {}) },
    updatedAt: ctx.clock.now(),
  }).where(eq(chargerOperationLog.id, logId));
}

/** Replaces the verdict of the newest ReserveNow that nobody answered. */
export async function settleAsk(
  ctx: Ctx,
  reservation: ReservationRow,
  verdict: "held" | "lost" | "unknown",
): Promise<void> {
  await ctx.db.execute(sql`update charger_operation_log set
      result = jsonb_build_object('verdict', ${verdict}::text),
      status = case when ${verdict}::text = 'held' then 'submitted' else 'failed' end,
      ocpp_task_status = case when ${verdict}::text = 'held' then 'Accepted' end,
      updated_at = ${ctx.clock.now().toISOString()}::timestamptz
    where id = (select max(id) from charger_operation_log
      where charge_box_id = ${reservation.chargeBoxId} and operation = 'ReserveNow'
        and params->>'reservation' = ${String(reservation.id)})
      and coalesce(result->>'verdict', 'unknown') = 'unknown'`);
}

/** Remembers SteVe's number of a hold, or that there is none any more. */
export async function setSteveNumber(
  ctx: Ctx,
  reservationId: number,
  steveReservationId: number | null,
): Promise<void> {
  await ctx.db.update(reservations).set({ steveReservationId })
    .where(eq(reservations.id, reservationId));
}
