import type { BareSql } from "./bare.ts";

/** Drivers of the seeded history; each has one card. */
export const DRIVERS = 2_000;
/** Has one session in a hundred. */
export const FREQUENT_DRIVER = 1;
/** Has ten sessions, whatever the size of the history. */
export const RARE_DRIVER = 2;
const SECONDS_BETWEEN_STARTS = 63;

/** The card of a driver, and the address that the driver signs in with. */
export const tagOf = (driver: number) => `TAG${String(driver).padStart(8, "0")}`;
export const emailOf = (driver: number) => `driver${driver}@example.org`;

/** Drivers, their cards, chargers. */
export async function seedDrivers(sql: BareSql): Promise<void> {
  await sql`insert into users (id, email, email_verified, name, public_id, role, onboarded_at)
    select 'driver-' || n, 'driver' || n || '@example.org', true, 'Driver ' || n, 'D' || lpad(n::text, 7, '0'), 'customer', now()
    from generate_series(1, ${DRIVERS}::int) as n`;
  await sql`insert into user_mappings (id, user_id, steve_ocpp_id_tag, display_name, lago_customer_external_id,
      lago_subscription_external_id)
    overriding system value
    select n, 'driver-' || n, 'TAG' || lpad(n::text, 8, '0'), 'Card ' || n, 'D' || lpad(n::text, 7, '0'), 'sub-' || n
    from generate_series(1, ${DRIVERS}::int) as n`;
  await sql`insert into chargers (charge_box_id, public_id, friendly_name, last_seen_at)
    select 'CP-' || n, 'P' || lpad(n::text, 7, '0'), 'Charger ' || n, now() from generate_series(0, 499) as n`;
}

/**
 * Sessions of a network with 1,371 starts a day, the newest first: more of them is more history, as in
 * a network that grows old. The newest 40 are running; one in a thousand carries a flag.
 */
export async function seedHistory(sql: BareSql, sessions: number): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'charging_sessions' and indexdef not like '%UNIQUE%'`;
  for (const { name } of indexes) await sql`drop index ${sql(name)}`;
  await sql`
    insert into charging_sessions (steve_transaction_id, charge_box_id, connector_id, id_tag, mapping_id,
      lago_customer_external_id, lago_subscription_external_id, started_at, meter_start_wh, stopped_at, meter_stop_wh,
      stop_reason, stop_actor, last_meter_wh, last_meter_at, last_power_w, last_heard_at, energy_wh, is_finalized,
      cost_cents, currency, flags, created_at, updated_at)
    select ${sessions}::int - n, 'CP-' || n % 500, 1, 'TAG' || lpad(card::text, 8, '0'), card,
      'D' || lpad(card::text, 7, '0'), 'sub-' || card, started, 1000, stopped, case when stopped is not null then 21000 end,
      case when stopped is not null then 'Local' end, case when stopped is not null then 'station' end,
      20900, coalesce(stopped, now()), 11000, coalesce(stopped, now()), 20000, stopped is not null,
      900, 'EUR', case when n % 1000 = 1 then '{meter_rollback}'::text[] else '{}' end, started, coalesce(stopped, now())
    from (
      select n, now() - n * ${SECONDS_BETWEEN_STARTS}::int * interval '1 second' as started,
        case when n >= 40 then now() - n * ${SECONDS_BETWEEN_STARTS}::int * interval '1 second' + interval '35 minutes' end as stopped,
        case when n % 100 = 7 then ${FREQUENT_DRIVER}::int
          when n < 10000 and n % 1000 = 500 then ${RARE_DRIVER}::int
          else 3 + n % ${DRIVERS - 2}::int end as card
      from generate_series(0, ${sessions - 1}::int) as n) as drawn`;
  for (const { definition } of indexes) await sql.unsafe(definition);
  await sql`vacuum analyze`;
}
