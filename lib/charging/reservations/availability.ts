import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { reservations } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { CustomerScope } from "../customer_scope.ts";
import { freeConnectors } from "./free_connectors.ts";
import type { ReservationStatus } from "./statuses.ts";
import { LIVE_STATUSES } from "./statuses.ts";
import { suggestWindows, type Window } from "./suggest_windows.ts";
import { type PAGE_LIMITS, type WindowRefusal, windowRefusal } from "./window_refusal.ts";

/** A reservation in the way. Somebody else's tells its time and nothing of its owner. */
export interface Conflict extends Window {
  /** Null when it is not the asker's own. */
  id: number | null;
  chargeBoxId: string;
  connectorId: number;
  status: ReservationStatus;
  isOwn: boolean;
  /** Own and the very same window and card: a repeat of what was reserved already. */
  mappingId: number | null;
}

export interface Availability {
  isFree: boolean;
  /** Why the window cannot be reserved, whatever the calendar says; nothing else is told then. */
  refusal: WindowRefusal | null;
  conflicts: Conflict[];
  /** At most two free windows of the same length after the conflicts. */
  suggestions: Window[];
  /** Other connectors of the charger that are free in this very window; empty when this one is. */
  freeConnectors: number[];
}

export interface AvailabilityInput extends Window {
  scope: Pick<CustomerScope, "mappingIds">;
  chargeBoxId: string;
  connectorId: number;
  /** Absent: the API's, which bound no length. */
  limits?: typeof PAGE_LIMITS;
}

/** Nothing is in the way. */
export const FREE_WINDOW: Availability = {
  isFree: true,
  refusal: null,
  conflicts: [],
  suggestions: [],
  freeConnectors: [],
};

const SHOWN_CONFLICTS = 20;
/** Reservations looked through for a gap; beyond them nothing is promised. */
const LOOKED_THROUGH = 500;
/** After a window of thousands of years no date is left that could be written. */
const LATEST_MS = Date.UTC(9999, 0, 1);

/** Whether a window can be reserved on a connector by its limits and the calendar, and what to take instead. */
export async function checkAvailability(
  ctx: Ctx,
  input: AvailabilityInput,
): Promise<Availability> {
  const now = ctx.clock.now();
  const refusal = windowRefusal(input, now, input.limits);
  if (refusal) return { ...FREE_WINDOW, isFree: false, refusal };
  const r = reservations;
  const busy = await ctx.db.select().from(r).where(and(
    eq(r.chargeBoxId, input.chargeBoxId),
    eq(r.connectorId, input.connectorId),
    inArray(r.status, [...LIVE_STATUSES]),
    gt(r.endAt, input.startAt),
  )).orderBy(asc(r.startAt)).limit(LOOKED_THROUGH);
  const found = busy.filter((row) => row.startAt < input.endAt);
  if (found.length === 0) return FREE_WINDOW;
  const horizon = busy.length === LOOKED_THROUGH ? busy[LOOKED_THROUGH - 1].startAt : null;
  const lastEnd = Math.max(...found.map((row) => row.endAt.getTime()), now.getTime());
  const suggestions = suggestWindows({
    busy,
    notBefore: new Date(lastEnd),
    durationMs: input.endAt.getTime() - input.startAt.getTime(),
  }).filter((window) =>
    window.endAt.getTime() < LATEST_MS && (!horizon || window.endAt <= horizon) &&
    windowRefusal(window, now) === null
  );
  return {
    isFree: false,
    refusal: null,
    conflicts: found.slice(0, SHOWN_CONFLICTS).map((row) => describe(row, input.scope.mappingIds)),
    suggestions,
    freeConnectors: await freeConnectors(ctx, input),
  };
}

function describe(
  row: typeof reservations.$inferSelect,
  mappingIds: readonly number[],
): Conflict {
  const isOwn = row.mappingId !== null && mappingIds.includes(row.mappingId);
  return {
    id: isOwn ? row.id : null,
    chargeBoxId: row.chargeBoxId,
    connectorId: row.connectorId,
    startAt: row.startAt,
    endAt: row.endAt,
    status: row.status,
    isOwn,
    mappingId: isOwn ? row.mappingId : null,
  };
}
