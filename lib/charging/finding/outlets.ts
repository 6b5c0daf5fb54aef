import { type SQL, sql } from "drizzle-orm";
import { ONLINE_WINDOW_MS } from "../charger_status.ts";
import { STUCK_MS } from "../session_flags.ts";
import { type PlugKey, PLUGS } from "./plugs.ts";

/** What one connector of a charger must be. */
export interface OutletFilter {
  plugs?: readonly PlugKey[];
  minKw?: number;
  freeOnly?: boolean;
}

/** Raw statuses that do not count as free (`normalizeStatus`). */
const NOT_FREE = [
  "Preparing",
  "Charging",
  "SuspendedEV",
  "SuspendedEVSE",
  "Finishing",
  "Occupied",
  "Reserved",
  "Unavailable",
  "Faulted",
];

/** Sessions under way and reservations of this moment, to be named before `outletMatches`: `busy`. */
export const busyConnectors = (now: Date): SQL => {
  const at = now.toISOString();
  const heardAfter = new Date(now.getTime() - STUCK_MS).toISOString();
  return sql`busy as materialized (
    select s.charge_box_id, s.connector_id from charging_sessions s
    where s.stopped_at is null and s.last_heard_at > ${heardAfter}::timestamptz
    union
    select r.charge_box_id, r.connector_id from reservations r
    where r.status in ('confirmed', 'active') and ${at}::timestamptz between r.start_at and r.end_at)`;
};

/**
 * Whether charger `c` has one connector that is all that is asked for. The rule is that of
 * `withConnectors`: a charger whose connectors nobody named counts as one connector.
 */
export function outletMatches(filter: OutletFilter, now: Date): SQL {
  const { plugs = [], minKw, freeOnly } = filter;
  const parts: SQL[] = [];
  if (plugs.length > 0) {
    const written = sql.join(
      plugs.flatMap((key) => PLUGS[key].written).map((one) => sql`${one}`),
      sql`, `,
    );
    parts.push(sql`regexp_replace(lower(o.type), '[^a-z0-9]', '', 'g') in (${written})`);
  }
  if (minKw !== undefined) parts.push(sql`o.kw >= ${minKw}`);
  if (freeOnly) {
    const taken = sql.join(NOT_FREE.map((word) => sql`${word}`), sql`, `);
    parts.push(sql`coalesce(o.status, '') not in (${taken})`);
    parts.push(sql`not exists (select from busy b where b.charge_box_id = c.charge_box_id
      and (o.evse_id is null or b.connector_id = o.evse_id))`);
  }
  if (parts.length === 0) return sql`true`;
  const seenAfter = new Date(now.getTime() - ONLINE_WINDOW_MS).toISOString();
  const isReachable = sql`(c.management_mode = 'unmanaged' or coalesce(c.steve_connected, false)
    or coalesce(c.last_seen_at > ${seenAfter}::timestamptz, false))`;
  const named = sql`from evses e join connectors k on k.evse_id = e.id
    where e.charger_id = c.id and e.evse_id > 0`;
  return sql`${freeOnly ? isReachable : sql`true`} and exists (select from (
    select e.evse_id, coalesce(k.type, c.connector_type) as type, coalesce(e.max_kw, c.max_kw) as kw,
      k.status ${named}
    union all
    select null, c.connector_type, c.max_kw, c.last_status where not exists (select ${named})
  ) as o where ${sql.join(parts, sql` and `)})`;
}
