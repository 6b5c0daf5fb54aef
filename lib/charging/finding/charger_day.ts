import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";

/** A time at which a connector is kept for somebody. */
export interface KeptTime {
  connectorId: number;
  startAt: Date;
  endAt: Date;
}

/**
 * What is reserved at a charger from now to the end of the day in `timeZone`, soonest first: the times,
 * and nothing of who reserved. Hours blocked by the operator are told as well.
 */
export async function chargerDay(
  ctx: Ctx,
  input: { chargeBoxId: string; timeZone: string },
): Promise<KeptTime[]> {
  const now = ctx.clock.now().toISOString();
  const rows = await ctx.db.execute<{ connector: number; start_at: string; end_at: string }>(sql`
    select r.connector_id as connector, r.start_at, r.end_at from reservations r
    where r.charge_box_id = ${input.chargeBoxId} and r.status in ('pending', 'confirmed', 'active')
      and r.end_at > ${now}::timestamptz
      and r.start_at < (date_trunc('day', ${now}::timestamptz at time zone ${input.timeZone})
        + interval '1 day') at time zone ${input.timeZone}
    order by r.start_at, r.connector_id limit 50`);
  return rows.map((row) => ({
    connectorId: row.connector,
    startAt: new Date(row.start_at),
    endAt: new Date(row.end_at),
  }));
}
