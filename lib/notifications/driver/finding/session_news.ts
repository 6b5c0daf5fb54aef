import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { chargers, chargingSessions, userMappings, users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { TellDriver } from "../tell_driver.ts";
import { BATCH, instantOf, isDriver, notTold } from "./not_told.ts";

/** Older starts and ends are history when they reach us, e.g. from a station that was offline. */
const STARTED_MS = 2 * 3_600_000;
const STOPPED_MS = 6 * 3_600_000;
/** A car that takes nothing for this long is full or stands in somebody's way. */
const IDLE_MS = 10 * 60_000;
/** Wh in ten minutes: above what a parked car draws by itself, below the least it can charge with. */
const IDLE_WH = 50;
/** A car that took less has not begun: a delayed start is no idling. */
const BEGUN_WH = 200;
/** Silence of a meter proves nothing about the car. */
const FRESH_MS = 15 * 60_000;
/** Samples further back are not looked at: one or two monthly partitions are read. */
const LOOK_BACK_MS = 24 * 3_600_000;

const s = chargingSessions;
const subject = sql`'session:' || ${s.id}`;

/** Sessions under way whose drivers do not know that they began. */
export async function startedSessions(ctx: Ctx): Promise<TellDriver<"charging_started">[]> {
  const rows = await sessions(
    ctx,
    and(
      sql`${s.startedAt} > ${instantOf(ctx.clock.nowMs() - STARTED_MS)}`,
      isNull(s.stoppedAt),
      notTold("charging_started", subject),
    ),
  );
  return rows.map((row) => ({ ...about(row), event: "charging_started", data: placeOf(row) }));
}

/** Sessions that ended in the last hours and whose drivers do not know. */
export async function finishedSessions(ctx: Ctx): Promise<TellDriver<"charging_finished">[]> {
  const rows = await sessions(
    ctx,
    and(
      isNotNull(s.stoppedAt),
      // A card that was turned away leaves a session of no length: no charge has finished.
      sql`(${s.energyWh} > 0 or ${s.stoppedAt} - ${s.startedAt} >= interval '1 minute')`,
      sql`${s.stoppedAt} > ${instantOf(ctx.clock.nowMs() - STOPPED_MS)}`,
      notTold("charging_finished", subject),
    ),
  );
  return rows.map((row) => ({
    ...about(row),
    event: "charging_finished",
    data: {
      ...placeOf(row),
      energyWh: row.energyWh,
      durationMs: Math.max(0, row.stoppedAt!.getTime() - row.startedAt.getTime()),
      costCents: row.costCents,
      currency: row.currency,
    },
  }));
}

/**
 * Sessions whose car has taken nothing for ten minutes: the connector says that charging is suspended,
 * or the register stood still between a reading ten minutes old and a fresh one.
 */
export async function idleSessions(ctx: Ctx): Promise<TellDriver<"charging_idle">[]> {
  const nowMs = ctx.clock.nowMs();
  const suspended = sql`exists (select 1 from chargers c join evses e on e.charger_id = c.id
      join connectors k on k.evse_id = e.id
    where c.charge_box_id = ${s.chargeBoxId} and e.evse_id = ${s.connectorId}
      and k.status in ('SuspendedEV', 'SuspendedEVSE')
      and k.status_at between ${s.startedAt} and ${instantOf(nowMs - IDLE_MS)})`;
  const earlier = sql`(select m.energy_wh from meter_values m
    where m.steve_instance = ${s.steveInstance} and m.transaction_id = ${s.steveTransactionId}
      and m.measured_at between ${instantOf(nowMs - LOOK_BACK_MS)}
        and ${s.lastMeterAt} - ${`${IDLE_MS} ms`}::interval
      and m.energy_wh is not null
    order by m.measured_at desc limit 1)`;
  const standsStill = sql`(${s.lastMeterAt} > ${instantOf(nowMs - FRESH_MS)}
    and ${s.lastMeterWh} - ${earlier} between 0 and ${IDLE_WH}::int)`;
  const rows = await sessions(
    ctx,
    and(
      isNull(s.stoppedAt),
      sql`${s.energyWh} >= ${BEGUN_WH}::int`,
      sql`${s.lastHeardAt} > ${instantOf(nowMs - LOOK_BACK_MS)}`,
      notTold("charging_idle", subject),
      sql`(${suspended} or ${standsStill})`,
    ),
  );
  return rows.map((row) => ({
    ...about(row),
    event: "charging_idle",
    data: { ...placeOf(row), energyWh: row.energyWh },
  }));
}

type Row = Awaited<ReturnType<typeof sessions>>[number];

const about = (row: Row) => ({ userId: row.userId, subject: `session:${row.id}` });
const placeOf = (row: Row) => ({
  transactionId: row.transactionId,
  chargerName: row.chargerName ?? row.chargeBoxId,
  connectorId: row.connectorId,
});

function sessions(ctx: Ctx, condition: SQL | undefined) {
  return ctx.db.select({
    id: s.id,
    transactionId: s.steveTransactionId,
    userId: users.id,
    chargeBoxId: s.chargeBoxId,
    chargerName: chargers.friendlyName,
    connectorId: s.connectorId,
    startedAt: s.startedAt,
    stoppedAt: s.stoppedAt,
    energyWh: s.energyWh,
    costCents: s.costCents,
    currency: s.currency,
  }).from(s)
    .innerJoin(userMappings, eq(userMappings.id, s.mappingId))
    .innerJoin(users, eq(users.id, userMappings.userId))
    .leftJoin(chargers, eq(chargers.chargeBoxId, s.chargeBoxId))
    .where(and(isDriver, condition)).orderBy(asc(s.startedAt)).limit(BATCH);
}
