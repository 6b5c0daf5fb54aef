import { and, asc, desc, eq, ilike, inArray, isNull, or, sql } from "drizzle-orm";
import { chargers, chargingSessions, connectors, evses, reservations } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import {
  isOnline,
  normalizeStatus,
  onlineCondition,
  type StatusWord,
  wordOfCharger,
} from "./charger_status.ts";
import { STUCK_MS } from "./session_flags.ts";

export interface ConnectorView {
  /** OCPP 1.6 connector id, which is the EVSE id of OCPP 2.0.1. */
  connectorId: number;
  type: string | null;
  maxKw: number | null;
  /** Raw OCPP status; null when SteVe does not tell. */
  rawStatus: string | null;
  errorCode: string | null;
  statusAt: Date | null;
  status: StatusWord;
  /** Kept for somebody at this moment by our calendar, whatever the station says. */
  isReserved: boolean;
  /** The session under way here. */
  sessionId: number | null;
}

export interface ChargerView {
  id: number;
  chargeBoxId: string;
  publicId: string;
  /** The friendly name, else the charge box id. */
  name: string;
  formFactor: string;
  connectorType: string | null;
  maxKw: number | null;
  vendor: string | null;
  model: string | null;
  serialNumber: string | null;
  firmwareVersion: string | null;
  managementMode: "ocpp" | "unmanaged";
  capabilities: string[];
  siteId: number | null;
  latitude: number | null;
  longitude: number | null;
  address: string | null;
  isOnline: boolean;
  status: StatusWord;
  firstSeenAt: Date;
  lastSeenAt: Date | null;
  connectors: ConnectorView[];
}

export interface ListChargersInput {
  /** Part of the name or id, any case. */
  search?: string;
  online?: boolean;
  mode?: "ocpp" | "unmanaged";
  chargeBoxIds?: readonly string[];
  siteId?: number;
  /** Default 200, which is also the most. */
  limit?: number;
}

/** Chargers with their connectors and status words, last seen first. */
export async function listChargers(
  ctx: Ctx,
  input: ListChargersInput = {},
): Promise<ChargerView[]> {
  if (input.chargeBoxIds?.length === 0) return [];
  const now = ctx.clock.now();
  const pattern = input.search && `%${input.search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const online = onlineCondition(now);
  const rows = await ctx.db.select().from(chargers).where(and(
    pattern
      ? or(ilike(chargers.chargeBoxId, pattern), ilike(chargers.friendlyName, pattern))
      : undefined,
    input.online === undefined
      ? undefined
      : input.online
      ? online
      : sql`not coalesce(${online}, false)`,
    input.mode ? eq(chargers.managementMode, input.mode) : undefined,
    input.chargeBoxIds ? inArray(chargers.chargeBoxId, [...input.chargeBoxIds]) : undefined,
    input.siteId === undefined ? undefined : eq(chargers.siteId, input.siteId),
  )).orderBy(sql`${chargers.lastSeenAt} desc nulls last`, asc(chargers.chargeBoxId))
    .limit(Math.min(200, input.limit ?? 200));
  return await withConnectors(ctx, rows);
}

type ChargerRow = typeof chargers.$inferSelect;

/** Adds connectors, sessions under way and reservations of this moment: three queries for any number. */
export async function withConnectors(ctx: Ctx, rows: ChargerRow[]): Promise<ChargerView[]> {
  if (rows.length === 0) return [];
  const nowMs = ctx.clock.nowMs();
  const boxes = rows.map((row) => row.chargeBoxId);
  const [outlets, live, reserved] = await Promise.all([
    ctx.db.select({
      chargerId: evses.chargerId,
      evseId: evses.evseId,
      maxKw: evses.maxKw,
      connector: connectors,
    })
      .from(evses).innerJoin(connectors, eq(connectors.evseId, evses.id))
      .where(inArray(evses.chargerId, rows.map((row) => row.id)))
      .orderBy(asc(evses.evseId), asc(connectors.connectorId)),
    ctx.db.select({
      id: chargingSessions.id,
      box: chargingSessions.chargeBoxId,
      connectorId: chargingSessions.connectorId,
    }).from(chargingSessions).where(and(
      isNull(chargingSessions.stoppedAt),
      inArray(chargingSessions.chargeBoxId, boxes),
      // A stuck transaction does not occupy its connector for ever.
      sql`${chargingSessions.lastHeardAt} > ${
        new Date(nowMs - STUCK_MS).toISOString()
      }::timestamptz`,
    )).orderBy(desc(chargingSessions.startedAt)),
    ctx.db.select({ box: reservations.chargeBoxId, connectorId: reservations.connectorId })
      .from(reservations).where(and(
        inArray(reservations.chargeBoxId, boxes),
        inArray(reservations.status, ["confirmed", "active"]),
        sql`${ctx.clock.now().toISOString()}::timestamptz between ${reservations.startAt} and ${reservations.endAt}`,
      )),
  ]);
  return rows.map((row) => {
    const mine = live.filter((session) => session.box === row.chargeBoxId);
    const held = reserved.filter((one) => one.box === row.chargeBoxId);
    const known = outlets.filter((outlet) => outlet.chargerId === row.id && outlet.evseId > 0);
    // Sessions and reservations reveal connectors that no status ever named.
    const ids = [
      ...new Set([...known, ...mine.map(asOutlet), ...held.map(asOutlet)].map((o) => o.evseId)),
    ];
    const views = ids.toSorted((a, b) => a - b).map((connectorId): ConnectorView => {
      const outlet = known.find((one) => one.evseId === connectorId);
      const sessionId = mine.find((one) => one.connectorId === connectorId)?.id ?? null;
      const raw = outlet?.connector.status ?? null;
      const told = normalizeStatus(raw);
      const isHeld = held.some((one) => one.connectorId === connectorId);
      return {
        connectorId,
        type: outlet?.connector.type ?? row.connectorType,
        maxKw: outlet?.maxKw ?? row.maxKw,
        rawStatus: raw,
        errorCode: outlet?.connector.errorCode ?? null,
        statusAt: outlet?.connector.statusAt ?? null,
        status: sessionId !== null ? "in_use" : isHeld && told === "online" ? "reserved" : told,
        isReserved: isHeld,
        sessionId,
      };
    });
    return describe(row, views, nowMs);
  });
}

const asOutlet = ({ connectorId }: { connectorId: number }) => ({ evseId: connectorId });

function describe(row: ChargerRow, views: ConnectorView[], nowMs: number): ChargerView {
  const online = isOnline(row, nowMs);
  // Nobody hears of an unmanaged charger: it is told as free.
  const isReachable = online || row.managementMode === "unmanaged";
  const words = views.length > 0
    ? views.map((view) => view.status)
    : [normalizeStatus(row.lastStatus)];
  return {
    id: row.id,
    chargeBoxId: row.chargeBoxId,
    publicId: row.publicId,
    name: row.friendlyName ?? row.chargeBoxId,
    formFactor: row.formFactor,
    connectorType: row.connectorType,
    maxKw: row.maxKw,
    vendor: row.vendor,
    model: row.model,
    serialNumber: row.serialNumber,
    firmwareVersion: row.firmwareVersion,
    managementMode: row.managementMode,
    capabilities: row.capabilities,
    siteId: row.siteId,
    latitude: row.latitude,
    longitude: row.longitude,
    address: row.address,
    isOnline: online,
    status: wordOfCharger(isReachable, words),
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: row.lastSeenAt,
    connectors: views,
  };
}
