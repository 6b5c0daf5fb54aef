import { sql } from "drizzle-orm";
import { checkInvariants } from "@/lib/billing/mod.ts";
import {
  priceSessions,
  recordChargers,
  reviewSilentSessions,
  unpricedSessions,
} from "@/lib/charging/mod.ts";
import { raiseNotification } from "@/lib/notifications/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SteveCapabilities, SteveClient } from "@/lib/steve/mod.ts";
import type { SegmentReporter } from "../run_recorder.ts";

/**
 * Our own house: stations refreshed where this SteVe can list them, partitions ahead of time, stuck
 * sessions flagged, and the billing invariants of spec 5.4 checked over what changed since `since`.
 */
export async function reconcileLocal(
  ctx: Ctx,
  input: {
    steve: SteveClient | null;
    capabilities: SteveCapabilities | null;
    since: Date;
    report: SegmentReporter;
  },
): Promise<void> {
  await ctx.db.execute(
    sql`select ensure_meter_partition((date_trunc('month', now()) + make_interval(months => m))::date)
    from generate_series(0, 3) as m`,
  );
  if (input.steve && input.capabilities?.chargeBoxes) {
    const { rows } = await input.steve.listChargeBoxes();
    await recordChargers(ctx, rows.map((row) => ({ ...row, connected: row.isConnected })));
    await input.report.note("info", `${rows.length} charge points refreshed.`);
  }
  await reviewSilentSessions(ctx);
  // What a crash left, and what ended before its plan was known.
  await priceSessions(ctx, await unpricedSessions(ctx, { limit: 500 }));
  const breaches = await checkInvariants(ctx, { since: input.since });
  if (breaches.length === 0) return;
  for (const breach of breaches.slice(0, 20)) {
    await input.report.note("error", `Invariant ${breach.rule} is broken: ${breach.detail}`, {
      sessionId: breach.sessionId,
    });
  }
  await raiseNotification(ctx, {
    audience: "admin",
    severity: "error",
    source: "sync",
    title: "Billing records do not add up",
    body: `${breaches.length} session(s) break an invariant; the run's log names them.`,
    link: "/sync",
    dedupeKey: "sync:invariants",
  });
  throw new Error(`${breaches.length} session(s) break a billing invariant.`);
}
