import type { Sql } from "@/db/client.ts";
import { newPublicId } from "@/lib/platform/ids.ts";
import { ENERGY_SLACK_WH, MAX_POWER_W, POWER_TOLERANCE } from "./session_flags.ts";
import type { FoldedBatch, MeterReading, TransactionSummary } from "./meter_reading.ts";

/** "Last seen" and "last heard" instants move at most this often (ms): readings every second need not rewrite indexes. */
export const LIVENESS_STEP_MS = 10_000;
/** From this many rows on a batch is planned for its own size; a cached plan expects a handful of rows. */
const BULK_ROWS = 128;

/** The session behind one transaction after a batch was written. */
export interface WrittenTransaction {
  transactionId: number;
  sessionId: number;
  /** The charger the session belongs to; readings of another charger were not stored. */
  chargeBoxId: string;
  /** The transaction was unknown until this batch. */
  isNew: boolean;
}

/**
 * Writes a folded batch in one transaction: samples (repeats only fill nulls), sessions forward in the
 * meter's time, provisional sessions and chargers for unknown ones, liveness.
 * Rows are locked in the order of their transaction ids.
 *
 * @param chargers those whose liveness is to be written
 */
export async function writeBatch(
  pool: Sql,
  instance: string,
  batch: FoldedBatch,
  chargers: string[],
  now: Date,
): Promise<WrittenTransaction[]> {
  if (batch.rows.length === 0) {
    if (chargers.length > 0) await writeChargers(pool, chargers, now);
    return [];
  }
  return await pool.begin(async (tx) => {
    const sql = tx as unknown as Sql; // A transaction has the pool's query methods.
    // Sent together: one round trip.
    const [, written] = await Promise.all([
      lockSessions(sql, instance, batch),
      write(sql, instance, batch, now),
      ...(chargers.length > 0 ? [writeChargers(sql, chargers, now)] : []),
    ]);
    return written;
  });
}

/**
 * Locks the sessions of a batch and leaves their ids in the transaction's settings. Postgres 18 can
 * crash when the large statement meets a row that another transaction changed under its snapshot, so
 * that statement moves only rows that nobody else can touch any more.
 */
async function lockSessions(sql: Sql, instance: string, batch: FoldedBatch): Promise<void> {
  const ids = batch.transactions.map((transaction) => transaction.transactionId);
  const planning = batch.rows.length < BULK_ROWS ? "auto" : "force_custom_plan";
  await sql`select set_config('plan_cache_mode', ${planning}, true),
      set_config('polaris.locked_sessions', coalesce(array_agg(id), '{}')::text, true)
    from (select id from charging_sessions
      where steve_instance = ${instance} and steve_transaction_id = any(${ids}::bigint[])
      order by steve_transaction_id for update) as locked`;
}

/** Needs `lockSessions` before it in the same transaction. */
async function write(
  sql: Sql,
  instance: string,
  batch: FoldedBatch,
  now: Date,
): Promise<WrittenTransaction[]> {
  const heardAt = now.toISOString();
  const stale = staleBefore(now);
  const m = sampleColumns(batch.rows);
  const t = transactionColumns(batch.transactions);
  const rows = await sql<{ t: number; id: number; box: string; fresh: boolean }[]>`
    with folded as materialized (
      select * from unnest(${t.id}::bigint[], ${t.box}::text[], ${t.connector}::int[],
        ${t.first}::text[]::timestamptz[], ${t.last}::text[]::timestamptz[],
        ${t.wh}::bigint[], ${t.whAt}::text[]::timestamptz[], ${t.power}::int[],
        ${t.powerAt}::text[]::timestamptz[], ${t.soc}::real[], ${t.socAt}::text[]::timestamptz[])
      as f(t, box, connector, first_at, last_at, wh, wh_at, power, power_at, soc, soc_at)
    ), known as materialized (
      select s.id, s.charge_box_id as own_box, f.*
      from folded f join charging_sessions s on s.steve_transaction_id = f.t
      where s.id = any(current_setting('polaris.locked_sessions')::bigint[])
    ), moved as (
      update charging_sessions s set
        last_meter_wh = ${newest(sql, "energy_wh", "wh", "last_meter_wh")},
        last_power_w = ${newest(sql, "power_w", "power", "last_power_w")},
        last_soc_percent = ${newest(sql, "soc_percent", "soc", "last_soc_percent")},
        last_meter_at = greatest(s.last_meter_at, f.last_at),
        energy_wh = case
          when s.meter_stop_wh is not null or s.meter_start_wh is null or f.wh is null then s.energy_wh
          when f.wh - s.meter_start_wh > ${MAX_POWER_W * POWER_TOLERANCE}::float8 *
            greatest(0, extract(epoch from f.wh_at - s.started_at)) / 3600 + ${ENERGY_SLACK_WH} then s.energy_wh
          else greatest(s.energy_wh, f.wh - s.meter_start_wh) end,
        last_heard_at = ${stepped(sql, "last_heard_at", heardAt, stale)},
        updated_at = ${stepped(sql, "updated_at", heardAt, stale)}
      from known f where s.id = f.id and f.own_box = f.box
    ), created as (
      insert into charging_sessions as s (steve_instance, steve_transaction_id, charge_box_id, connector_id,
        started_at, last_meter_wh, last_power_w, last_soc_percent, last_meter_at, last_heard_at,
        created_at, updated_at)
      select ${instance}, f.t, f.box, f.connector, f.first_at, f.wh, f.power, f.soc, f.last_at,
        ${heardAt}::timestamptz, ${heardAt}::timestamptz, ${heardAt}::timestamptz
      from folded f where not exists (select 1 from known k where k.t = f.t) order by f.t
      on conflict (steve_instance, steve_transaction_id) do update set
        last_meter_wh = case when excluded.last_meter_at > s.last_meter_at or s.last_meter_at is null
          then coalesce(excluded.last_meter_wh, s.last_meter_wh) else coalesce(s.last_meter_wh, excluded.last_meter_wh) end,
        last_power_w = case when excluded.last_meter_at > s.last_meter_at or s.last_meter_at is null
          then coalesce(excluded.last_power_w, s.last_power_w) else coalesce(s.last_power_w, excluded.last_power_w) end,
        last_soc_percent = case when excluded.last_meter_at > s.last_meter_at or s.last_meter_at is null
          then coalesce(excluded.last_soc_percent, s.last_soc_percent)
          else coalesce(s.last_soc_percent, excluded.last_soc_percent) end,
        last_meter_at = greatest(s.last_meter_at, excluded.last_meter_at),
        last_heard_at = greatest(s.last_heard_at, excluded.last_heard_at),
        updated_at = greatest(s.updated_at, excluded.updated_at)
      where s.charge_box_id = excluded.charge_box_id
      returning s.id, s.steve_transaction_id as t, s.charge_box_id as box
    ), samples as (
      insert into meter_values as v (steve_instance, transaction_id, measured_at, charge_box_id, connector_id,
        energy_wh, power_w, current_a, voltage_v, soc_percent, temperature_c, context, source, received_at)
      select ${instance}, u.t, u.at, u.box, u.connector, u.wh, u.power, u.amps, u.volts, u.soc, u.temperature,
        u.context, u.source, ${heardAt}::timestamptz
      from unnest(${m.id}::bigint[], ${m.at}::text[]::timestamptz[], ${m.box}::text[], ${m.connector}::int[],
        ${m.wh}::bigint[], ${m.power}::int[], ${m.amps}::real[], ${m.volts}::real[], ${m.soc}::real[],
        ${m.temperature}::real[], ${m.context}::text[], ${m.source}::text[])
        as u(t, at, box, connector, wh, power, amps, volts, soc, temperature, context, source)
      where not exists (select 1 from charging_sessions k
        where k.steve_instance = ${instance} and k.steve_transaction_id = u.t and k.charge_box_id <> u.box)
      order by u.t, u.at
      on conflict (steve_instance, transaction_id, measured_at) do update set
        energy_wh = coalesce(v.energy_wh, excluded.energy_wh),
        power_w = coalesce(v.power_w, excluded.power_w),
        current_a = coalesce(v.current_a, excluded.current_a),
        voltage_v = coalesce(v.voltage_v, excluded.voltage_v),
        soc_percent = coalesce(v.soc_percent, excluded.soc_percent),
        temperature_c = coalesce(v.temperature_c, excluded.temperature_c),
        context = coalesce(v.context, excluded.context)
      where (v.energy_wh is null and excluded.energy_wh is not null)
        or (v.power_w is null and excluded.power_w is not null)
        or (v.current_a is null and excluded.current_a is not null)
        or (v.voltage_v is null and excluded.voltage_v is not null)
        or (v.soc_percent is null and excluded.soc_percent is not null)
        or (v.temperature_c is null and excluded.temperature_c is not null)
        or (v.context is null and excluded.context is not null)
    )
    select t, id, own_box as box, false as fresh from known
    union all select t, id, box, true from created`;
  return rows.map((row) => ({
    transactionId: row.t,
    sessionId: row.id,
    chargeBoxId: row.box,
    isNew: row.fresh,
  }));
}

/**
 * A session's latest value of a field: the batch's when it is newer than all we have, else whatever is
 * stored at or after that instant. The stored samples are searched for late readings only.
 */
function newest(sql: Sql, stored: string, field: string, column: string) {
  const value = sql(`f.${field}`);
  const at = sql(`f.${field}_at`);
  return sql`case
    when ${value} is null then s.${sql(column)}
    when s.last_meter_at is null or ${at} > s.last_meter_at then ${value}
    else coalesce((select v.${sql(stored)} from meter_values v
      where v.steve_instance = s.steve_instance and v.transaction_id = s.steve_transaction_id
        and v.measured_at >= ${at} and v.${sql(stored)} is not null
      order by v.measured_at desc limit 1), ${value}) end`;
}

/** Indexed instants move in steps: in between, Postgres updates the row without touching any index. */
function stepped(sql: Sql, column: string, heardAt: string, stale: string) {
  const name = sql(`s.${column}`);
  return sql`case when ${name} <= ${stale}::timestamptz then ${heardAt}::timestamptz else ${name} end`;
}

/** Marks chargers as seen and records those nobody knew. */
async function writeChargers(sql: Sql, chargeBoxIds: string[], now: Date): Promise<void> {
  const publicIds = chargeBoxIds.map(() => newPublicId());
  const heardAt = now.toISOString();
  await sql`with seen as materialized (
      select * from unnest(${chargeBoxIds}::text[], ${publicIds}::text[]) as c(box, public_id)
    ), alive as (
      update chargers c set last_seen_at = ${heardAt}::timestamptz from (
        select c.id from chargers c join seen on seen.box = c.charge_box_id
        where c.last_seen_at is null or c.last_seen_at <= ${staleBefore(now)}::timestamptz
        order by c.id for update of c) as due
      where c.id = due.id
    ), discovered as (
      insert into chargers (charge_box_id, public_id, first_seen_at, last_seen_at, created_at, updated_at)
      select box, public_id, ${heardAt}::timestamptz, ${heardAt}::timestamptz, ${heardAt}::timestamptz,
        ${heardAt}::timestamptz
      from seen where not exists (select 1 from chargers c where c.charge_box_id = seen.box)
      order by box on conflict do nothing
    ) select 1`;
}

const staleBefore = (now: Date) => new Date(now.getTime() - LIVENESS_STEP_MS).toISOString();
const iso = (ms: number | undefined) => ms === undefined ? null : new Date(ms).toISOString();
const whole = (value: number | null | undefined) =>
  value === null || value === undefined ? null : Math.round(value);

function sampleColumns(rows: (MeterReading & { transactionId: number })[]) {
  return {
    id: rows.map((r) => r.transactionId),
    at: rows.map((r) => r.measuredAt.toISOString()),
    box: rows.map((r) => r.chargeBoxId),
    connector: rows.map((r) => r.connectorId),
    wh: rows.map((r) => whole(r.energyWh)),
    power: rows.map((r) => whole(r.powerW)),
    amps: rows.map((r) => r.currentA ?? null),
    volts: rows.map((r) => r.voltageV ?? null),
    soc: rows.map((r) => r.socPercent ?? null),
    temperature: rows.map((r) => r.temperatureC ?? null),
    context: rows.map((r) => r.context ?? null),
    source: rows.map((r) => r.source),
  };
}

function transactionColumns(transactions: TransactionSummary[]) {
  return {
    id: transactions.map((s) => s.transactionId),
    box: transactions.map((s) => s.chargeBoxId),
    connector: transactions.map((s) => s.connectorId),
    first: transactions.map((s) => iso(s.firstAtMs)),
    last: transactions.map((s) => iso(s.lastAtMs)),
    wh: transactions.map((s) => whole(s.energy?.value)),
    whAt: transactions.map((s) => iso(s.energy?.atMs)),
    power: transactions.map((s) => whole(s.power?.value)),
    powerAt: transactions.map((s) => iso(s.power?.atMs)),
    soc: transactions.map((s) => s.soc?.value ?? null),
    socAt: transactions.map((s) => iso(s.soc?.atMs)),
  };
}
