import { z } from "zod";
import type { Sql } from "@/db/client.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import { hasDueUsage, releaseClaims } from "@/lib/billing/mod.ts";
import { logger } from "@/lib/platform/log.ts";
import type { SteveCapabilities } from "@/lib/steve/mod.ts";
import {
  afterRun,
  type CadenceState,
  nextRunAtMs,
  recordActivity,
  startCadence,
} from "./cadence.ts";
import { FailureWatch } from "./failure_watch.ts";
import { Leadership } from "./leader.ts";
import { recoverStaleRuns, type RunScope } from "./run_recorder.ts";
import { runSync, type RunSyncResult, SEGMENTS, type SyncDeps } from "./run_sync.ts";
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
  /** Pause between looks at leadership and at what is due; 5 s. */
  leaderCheckMs?: number;
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
  /** Somebody called while the loop was busy: it must not go to sleep before it has looked. */
  #isCalled = false;
  #loop: Promise<void> = Promise.resolve();
  #unlisten: () => Promise<void> = () => Promise.resolve();
  #capabilities: SteveCapabilities | null = null;
  #cadence: CadenceState | null = null;
  #failures = new FailureWatch();
  #nextAtMs = 0;
  #lookAtMs = 0;
  /** As the last look told; a new leader reads what the one before wrote. */
  #openSessions = 0;

  constructor(private readonly options: SyncServiceOptions) {
    this.#leadership = new Leadership(options.databaseUrl);
  }

  async start(): Promise<void> {
    const { unlisten } = await this.options.sql.listen(TRIGGER_CHANNEL, (source) => {
      if (source === "hook") this.#hooked = true;
      this.#isCalled = true;
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
    const pauseMs = this.options.leaderCheckMs ?? LEADER_CHECK_MS;
    let hasTakenOver = false;
    let hasFailed = false;
    while (!this.#stopping.signal.aborted) {
      const ctx = this.options.context();
      const leads = await this.#leadership.check();
      hasTakenOver &&= leads;
      let sleepMs = pauseMs;
      try {
        if (leads) {
          if (!hasTakenOver) await this.#takeOver(ctx);
          else if (hasFailed) await this.#closeLeftRuns(ctx);
          hasTakenOver = true;
          hasFailed = false;
          await this.#turn(ctx);
          sleepMs = this.#hooked ? 0 : Math.min(pauseMs, this.#nextAtMs - ctx.clock.nowMs());
        }
      } catch (error) {
        // The database is away or lies: nothing is lost, the loop tries again.
        this.#log.error("The sync loop failed.", { error });
        hasFailed = true;
      }
      await this.#sleep(Math.max(0, sleepMs));
    }
  }

  /** Does the most urgent thing that is due, if any. */
  async #turn(ctx: Ctx): Promise<void> {
    const pending = await readPendingTrigger(ctx);
    const now = ctx.clock.nowMs();
    if (pending) {
      this.#cadence = recordActivity(now);
      await this.#work(ctx, "full", pending.source, pending.retryOfId);
      // Forgotten only now: a process that dies in the run leaves the wish to its successor.
      await clearPendingTrigger(ctx, pending);
    } else if (now >= this.#nextAtMs) {
      await this.#work(ctx, "full", "schedule", null);
    } else if (this.#hooked) {
      this.#hooked = false;
      await this.#work(ctx, "transactions", "hook", null);
    } else if (now >= this.#lookAtMs) {
      this.#lookAfter(ctx);
      const isLive = this.options.steve !== null && this.#openSessions > 0;
      if (isLive) await this.#work(ctx, "transactions", "live", null);
      else if (this.options.lago && await hasDueUsage(ctx)) {
        await this.#work(ctx, "transactions", "delivery", null);
      }
    }
  }

  #lookAfter(ctx: Ctx): void {
    const pauseMs = ctx.config.SYNC_LIVE_SECONDS * 1_000 * this.#failures.slowdown;
    this.#lookAtMs = ctx.clock.nowMs() + pauseMs;
  }

  async #takeOver(ctx: Ctx): Promise<void> {
    await this.#closeLeftRuns(ctx);
    await releaseClaims(ctx);
    const schedule = await readState(ctx, SCHEDULE, scheduleSchema);
    this.#cadence = schedule ?? startCadence(ctx.clock.nowMs());
    this.#openSessions = schedule?.openSessions ?? 0;
    this.#capabilities = await readState(ctx, CAPABILITIES, capabilitiesSchema) as
      | SteveCapabilities
      | null;
    const isConfigured = this.options.steve !== null || this.options.lago !== null;
    if (!isConfigured) this.#nextAtMs = Infinity;
    else this.#nextAtMs = ctx.config.SYNC_ON_STARTUP || !schedule ? 0 : schedule.nextRunAtMs;
  }

  async #closeLeftRuns(ctx: Ctx): Promise<void> {
    const recovered = await recoverStaleRuns(ctx);
    if (recovered > 0) {
      this.#log.warning("Runs of a process that ended were closed.", { recovered });
    }
  }

  async #work(
    ctx: Ctx,
    scope: RunScope,
    trigger: string,
    retryOfId: number | null,
  ): Promise<void> {
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
    await this.#failures.note(ctx, SEGMENTS[scope], result.errors);
    await this.#reschedule(ctx, scope, result);
    this.#lookAfter(ctx);
  }

  /** Plans the next full run. Looks in between bring it nearer when they find life, and never put it off. */
  async #reschedule(ctx: Ctx, scope: RunScope, result: RunSyncResult): Promise<void> {
    const now = ctx.clock.nowMs();
    const before = this.#cadence ?? startCadence(now);
    // A SteVe that did not answer says nothing about the cars.
    const openSessions = result.openSessions ?? this.#openSessions;
    const run = { eventsCreated: result.counters.eventsCreated, openSessions };
    const isAlive = run.eventsCreated > 0 || openSessions > 0;
    const cadence = scope === "full" || isAlive ? afterRun(before, run, ctx.config, now) : before;
    const next = nextRunAtMs(cadence, ctx.config, now);
    this.#cadence = cadence;
    this.#openSessions = openSessions;
    this.#nextAtMs = scope === "full" ? next : Math.min(this.#nextAtMs, next);
    const schedule: SyncSchedule = {
      ...cadence,
      nextRunAtMs: this.#nextAtMs,
      openSessions,
      pinned: Boolean(ctx.config.SYNC_CRON_SCHEDULE),
    };
    await writeState(ctx, SCHEDULE, schedule);
    await ctx.events.publish(ctx.db, "sync.scheduled", {});
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

  async #sleep(ms: number): Promise<void> {
    if (!this.#stopping.signal.aborted && !this.#isCalled && ms > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#isCalled = false;
  }
}
