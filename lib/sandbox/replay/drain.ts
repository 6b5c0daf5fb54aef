import { sql } from "drizzle-orm";
import { z } from "zod";
import { runSync } from "@/lib/sync/mod.ts";
import type { ReplayWorld } from "./world.ts";

/** How far the worker is. */
export interface DrainProgress {
  sessionsRead: number;
  /** Outbox events in all and those that Lago has accepted. */
  events: number;
  eventsSent: number;
}

/** The worker made no headway in several runs; the message is its last complaint. */
export class DrainStuck extends Error {}

const RUNS_WITHOUT_HEADWAY = 5;
const LOOK_MS = 250;

export interface DrainOptions {
  signal: AbortSignal;
  onProgress: (progress: DrainProgress) => void;
  /** Pause between two looks at the progress; 250 ms. */
  lookMs?: number;
}

/**
 * Runs the real worker until SteVe has nothing new and Lago owes no answer, or until `signal`.
 * @returns whether everything was drained
 * @throws DrainStuck when run after run fails without headway
 */
export async function drain(
  world: ReplayWorld,
  options: DrainOptions,
): Promise<boolean> {
  const { ctx, ingest } = world;
  const capabilities = await world.steveClient.probeCapabilities();
  const looking = watch(world, options);
  let idleRuns = 0;
  try {
    for (let run = 0; !options.signal.aborted; run++) {
      const result = await runSync(ctx, {
        steve: world.steveClient,
        lago: world.lagoClient,
        ingest,
        replica: "replay",
        capabilities: () => capabilities,
      }, {
        scope: run === 0 ? "full" : "transactions",
        trigger: "replay",
        signal: options.signal,
      });
      if (options.signal.aborted) break;
      const due = await nextDue(world);
      const { transactionsProcessed, eventsSent } = result.counters;
      const moved = transactionsProcessed + eventsSent;
      if (moved === 0 && result.errors.length === 0 && due === null) return true;
      idleRuns = moved === 0 ? idleRuns + 1 : 0;
      if (idleRuns >= RUNS_WITHOUT_HEADWAY) {
        throw new DrainStuck(result.errors.at(-1)?.message ?? "Events stay due and do not leave.");
      }
      // A batch that a killed run had claimed, or that was put off, need not be waited for.
      if (due !== null) world.clock.skipTo(due);
    }
    return false;
  } finally {
    await looking.stop();
  }
}

const dueShape = z.object({ due: z.coerce.date().nullable() });

async function nextDue({ database: { db } }: ReplayWorld): Promise<number | null> {
  const [row] = await db.execute(sql`
    select min(next_attempt_at) as due from synced_transaction_events where status = 'pending'`);
  return dueShape.parse({ due: row.due ?? null }).due?.getTime() ?? null;
}

const progressShape = z.object({
  sessions: z.coerce.number(),
  events: z.coerce.number(),
  sent: z.coerce.number(),
});

/** What the worker has done so far, from its own tables. */
export async function readProgress({ database: { db } }: ReplayWorld): Promise<DrainProgress> {
  const [row] = await db.execute(sql`
    select (select count(*) from charging_sessions) as sessions,
      count(*) filter (where status <> 'zero') as events,
      count(*) filter (where status = 'sent') as sent
    from synced_transaction_events`);
  const { sessions, events, sent } = progressShape.parse(row);
  return { sessionsRead: sessions, events, eventsSent: sent };
}

function watch(world: ReplayWorld, { onProgress, lookMs }: DrainOptions) {
  let looking: Promise<void> = Promise.resolve();
  const look = () => looking = looking.then(async () => onProgress(await readProgress(world)));
  const timer = setInterval(() => void look().catch(() => {}), lookMs ?? LOOK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await look().catch(() => {});
    },
  };
}
