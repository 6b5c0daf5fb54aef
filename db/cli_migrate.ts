import { loadConfig } from "@/lib/platform/config.ts";
import { readEnvironment } from "@/lib/platform/environment.ts";
import { startEmbeddedPostgres } from "./embedded.ts";
import { migrateDatabase } from "./migrate.ts";

/** `deno task db:migrate`: brings DATABASE_URL, or the embedded database, up to date. */
const config = loadConfig(readEnvironment());
const embedded = config.DATABASE_URL ? null : await startEmbeddedPostgres(config.DATA_DIR);
await migrateDatabase(config.DATABASE_URL ?? embedded!.url);
await embedded?.stop();
console.log("The database is up to date.");
