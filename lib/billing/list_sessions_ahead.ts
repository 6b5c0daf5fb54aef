import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";
import { USAGE_RULES } from "./decide_usage.ts";

/**
 * Running sessions whose latest reading is a billing step or more ahead of their events, the ones heard
 * of last first. Readings reach a session past the worker (hooks), so only this comparison finds them.
 */
export async function listSessionsAhead(ctx: Ctx, input: { limit: number }): Promise<number[]> {
  const rows = await ctx.db.execute<{ id: number }>(sql`
    select c.id from charging_sessions c left join transaction_sync_state t on t.session_id = c.id
    where not c.is_finalized and c.steve_instance = ${ctx.config.STEVE_INSTANCE}
      and c.last_meter_wh >= coalesce(t.cursor_wh, c.meter_start_wh) + ${USAGE_RULES.minStepWh}
    order by c.last_heard_at desc limit ${input.limit}`);
  return rows.map((row) => Number(row.id));
}
