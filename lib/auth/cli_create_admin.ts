import { text } from "node:stream/consumers";
import process from "node:process";
import { openDatabase } from "@/db/client.ts";
import { startEmbeddedPostgres } from "@/db/embedded.ts";
import { migrateDatabase } from "@/db/migrate.ts";
import { systemClock } from "@/lib/platform/clock.ts";
import { ConfigError, loadConfig } from "@/lib/platform/config.ts";
import { readEnvironment } from "@/lib/platform/environment.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { EventBus } from "@/lib/platform/events.ts";
import { newRequestId } from "@/lib/platform/ids.ts";
import { configureLog, logger } from "@/lib/platform/log.ts";
import { createAdmin, USAGE } from "./create_admin.ts";

/** `deno task admin:create`: works beside a running application and without one. */
async function main(args: string[]): Promise<void> {
  const config = loadConfig(readEnvironment());
  await configureLog({ ...config, LOG_LEVEL: "warning" });
  const embedded = config.DATABASE_URL ? null : await startEmbeddedPostgres(config.DATA_DIR);
  const url = config.DATABASE_URL ?? embedded!.url;
  try {
    await migrateDatabase(url);
    const database = openDatabase(url, { max: 2, applicationName: "polaris-admin-create" });
    try {
      await createAdmin(
        {
          db: database.db,
          actor: { kind: "system", name: "command line" },
          clock: systemClock,
          log: logger("auth"),
          events: new EventBus(database.sql),
          config,
          requestId: newRequestId(),
        },
        args,
        {
          isInteractive: Deno.stdin.isTerminal(),
          ask: (question) => prompt(question),
          readAll: () => text(process.stdin),
          print: (line) => console.log(line),
        },
      );
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    if (!(error instanceof AppError) && !(error instanceof ConfigError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    Deno.exit(1);
  }
}
