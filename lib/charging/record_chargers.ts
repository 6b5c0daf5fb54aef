import { sql } from "drizzle-orm";
import { type Ctx, inTransaction } from "@/lib/platform/context.ts";
import { newPublicId } from "@/lib/platform/ids.ts";

/** What was learnt of a station: from SteVe's list, or only its name from a transaction. */
export interface StationRecord {
  chargeBoxId: string;
  vendor?: string | null;
  model?: string | null;
  serialNumber?: string | null;
  firmwareVersion?: string | null;
  /** SteVe's description; an operator's own name is never overwritten. */
  description?: string | null;
  latitude?: number | null;
  longitude?: number | null;
  lastHeartbeatAt?: Date | null;
  /** Null when SteVe does not tell. */
  connected?: boolean | null;
  connectors?: readonly ConnectorRecord[];
}

export interface ConnectorRecord {
  /** OCPP 1.6 connector id; 0 is the station as a whole. */
  connectorId: number;
  status?: string | null;
  errorCode?: string | null;
  statusAt?: Date | null;
  type?: string | null;
}

export interface RecordChargersResult {
  /** Chargers not known before. */
  created: number;
  /** Charge box ids whose data or status changed, new ones included. */
  changed: string[];
}

/**
 * Records stations in bulk. What is not told keeps its value, statuses and liveness move forward only,
 * a public id is given once. Announces the chargers whose status changed.
 */
export function recordChargers(
  ctx: Ctx,
  stations: readonly StationRecord[],
): Promise<RecordChargersResult> {
  const unique = [...new Map(stations.map((station) => [station.chargeBoxId, station])).values()]
    .filter((station) => station.chargeBoxId.length > 0)
    .toSorted((a, b) => a.chargeBoxId < b.chargeBoxId ? -1 : 1);
  if (unique.length === 0) return Promise.resolve({ created: 0, changed: [] });
  return inTransaction(ctx, async (tx) => {
    const written = await writeChargers(tx, unique);
    const moved = await writeConnectors(tx, unique);
    const changed = [...new Set([...written.map((row) => row.box), ...moved])];
    if (changed.length > 0) {
      await tx.events.publish(tx.db, "charger.status", { chargeBoxIds: changed });
    }
    return { created: written.filter((row) => row.fresh).length, changed };
  });
}

function writeChargers(ctx: Ctx, stations: readonly StationRecord[]) {
  const now = ctx.clock.now();
  const rows = stations.map((station) => {
    const whole = station.connectors?.find((one) => one.connectorId === 0) ??
      (station.connectors?.length === 1 ? station.connectors[0] : undefined);
    const heartbeatMs = station.lastHeartbeatAt?.getTime();
    return {
      ...station,
      connectors: undefined,
      publicId: newPublicId(),
      // A heartbeat ahead of our clock would keep the charger online after it fell silent.
      seenAt: heartbeatMs === undefined ? null : new Date(Math.min(heartbeatMs, now.getTime())),
      status: whole?.status ?? null,
      statusAt: whole?.status ? whole.statusAt ?? now : null,
    };
  });
  return ctx.db.execute<{ box: string; fresh: boolean }>(sql`
    insert into chargers as c (charge_box_id, public_id, vendor, model, serial_number, firmware_version,
      friendly_name, latitude, longitude, last_seen_at, steve_connected, last_status, last_status_at,
      first_seen_at, created_at, updated_at)
    select n."chargeBoxId", n."publicId", n.vendor, n.model, n."serialNumber", n."firmwareVersion",
      nullif(n.description, ''), n.latitude, n.longitude, n."seenAt", n.connected, n.status, n."statusAt",
      ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${
    JSON.stringify(rows)
  }::jsonb) as n("chargeBoxId" text, "publicId" text,
      vendor text, model text, "serialNumber" text, "firmwareVersion" text, description text,
      latitude float8, longitude float8, "seenAt" timestamptz, connected boolean, status text,
      "statusAt" timestamptz)
    order by n."chargeBoxId"
    on conflict (charge_box_id) do update set
      vendor = coalesce(excluded.vendor, c.vendor), model = coalesce(excluded.model, c.model),
      serial_number = coalesce(excluded.serial_number, c.serial_number),
      firmware_version = coalesce(excluded.firmware_version, c.firmware_version),
      friendly_name = coalesce(c.friendly_name, excluded.friendly_name),
      latitude = coalesce(c.latitude, excluded.latitude),
      longitude = coalesce(c.longitude, excluded.longitude),
      last_seen_at = greatest(c.last_seen_at, excluded.last_seen_at),
      steve_connected = coalesce(excluded.steve_connected, c.steve_connected),
      last_status = case when c.last_status_at is null or excluded.last_status_at >= c.last_status_at
        then coalesce(excluded.last_status, c.last_status) else c.last_status end,
      last_status_at = greatest(c.last_status_at, excluded.last_status_at),
      updated_at = excluded.updated_at
    where (coalesce(excluded.vendor, c.vendor), coalesce(excluded.model, c.model),
        coalesce(excluded.serial_number, c.serial_number), coalesce(excluded.firmware_version, c.firmware_version),
        coalesce(excluded.steve_connected, c.steve_connected))
        is distinct from (c.vendor, c.model, c.serial_number, c.firmware_version, c.steve_connected)
      or excluded.last_seen_at > coalesce(c.last_seen_at, '-infinity')
      or excluded.last_status_at > coalesce(c.last_status_at, '-infinity')
      or (c.friendly_name is null and excluded.friendly_name is not null)
      or (c.latitude is null and excluded.latitude is not null)
    returning c.charge_box_id as box, (c.xmax = 0) as fresh`);
}

async function writeConnectors(ctx: Ctx, stations: readonly StationRecord[]): Promise<string[]> {
  const now = ctx.clock.now();
  const rows = stations.flatMap((station) =>
    [...new Map((station.connectors ?? []).map((one) => [one.connectorId, one])).values()]
      .filter((one) => one.connectorId > 0).toSorted((a, b) => a.connectorId - b.connectorId)
      .map((one) => ({
        box: station.chargeBoxId,
        evse: one.connectorId,
        status: one.status ?? null,
        error: one.errorCode ?? null,
        at: one.status ? one.statusAt ?? now : null,
        type: one.type ?? null,
      }))
  );
  if (rows.length === 0) return [];
  const told = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as n(box text, evse int, status text, error text, at timestamptz, type text)`;
  await ctx.db.execute(sql`
    insert into evses (charger_id, evse_id)
    select c.id, n.evse from ${told} join chargers c on c.charge_box_id = n.box
    order by c.id, n.evse on conflict do nothing`);
  const moved = await ctx.db.execute<{ box: string }>(sql`
    with moved as (
      insert into connectors as k (evse_id, connector_id, type, status, error_code, status_at)
      select e.id, 1, n.type, n.status, n.error, n.at
      from ${told} join chargers c on c.charge_box_id = n.box
      join evses e on e.charger_id = c.id and e.evse_id = n.evse
      order by e.id
      on conflict (evse_id, connector_id) do update set
        type = coalesce(excluded.type, k.type),
        status = coalesce(excluded.status, k.status),
        error_code = case when excluded.status is null then k.error_code else excluded.error_code end,
        status_at = greatest(k.status_at, excluded.status_at)
      where (excluded.status_at >= coalesce(k.status_at, '-infinity')
          and (excluded.status, excluded.error_code, excluded.status_at)
            is distinct from (k.status, k.error_code, k.status_at))
        or (excluded.type is not null and k.type is null)
      returning k.evse_id)
    select distinct c.charge_box_id as box from moved
    join evses e on e.id = moved.evse_id join chargers c on c.id = e.charger_id`);
  return moved.map((row) => row.box);
}
