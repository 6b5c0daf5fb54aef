import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "@/lib/platform/context.ts";

/** What became of the energy that SteVe reported. All quantities in Wh. */
export interface Reconciliation {
  sessions: number;
  sessionsFinalized: number;
  /** Sessions with at least one event that Lago accepted. */
  sessionsBilled: number;
  eventsSent: number;
  eventsDue: number;
  eventsParked: number;
  /** Register difference of all finalised sessions. */
  deliveredWh: number;
  sentWh: number;
  dueWh: number;
  parkedWh: number;
  heldWh: Record<string, number>;
}

const shape = z.object({
  sessions: z.coerce.number(),
  finalized: z.coerce.number(),
  billed: z.coerce.number(),
  delivered_wh: z.coerce.number(),
  sent: z.coerce.number(),
  due: z.coerce.number(),
  parked: z.coerce.number(),
  sent_wh: z.coerce.number(),
  due_wh: z.coerce.number(),
  parked_wh: z.coerce.number(),
});

/** Sums the whole ledger: a full scan, meant for the report after a replay and for the nightly check. */
export async function reconcile(ctx: Ctx): Promise<Reconciliation> {
  const [row] = await ctx.db.execute(sql`
    select
      (select count(*) from charging_sessions) as sessions,
      (select count(*) from charging_sessions where is_finalized) as finalized,
      (select count(distinct session_id) from synced_transaction_events where status = 'sent') as billed,
      (select coalesce(sum(meter_stop_wh - meter_start_wh), 0) from charging_sessions
        where is_finalized and meter_stop_wh >= meter_start_wh) as delivered_wh,
      count(*) filter (where status = 'sent') as sent,
      count(*) filter (where status = 'pending') as due,
      count(*) filter (where status = 'parked') as parked,
      coalesce(sum(wh_delta) filter (where status = 'sent'), 0) as sent_wh,
      coalesce(sum(wh_delta) filter (where status = 'pending'), 0) as due_wh,
      coalesce(sum(wh_delta) filter (where status = 'parked'), 0) as parked_wh
    from synced_transaction_events`);
  const r = shape.parse(row);
  const held = await ctx.db.execute(sql`
    select held_reason, sum(wh_delta) as wh from synced_transaction_events where status = 'held' group by 1`);
  return {
    sessions: r.sessions,
    sessionsFinalized: r.finalized,
    sessionsBilled: r.billed,
    eventsSent: r.sent,
    eventsDue: r.due,
    eventsParked: r.parked,
    deliveredWh: r.delivered_wh,
    sentWh: r.sent_wh,
    dueWh: r.due_wh,
    parkedWh: r.parked_wh,
    heldWh: Object.fromEntries([...held].map((h) => [String(h.held_reason), Number(h.wh)])),
  };
}
