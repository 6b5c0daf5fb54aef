import { PgBoss } from "pg-boss";
import postgres from "postgres";
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
 * Runs the recurring jobs on pg-boss. The queue lives in the database, so replicas share the work and a
 * tick is not lost with the process that took it. It has two connections of its own: Drizzle switches
 * off the JSON serialisation of the shared pool, which pg-boss needs.
 */
export async function startJobs(databaseUrl: string, definitions: JobDefinition[]): Promise<Jobs> {
  const log = logger("jobs");
  const pool = postgres(databaseUrl, {
    max: 2,
    onnotice: () => {},
    connection: { application_name: "polaris-jobs" },
  });
  const boss = new PgBoss({
    db: {
      // Reserved: pg-boss sends whole transactions as one text.
      executeSql: async (text: string, values: unknown[] = []) => {
        const connection = await pool.reserve();
        try {
          const rows = await connection.unsafe(text, values as never[]);
          return { rows: rows as unknown as Record<string, unknown>[] };
        } finally {
          connection.release();
        }
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
  return {
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 5_000 });
      await pool.end({ timeout: 2 });
    },
  };
}
