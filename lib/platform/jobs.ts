import { PgBoss } from "pg-boss";
import { openPool } from "@/db/client.ts";
import { JobConnection } from "./job_connection.ts";
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
 * tick is not lost with the process that took it. It has a connection of its own (`JobConnection`).
 */
export async function startJobs(
  databaseUrl: string,
  definitions: JobDefinition[],
  options: { pollSeconds?: number } = {},
): Promise<Jobs> {
  const log = logger("jobs");
  const connection = new JobConnection(databaseUrl);
  const boss = new PgBoss({
    db: { executeSql: (text, values) => connection.executeSql(text, values) },
    schema: "jobs",
    schedule: true,
    supervise: true,
  });
  boss.on("error", (error: unknown) => log.warning("The job queue had a failure.", { error }));
  // Replicas that start together on a new database must not install the queue side by side.
  const installing = openPool(databaseUrl, { dedicated: true, statementTimeoutMs: 0 });
  try {
    await installing`select pg_advisory_lock(${INSTALL_LOCK})`;
    await boss.start();
  } catch (error) {
    await connection.close();
    throw error;
  } finally {
    await installing.end({ timeout: 2 });
  }
  const begin = async ({ name, cron, run, retryDelaySec = 5 }: JobDefinition) => {
    await boss.createQueue(name, {
      policy: "singleton",
      retryLimit: 3,
      retryDelay: retryDelaySec,
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
  };
  const stop = async () => {
    connection.hurry();
    await boss.stop({ graceful: true, timeout: 5_000 });
    await connection.close();
  };
  try {
    for (const definition of definitions) await begin(definition);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    runNow: async (name) => {
      await boss.send(name, {});
    },
    stop,
  };
}
