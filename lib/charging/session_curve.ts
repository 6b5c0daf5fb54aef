import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SessionRow } from "./session_flags.ts";

/** One point of a chart; null where no sample of the stretch had the value. */
export interface CurvePoint {
  at: Date;
  /** Register minus the session's start, Wh; the last of the stretch. */
  energyWh: number | null;
  /** Mean over the stretch. */
  powerW: number | null;
  socPercent: number | null;
}

/** More points than this no chart can show. */
export const CURVE_POINTS = 600;

/**
 * Power, energy and state of charge over a session, oldest first, thinned in the database to at most
 * `CURVE_POINTS`. The caller has checked that the session may be seen.
 */
export async function sessionCurve(
  ctx: Ctx,
  session: Pick<SessionRow, "steveInstance" | "steveTransactionId" | "meterStartWh">,
  points: number = CURVE_POINTS,
): Promise<CurvePoint[]> {
  const rows = await ctx.db.execute<
    { at: string; wh: number | null; power: number | null; soc: number | null }
  >(sql`
    with stretches as (
      select measured_at, energy_wh, power_w, soc_percent,
        ntile(${
    Math.min(CURVE_POINTS, Math.max(1, Math.trunc(points)))
  }) over (order by measured_at) as stretch
      from meter_values
      where steve_instance = ${session.steveInstance} and transaction_id = ${session.steveTransactionId})
    select max(measured_at) as at, round(avg(power_w))::int as power,
      (array_agg(energy_wh order by measured_at desc) filter (where energy_wh is not null))[1] as wh,
      (array_agg(soc_percent order by measured_at desc) filter (where soc_percent is not null))[1] as soc
    from stretches group by stretch order by stretch`);
  // Without a known start the first register stands for it.
  const startWh = session.meterStartWh ?? rows.find((row) => row.wh !== null)?.wh ?? 0;
  return rows.map((row) => ({
    at: new Date(row.at),
    energyWh: row.wh === null ? null : row.wh - startWh,
    powerW: row.power,
    socPercent: row.soc,
  }));
}
