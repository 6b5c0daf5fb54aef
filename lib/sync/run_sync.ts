import type { MeterIngest } from "@/lib/charging/mod.ts";
import type { LagoClient } from "@/lib/lago/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import type { SteveCapabilities, SteveClient } from "@/lib/steve/mod.ts";
import { deliver } from "./phases/deliver.ts";
import { fillSubscriptions, linkTags } from "./phases/link_tags.ts";
import { readTransactions } from "./phases/read_transactions.ts";
import { reconcileLocal } from "./phases/reconcile_local.ts";
import {
  type LagoView,
  processLagoWebhooks,
  refreshLagoView,
  refreshWallets,
} from "./phases/refresh_lago.ts";
import { type RunCounters, RunRecorder, type RunScope } from "./run_recorder.ts";

export interface SyncDeps {
  steve: SteveClient | null;
  lago: LagoClient | null;
  ingest: MeterIngest;
  /** Names this process in the run's record. */
  replica: string;
  capabilities: () => SteveCapabilities | null;
}

export interface RunSyncInput {
  scope: RunScope;
  trigger: string;
  retryOfId?: number | null;
  signal: AbortSignal;
}

export interface RunSyncResult {
  /** Null when a `transactions` run found nothing worth a record. */
  runId: number | null;
  counters: RunCounters;
  /** Null when SteVe could not be read. */
  openSessions: number | null;
  errors: { segment: string; message: string }[];
}

const BEFORE: LagoView[] = [
  "lago_billable_metrics",
  "lago_plans",
  "lago_customers",
  "lago_subscriptions",
];
const AFTER: LagoView[] = ["lago_invoices"];
/** The segments of a run, in order. */
export const SEGMENTS: Record<RunScope, string[]> = {
  full: [
    ...BEFORE,
    "tag_linking",
    "transaction_sync",
    "usage_delivery",
    ...AFTER,
    "lago_wallets",
    "local_reconcile",
  ],
  transactions: ["transaction_sync", "usage_delivery"],
};

/**
 * One run of the reconciliation worker (spec 6.4). Every segment stands alone: one that fails is
 * recorded, the others go on, and the next run finds the work where this one left it.
 */
export async function runSync(
  ctx: Ctx,
  deps: SyncDeps,
  input: RunSyncInput,
): Promise<RunSyncResult> {
  const { steve, lago } = deps;
  const { signal } = input;
  const recorder = new RunRecorder(ctx, {
    trigger: input.trigger,
    scope: input.scope,
    replica: deps.replica,
    retryOfId: input.retryOfId ?? null,
    segments: SEGMENTS[input.scope],
  });
  const { counters } = recorder;
  const startedAt = new Date(ctx.clock.nowMs() - 86_400_000);
  if (input.scope === "full") await recorder.begin();

  const views = async (names: LagoView[]) => {
    for (const view of names) {
      await recorder.segment(view, async (report) => {
        if (!lago) return report.skip("Lago is not configured.");
        await refreshLagoView(ctx, { lago, view, report, signal });
      });
    }
  };
  if (input.scope === "full") {
    await views(BEFORE);
    await recorder.segment("tag_linking", async (report) => {
      await fillSubscriptions(ctx);
      if (!steve) return report.skip("SteVe is not configured.");
      await linkTags(ctx, { steve, counters, report, signal });
    });
  }
  const read = await recorder.segment("transaction_sync", async (report) => {
    if (!steve) return report.skip("SteVe is not configured.");
    const beginRun = () => recorder.begin();
    return await readTransactions(ctx, {
      steve,
      ingest: deps.ingest,
      scope: input.scope,
      counters,
      report,
      beginRun,
      signal,
    });
  });
  await recorder.segment("usage_delivery", async (report) => {
    if (!lago) return report.skip("Lago is not configured; usage waits in the outbox.");
    await processLagoWebhooks(ctx);
    await deliver(ctx, { lago, counters, report, signal });
  });
  if (input.scope === "full") {
    await views(AFTER);
    await recorder.segment("lago_wallets", async (report) => {
      if (!lago) return report.skip("Lago is not configured.");
      await refreshWallets(ctx, { lago, report, signal });
    });
    await recorder.segment(
      "local_reconcile",
      (report) =>
        reconcileLocal(ctx, { steve, capabilities: deps.capabilities(), since: startedAt, report }),
    );
  }
  await recorder.finish();
  return {
    runId: recorder.runId,
    counters,
    openSessions: read?.openSessions ?? null,
    errors: recorder.errors,
  };
}
