import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import { LIVE_STATUSES } from "./statuses.ts";
import type { Window } from "./suggest_windows.ts";

const SHOWN = 4;

/** The other connectors of a charger that the calendar has free in a window, lowest number first; at most four. */
export async function freeConnectors(
  ctx: Ctx,
  input: Window & { chargeBoxId: string; connectorId: number },
): Promise<number[]> {
  const { chargeBoxId, connectorId, startAt, endAt } = input;
  const live = sql.join(LIVE_STATUSES.map((status) => sql`${status}`), sql`, `);
  const rows = await ctx.db.execute<{ id: number }>(sql`
    select e.evse_id as id from evses e join chargers c on c.id = e.charger_id
    where c.charge_box_id = ${chargeBoxId} and e.evse_id > 0 and e.evse_id <> ${connectorId}
      and exists (select from connectors k where k.evse_id = e.id)
      and not exists (select from reservations r
        where r.charge_box_id = c.charge_box_id and r.connector_id = e.evse_id
          and r.status in (${live}) and r.start_at < ${endAt.toISOString()}::timestamptz
          and r.end_at > ${startAt.toISOString()}::timestamptz)
    order by e.evse_id limit ${SHOWN}`);
  return rows.map((row) => row.id);
}
