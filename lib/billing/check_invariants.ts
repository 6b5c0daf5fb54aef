import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "@/lib/platform/context.ts";

export interface InvariantBreach {
  sessionId: number;
  rule:
    | "sum_of_deltas"
    | "continuity"
    | "final_equals_stop"
    | "one_final_event"
    | "starts_at_meter_start";
  detail: string;
}

const row = z.object({ session_id: z.coerce.number(), rule: z.string(), detail: z.string() });

/**
 * Checks the invariants of spec/polaris.md 5.4 over sessions changed since `since` (all when absent):
 * sum of deltas = billed total, each `from` = the previous `to`, the first starts at the start value,
 * exactly one final event per finalised session, and the last `to` = SteVe's stop value.
 */
export async function checkInvariants(
  ctx: Ctx,
  input: { since?: Date } = {},
): Promise<InvariantBreach[]> {
  const since = (input.since ?? new Date(0)).toISOString();
  const rows = await ctx.db.execute(sql`
    with scope as (
      select t.*, c.meter_start_wh, c.meter_stop_wh, c.flags from transaction_sync_state t
      join charging_sessions c on c.id = t.session_id where t.updated_at >= ${since}::timestamptz
    ), chain as (
      select e.session_id, e.meter_value_from, e.meter_value_to, e.wh_delta, e.is_final, e.id,
        lag(e.meter_value_to) over w as previous_to,
        row_number() over w as n,
        last_value(e.meter_value_to) over (partition by e.session_id order by e.id rows between unbounded preceding and unbounded following) as last_to
      from synced_transaction_events e join scope s on s.session_id = e.session_id
      window w as (partition by e.session_id order by e.id)
    ), totals as (
      select session_id, sum(wh_delta) as total, count(*) filter (where is_final) as finals, max(last_to) as last_to
      from chain group by session_id
    )
    select s.session_id, 'sum_of_deltas' as rule, format('events %s, state %s', coalesce(t.total, 0), s.total_wh_billed) as detail
      from scope s left join totals t using (session_id) where coalesce(t.total, 0) <> s.total_wh_billed
    union all select session_id, 'continuity', format('event %s starts at %s after %s', id, meter_value_from, previous_to)
      from chain where previous_to is not null and previous_to <> meter_value_from
    union all select session_id, 'continuity', format('event %s: delta %s is not to minus from', id, wh_delta)
      from chain where wh_delta <> meter_value_to - meter_value_from
    union all select c.session_id, 'starts_at_meter_start', format('%s instead of %s', c.meter_value_from, s.meter_start_wh)
      from chain c join scope s using (session_id) where c.n = 1 and c.meter_value_from <> s.meter_start_wh
    union all select s.session_id, 'one_final_event', format('%s final events', coalesce(t.finals, 0))
      from scope s left join totals t using (session_id) where s.is_finalized <> (coalesce(t.finals, 0) = 1)
    union all select s.session_id, 'final_equals_stop', format('last %s, stop %s', t.last_to, s.meter_stop_wh)
      from scope s join totals t using (session_id)
      where s.is_finalized and s.meter_stop_wh is not null and t.last_to <> s.meter_stop_wh and not 'meter_reset' = any (s.flags)
    limit 200`);
  return z.array(row).parse([...rows]).map((r) => ({
    sessionId: r.session_id,
    rule: r.rule as InvariantBreach["rule"], // The five literals of the query above.
    detail: r.detail,
  }));
}
