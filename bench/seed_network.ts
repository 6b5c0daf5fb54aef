import type { BareSql } from "./bare.ts";
import { CHARGERS, TRANSACTIONS } from "./load_requests.ts";

/** Chargers, running sessions, and what waits in `verifications` on a busy day. */
export async function seedNetwork(sql: BareSql): Promise<void> {
  await sql`insert into chargers (charge_box_id, public_id, last_seen_at)
    select 'CP-' || n, 'P' || lpad(n::text, 7, '0'), now() from generate_series(0, ${
    CHARGERS - 1
  }::int) as n`;
  await sql`insert into charging_sessions
      (steve_transaction_id, charge_box_id, connector_id, id_tag, started_at, meter_start_wh)
    select n + 1, 'CP-' || n % ${CHARGERS}::int, 1, 'TAG' || lpad(n::text, 8, '0'), now() - interval '20 hours', 1000
    from generate_series(0, ${TRANSACTIONS - 1}::int) as n`;
  await sql`insert into verifications (id, identifier, value, expires_at)
    select gen_random_uuid(), 'magic-link:' || md5(n::text), '{}', now() + interval '15 minutes'
    from generate_series(1, 5000) as n`;
  await sql`insert into verifications (id, identifier, value, expires_at)
    select gen_random_uuid(), 'scan-pair:CP-' || n * 10 || ':' || md5(n::text), '{}', now() + interval '90 seconds'
    from generate_series(0, 49) as n`;
  await sql`vacuum analyze`;
}
