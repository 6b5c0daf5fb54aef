import { z } from "zod";
import type { Sql } from "@/db/client.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { logger } from "@/lib/platform/log.ts";
import type { SteveCapabilities } from "@/lib/steve/mod.ts";
import {
  afterRun,
  type CadenceState,
  nextRunAtMs,
  recordActivity,
  startCadence,
} from "./cadence.ts";
import { Leadership } from "./leader.ts";
import { recoverStaleRuns, type RunScope } from "./run_recorder.ts";
import { runSync, type RunSyncResult, type SyncDeps } from "./run_sync.ts";
import { readState, writeState } from "./state.ts";
import { clearPendingTrigger, readPendingTrigger, TRIGGER_CHANNEL } from "./trigger_sync.ts";

const SCHEDULE = "sync:schedule";
const CAPABILITIES = "sync:capabilities";
const LEADER_CHECK_MS = 5_000;

export const scheduleSchema = z.object({
  tier: z.enum(["active", "idle", "dormant"]),
  quietRuns: z.number(),
  lastActivityAtMs: z.number(),
  nextRunAtMs: z.number(),
  openSessions: z.number(),
  pinned: z.boolean(),
});
export type SyncSchedule = z.infer<typeof scheduleSchema>;

export const capabilitiesSchema = z.object({
  transactionsByIds: z.boolean(),
  transactionDetails: z.boolean(),
  operations: z.boolean(),
  chargeBoxes: z.boolean(),
  reservations: z.boolean(),
  operationTasks: z.boolean(),
});

export interface SyncServiceOptions extends Omit<SyncDeps, "capabilities"> {
  databaseUrl: string;
  sql: Sql;
  /** Makes a context for one piece of work. */
  context: () => Ctx;
}

/**
 * The sync worker of this process. All replicas run one; the leader among them works. It wakes for the
 * clock, for `NOTIFY sync_trigger` (a person or a hook), and, while cars charge, every few seconds to
 * look at open transactions, so that everything comes right by polling alone.
 */
export class SyncService {
  #log = logger("sync");
  #leadership: Leadership;
  #stopping = new AbortController();
  #wake: () => void = () => {};
  #hooked = false;
  #loop: Promise<void> = Promise.resolve();
  #unlisten: () => Promise<void> = () => Promise.resolve();
  #capabilities: SteveCapabilities | null = null;
  #cadence: CadenceState | null = null;

  constructor(private readonly options: SyncServiceOptions) {
    this.#leadership = new Leadership(options.databaseUrl);
  }

  async start(): Promise<void> {
    const { unlisten } = await this.options.sql.listen(TRIGGER_CHANNEL, (source) => {
      if (source === "hook") this.#hooked = true;
      this.#wake();
    }, () => this.#wake());
    this.#unlisten = unlisten;
    this.#loop = this.#run();
  }

  /** Lets the segment in hand finish its window, then gives leadership back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#unlisten().catch(() => {});
    await this.#loop;
    await this.#leadership.resign();
  }

  async #run(): Promise<void> {
    let led = false;
    let nextAtMs = 0;
    let liveAtMs = 0;
    while (!this.#stopping.signal.aborted) {
      const ctx = this.options.context();
      const leads = await this.#leadership.check();
      try {
        if (leads && !led) nextAtMs = await this.#takeOver(ctx);
        if (leads) {
          const pending = await readPendingTrigger(ctx);
          const now = ctx.clock.nowMs();
          if (pending) {
            await clearPendingTrigger(ctx, pending);
            this.#cadence = recordActivity(now);
            nextAtMs = await this.#work(ctx, "full", pending.source, pending.retryOfId);
          } else if (now >= nextAtMs) {
            nextAtMs = await this.#work(ctx, "full", "schedule", null);
          } else if (this.#hooked || (now >= liveAtMs && await this.#hasOpenSessions(ctx))) {
            const trigger = this.#hooked ? "hook" : "live";
            this.#hooked = false;
            await this.#work(ctx, "transactions", trigger, null);
          }
          liveAtMs = ctx.clock.nowMs() + ctx.config.SYNC_LIVE_SECONDS * 1_000;
        }
      } catch (error) {
        // The database is away or lies: nothing is lost, the loop tries again.
        this.#log.error("The sync loop failed.", { error });
        nextAtMs = Math.max(nextAtMs, Date.now() + LEADER_CHECK_MS);
      }
      led = leads;
      await this.#sleep(Math.min(LEADER_CHECK_MS, Math.max(50, nextAtMs - Date.now())));
    }
  }

  async #takeOver(ctx: Ctx): Promise<number> {
    const recovered = await recoverStaleRuns(ctx);
    if (recovered > 0) {
      this.#log.warning("Runs of a process that ended were closed.", { recovered });
    }
    const schedule = await readState(ctx, SCHEDULE, scheduleSchema);
    this.#cadence = schedule ?? startCadence(ctx.clock.nowMs());
    this.#capabilities = await readState(ctx, CAPABILITIES, capabilitiesSchema) as
      | SteveCapabilities
      | null;
    const isConfigured = this.options.steve !== null || this.options.lago !== null;
    if (!isConfigured) return Infinity;
    return ctx.config.SYNC_ON_STARTUP || !schedule ? 0 : schedule.nextRunAtMs;
  }

  async #work(
    ctx: Ctx,
    scope: RunScope,
    trigger: string,
    retryOfId: number | null,
  ): Promise<number> {
    const startedMs = Date.now();
    if (scope === "full") await this.#probe(ctx);
    const deps = { ...this.options, capabilities: () => this.#capabilities };
    const result = await runSync(ctx, deps, {
      scope,
      trigger,
      retryOfId,
      signal: this.#stopping.signal,
    });
    const seconds = ((Date.now() - startedMs) / 1_000).toFixed(1);
    if (result.runId !== null) {
      const { eventsCreated, transactionsProcessed } = result.counters;
      this.#log.info(
        `Sync completed in ${seconds}s: ${eventsCreated} events created, ${transactionsProcessed} transactions processed`,
        { runId: result.runId, errors: result.errors.length },
      );
    }
    return await this.#reschedule(ctx, result);
  }

  async #reschedule(ctx: Ctx, result: RunSyncResult): Promise<number> {
    const now = ctx.clock.nowMs();
    const cadence = afterRun(
      this.#cadence ?? startCadence(now),
      {
        eventsCreated: result.counters.eventsCreated,
        openSessions: result.openSessions,
      },
      ctx.config,
      now,
    );
    this.#cadence = cadence;
    const schedule: SyncSchedule = {
      ...cadence,
      nextRunAtMs: nextRunAtMs(cadence, ctx.config, now),
      openSessions: result.openSessions,
      pinned: Boolean(ctx.config.SYNC_CRON_SCHEDULE),
    };
    await writeState(ctx, SCHEDULE, schedule);
    await ctx.events.publish(ctx.db, "sync.scheduled", {});
    return schedule.nextRunAtMs;
  }

  /** What this SteVe can do is found at run time and kept for pages. */
  async #probe(ctx: Ctx): Promise<void> {
    if (!this.options.steve) return;
    try {
      this.#capabilities = await this.options.steve.probeCapabilities();
      await writeState(ctx, CAPABILITIES, this.#capabilities);
    } catch (error) {
      this.#log.warning("SteVe's capabilities could not be found out.", { error });
    }
  }

  async #hasOpenSessions(ctx: Ctx): Promise<boolean> {
    if (!this.options.steve) return false;
    const schedule = await readState(ctx, SCHEDULE, scheduleSchema);
    return (schedule?.openSessions ?? 0) > 0;
  }

  #sleep(ms: number): Promise<void> {
    if (this.#stopping.signal.aborted || this.#hooked) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
