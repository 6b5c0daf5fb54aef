import { PgBoss } from "pg-boss";
import type { Sql } from "@/db/client.ts";
import { logger } from "./log.ts";

export interface JobDefinition {
  name: string;
  /** Cron pattern in UTC. */
  cron: string;
  /** Called by one replica per tick; throwing makes the queue try again. */
  run(): Promise<void>;
}

export interface Jobs {
  stop(): Promise<void>;
}

/**
 * Runs the recurring jobs on pg-boss over the process's own pool. The queue lives in the database, so
 * replicas share the work and a tick is not lost with the process that took it.
 */
export async function startJobs(pool: Sql, definitions: JobDefinition[]): Promise<Jobs> {
  const log = logger("jobs");
  const boss = new PgBoss({
    db: {
      executeSql: async (text: string, values: unknown[] = []) => {
        const rows = await pool.unsafe(text, values as never[]);
        return { rows: rows as unknown as Record<string, unknown>[] };
      },
    },
    schema: "jobs",
    schedule: true,
    supervise: true,
  });
  boss.on("error", (error: unknown) => log.warning("The job queue had a failure.", { error }));
  await boss.start();
  for (const { name, cron, run } of definitions) {
    await boss.createQueue(name, {
      policy: "singleton",
      retryLimit: 3,
      retryDelay: 5,
      retryBackoff: true,
      expireInSeconds: 600,
    });
    await boss.schedule(name, cron, {}, { tz: "UTC" });
    await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
      await run().catch((error) => {
        log.error("A job failed.", { name, error });
        throw error;
      });
    });
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 5_000 }) };
}
