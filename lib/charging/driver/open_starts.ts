import { and, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { chargerOperationLog, chargers, userMappings } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { operationParams, type OperationRow } from "./operation_log.ts";
import { sessionOfStart } from "./session_of_start.ts";

/** A start without a session after this long has come to nothing, in ms. */
export const START_WINDOW_MS = 180_000;
/**
 * How long a station keeps a start for a car that does not come, in ms; OCPP's ConnectionTimeOut is set to
 * a minute or two. After it the same wish may be sent once more.
 */
export const STATION_KEEPS_MS = 90_000;

/** More waiting starts than one person has cars. */
export const MOST_OPEN_STARTS = 10;

/** A start that waits for its car. */
export interface OpenStart {
  /** The operation's id, as in `/chargers/starting/{id}`. */
  id: number;
  state: "pending" | "accepted";
  chargeBoxId: string;
  chargerName: string;
  /** Null: the station chooses. */
  connectorId: number | null;
  cardId: number;
  requestedAt: Date;
  /** Until when the station keeps it for the car. */
  keptUntil: Date;
}

/**
 * The driver's starts that have become no session yet and may still do, newest first, one per connector
 * and card; only with cards that are theirs now. From the database alone: SteVe is not asked.
 */
export async function openStarts(
  ctx: Ctx,
  input: { userId: string; chargeBoxId?: string; operationId?: number },
): Promise<OpenStart[]> {
  const o = chargerOperationLog;
  const m = userMappings;
  const rows = await ctx.db.select({ row: o, cardId: m.id, chargerName: chargers.friendlyName })
    .from(o)
    .innerJoin(m, sql`${m.id} = (${o.params} ->> 'mappingId')::bigint`)
    .leftJoin(chargers, eq(chargers.chargeBoxId, o.chargeBoxId))
    .where(and(
      eq(o.requestedByUserId, input.userId),
      eq(m.userId, input.userId),
      eq(o.operation, "RemoteStartTransaction"),
      input.chargeBoxId === undefined ? undefined : eq(o.chargeBoxId, input.chargeBoxId),
      input.operationId === undefined ? undefined : eq(o.id, input.operationId),
      inArray(o.status, ["pending", "submitted"]),
      or(isNull(o.ocppTaskStatus), eq(o.ocppTaskStatus, "Accepted")),
      gt(o.createdAt, new Date(ctx.clock.nowMs() - START_WINDOW_MS)),
    )).orderBy(desc(o.id)).limit(MOST_OPEN_STARTS);
  const sessions = await Promise.all(rows.map(({ row }) => sessionOfStart(ctx, row)));
  const open = rows.filter((_, at) => sessions[at] === null)
    .map(({ row, cardId, chargerName }) => describe(row, cardId, chargerName));
  return open.filter((start, at) =>
    open.findIndex((other) => isSamePlace(start, other) && other.cardId === start.cardId) === at
  );
}

function describe(row: OperationRow, cardId: number, chargerName: string | null): OpenStart {
  return {
    id: row.id,
    state: row.ocppTaskStatus === "Accepted" ? "accepted" : "pending",
    chargeBoxId: row.chargeBoxId,
    chargerName: chargerName ?? row.chargeBoxId,
    connectorId: operationParams.parse(row.params).connectorId,
    cardId,
    requestedAt: row.createdAt,
    keptUntil: new Date(row.createdAt.getTime() + STATION_KEEPS_MS),
  };
}

const isSamePlace = (one: OpenStart, other: OpenStart) =>
  one.chargeBoxId === other.chargeBoxId && one.connectorId === other.connectorId;

/**
 * The start that a station keeps at `nowMs` on this connector, and that another one would only get in the
 * way of. A start that leaves the choice to the station keeps them all. Pure.
 */
export function keptStart(
  starts: readonly OpenStart[],
  connectorId: number | null,
  nowMs: number,
): OpenStart | null {
  return starts.find((start) =>
    nowMs < start.keptUntil.getTime() &&
    (start.connectorId === null || connectorId === null || start.connectorId === connectorId)
  ) ?? null;
}
