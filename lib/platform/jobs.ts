import { PgBoss } from "pg-boss";
import postgres from "postgres";
import { logger } from "./log.ts";

const INSTALL_LOCK = 7_304_004;

export interface JobDefinition {
  name: string;
  /** Cron pattern in UTC. */
  cron: string;
  /** Called by one replica per tick; throwing makes the queue try again. */
  run(): Promise<void>;
  /** Seconds before the first repeat of a failed run; doubles from there. */
  retryDelaySec?: number;
}

export interface Jobs {
  /** Puts one run of a job into the queue now, beside its schedule. */
  runNow(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs the recurring jobs on pg-boss. The queue lives in the database, so replicas share the work and a
 * tick is not lost with the process that took it. It has two connections of its own: Drizzle switches
 * off the JSON serialisation of the shared pool, which pg-boss needs.
 */
export async function startJobs(
  databaseUrl: string,
  definitions: JobDefinition[],
  options: { pollSeconds?: number } = {},
): Promise<Jobs> {
  const log = logger("jobs");
  const pool = postgres(databaseUrl, {
    max: 2,
    onnotice: () => {},
    connection: { application_name: "polaris-jobs" },
    // pg-boss hands over JSON that is text already.
    types: {
      json: {
        to: 114,
        from: [114, 3802],
        serialize: (value: unknown) => typeof value === "string" ? value : JSON.stringify(value),
        parse: (text: string) => JSON.parse(text),
      },
    },
  });
  const boss = new PgBoss({
    db: {
      // Reserved: pg-boss sends whole transactions as one text.
      executeSql: async (text: string, values: unknown[] = []) => {
        const connection = await pool.reserve();
        try {
          const rows = await connection.unsafe(text, values as never[]);
          return { rows: rows as unknown as Record<string, unknown>[] };
        } catch (error) {
          // A text that began a transaction and failed would leave the connection inside it.
          await connection.unsafe("rollback").catch(() => {});
          throw error;
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
  // Replicas that start together on a new database must not install the queue side by side.
  const installing = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await installing`select pg_advisory_lock(${INSTALL_LOCK})`;
    await boss.start();
  } finally {
    await installing.end({ timeout: 2 });
  }
  for (const definition of definitions) {
    const { name, cron, run } = definition;
    await boss.createQueue(name, {
      policy: "singleton",
      retryLimit: 3,
      retryDelay: definition.retryDelaySec ?? 5,
      retryBackoff: true,
      expireInSeconds: 600,
    });
    await boss.schedule(name, cron, {}, { tz: "UTC" });
    await boss.work(name, { pollingIntervalSeconds: options.pollSeconds ?? 10 }, async () => {
      await run().catch((error) => {
        log.error("A job failed.", { name, error });
        throw error;
      });
    });
  }
  return {
    runNow: async (name) => {
      await boss.send(name, {});
    },
    stop: async () => {
      await boss.stop({ graceful: true, timeout: 5_000 });
      await pool.end({ timeout: 2 });
    },
  };
}
