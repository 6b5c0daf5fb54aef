import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { type Database, openDatabase } from "@/db/client.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded.ts";
import { migrateDatabase } from "@/db/migrate.ts";
import { type Clock, ManualClock, systemClock } from "@/lib/platform/clock.ts";
import { type Config, loadConfig } from "@/lib/platform/config.ts";
import type { Actor, Ctx } from "@/lib/platform/context.ts";
import { EventBus } from "@/lib/platform/events.ts";
import { logger } from "@/lib/platform/log.ts";
import { testFolder } from "./test_folder.ts";

export { ManualClock };

/** A database of one test file: real, migrated, empty, and dropped by `drop`. */
export interface TestDatabase extends Database {
  url: string;
  drop(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL("../../db/migrations", import.meta.url));

/**
 * Makes a fresh database from a migrated template on the server of TEST_DATABASE_URL (set by
 * `deno task test`), or on an embedded server in `testFolder()` when a file is run by itself.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await serverUrl();
  const template = await ensureTemplate(server);
  const name = `t_${crypto.randomUUID().replaceAll("-", "")}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await retryWhileBusy(() =>
    admin.unsafe(`create database ${name} template ${template} strategy file_copy`)
  );
  await admin.end();
  const url = withDatabase(server, name);
  const database = openDatabase(url, { max: 8 });
  return {
    ...database,
    url,
    drop: async () => {
      await database.close();
      const cleaner = postgres(server, { max: 1, onnotice: () => {} });
      await cleaner.unsafe(`drop database if exists ${name} with (force)`);
      await cleaner.end();
    },
  };
}

/** A service context on `database`: manual clock, system actor, quiet log. */
export function testContext(
  database: Database,
  over: { actor?: Actor; clock?: Clock; config?: Partial<Config>; events?: EventBus } = {},
): Ctx {
  return {
    db: database.db,
    actor: over.actor ?? { kind: "system", name: "test" },
    clock: over.clock ?? systemClock,
    log: logger("test"),
    events: over.events ?? new EventBus(database.sql),
    config: testConfig(over.config),
    requestId: "test-request",
  };
}

/** A valid configuration that reads nothing from the machine's environment. */
export function testConfig(over: Partial<Config> = {}): Config {
  const base = loadConfig({
    AUTH_SECRET: "test-secret-of-at-least-32-characters",
    DENO_ENV: "test",
    STEVE_HOOK_DEADLINE_MS: "10000",
    // One driver reads hundreds of pages in a second there.
    PAGES_PER_MINUTE: "100000",
  });
  return { ...base, ...over };
}

/** A file run by itself leaves its server running; the next run shares or adopts it. */
let embeddedServer: Promise<EmbeddedPostgres> | null = null;

async function serverUrl(): Promise<string> {
  const given = Deno.env.get("TEST_DATABASE_URL");
  if (given) return given;
  embeddedServer ??= startEmbeddedPostgres(testFolder());
  return (await embeddedServer).url;
}

async function ensureTemplate(server: string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS).sort()) {
    if (file.endsWith(".sql")) hash.update(readFileSync(`${MIGRATIONS}/${file}`));
  }
  const name = `template_${hash.digest("hex").slice(0, 16)}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await admin`select pg_advisory_lock(7304002)`;
    const found = await admin`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) {
      // Built under another name first: a half-migrated template must never be found.
      await admin.unsafe(`drop database if exists ${name}_new with (force)`);
      await admin.unsafe(`create database ${name}_new`);
      await migrateDatabase(withDatabase(server, `${name}_new`));
      await admin.unsafe(`alter database ${name}_new rename to ${name}`);
    }
    await admin`select pg_advisory_unlock(7304002)`;
  } finally {
    await admin.end();
  }
  return name;
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function retryWhileBusy(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1;; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      // 55006: another file copies the template at this moment.
      if ((error as { code?: string }).code !== "55006" || attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
