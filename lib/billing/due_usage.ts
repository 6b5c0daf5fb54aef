import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/platform/context.ts";

/**
 * Makes events due again that a worker had in hand when it died, instead of waiting for its claim to
 * run out. Called by a new leader; a worker that lives after all only sends them twice, which Lago ignores.
 * @returns events released
 */
export async function releaseClaims(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now().toISOString();
  const rows = await ctx.db.execute(sql`
    update synced_transaction_events set claimed_until = null, next_attempt_at = ${now}::timestamptz
    where status = 'pending' and claimed_until is not null returning id`);
  return rows.length;
}

/** Whether events wait whose time has come. */
export async function hasDueUsage(ctx: Ctx): Promise<boolean> {
  const now = ctx.clock.now().toISOString();
  const rows = await ctx.db.execute(sql`
    select 1 from synced_transaction_events
    where status = 'pending' and next_attempt_at <= ${now}::timestamptz limit 1`);
  return rows.length > 0;
}
