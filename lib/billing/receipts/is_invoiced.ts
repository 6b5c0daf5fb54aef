import { sql } from "drizzle-orm";
import type { SessionRow } from "@/lib/charging/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";

/**
 * Whether a session's energy stands on an issued invoice: all of it reached Lago, the session ended
 * before the running billing period, and an invoice was issued since that period began. In the days of
 * grace between the two it is still an estimate.
 */
export async function isInvoiced(
  ctx: Ctx,
  row: Pick<SessionRow, "id" | "stoppedAt" | "lagoSubscriptionExternalId">,
): Promise<boolean> {
  if (!row.stoppedAt || !row.lagoSubscriptionExternalId) return false;
  const [found] = await ctx.db.execute<{ yes: boolean }>(sql`
    select s.period_started_at > ${row.stoppedAt.toISOString()}::timestamptz
      and not exists (select 1 from synced_transaction_events e
        where e.session_id = ${row.id} and e.status in ('pending', 'held', 'parked'))
      and exists (select 1 from synced_transaction_events e
        where e.session_id = ${row.id} and e.status = 'sent')
      and exists (select 1 from lago_invoices i
        where i.external_customer_id = s.external_customer_id and i.status = 'finalized'
          and i.invoice_type = 'subscription'
          and i.issuing_date >= to_char(s.period_started_at at time zone 'UTC', 'YYYY-MM-DD')) as yes
    from lago_subscriptions s where s.external_id = ${row.lagoSubscriptionExternalId}`);
  return found?.yes ?? false;
}
