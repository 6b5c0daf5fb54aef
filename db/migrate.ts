import { fileURLToPath } from "node:url";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { openDatabase } from "./client.ts";

const LOCK = 7_304_001;

/**
 * Applies the migrations that `url` lacks, under an advisory lock so that replicas starting
 * together apply them once. Forward only.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const { db, sql, close } = openDatabase(url, {
    max: 2,
    statementTimeoutMs: 0,
    applicationName: "polaris-migrate",
  });
  try {
    const lock = await sql.reserve();
    try {
      await lock`select pg_advisory_lock(${LOCK})`;
      await migrate(db, {
        migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)),
      });
      await lock`select pg_advisory_unlock(${LOCK})`;
    } finally {
      lock.release();
    }
  } finally {
    await close();
  }
}
