import { openDatabase } from "@/db/client.ts";
import { type Config, ConfigError, loadConfig } from "@/lib/platform/config.ts";
import { DRIVER_EMAIL, OPERATOR } from "./people.ts";

/** What a person may set. Everything else would point the demo at real systems, people or mail. */
const ALLOWED = [
  "HOSTNAME_BIND",
  "ADMIN_HOST",
  "APP_HOST",
  "PUBLIC_SCHEME",
  "TRUST_PROXY",
  "DATABASE_POOL",
  "LOG_LEVEL",
  "LOG_FORMAT",
  "AUTH_SECRET",
  "SHUTDOWN_GRACE_SECONDS",
  "DEMO_SPEED",
];

/** The product's configuration for the demo: the stand-ins, a lively worker, mail that stays here. */
export function demoConfig(
  env: Record<string, string | undefined>,
  wiring: Record<string, string>,
): Config {
  return loadConfig({
    LOG_LEVEL: "warning",
    STEVE_MAX_RPS: "50",
    SYNC_ACTIVE_SECONDS: "30",
    SYNC_IDLE_SECONDS: "30",
    SYNC_LIVE_SECONDS: "5",
    MAGIC_LINK_TTL_SECONDS: "86400",
    OPERATOR_CONTACT_EMAIL: OPERATOR.email,
    ...Object.fromEntries(ALLOWED.filter((key) => env[key]).map((key) => [key, env[key]])),
    ...wiring,
  });
}

/**
 * Makes sure that the demo does not write its people into somebody's real database.
 * @throws ConfigError when the database holds accounts and the demo's driver is not among them
 */
export async function requireDemoDatabase(url: string): Promise<void> {
  const { sql, close } = openDatabase(url, { max: 1 });
  try {
    const [{ exists }] = await sql`select to_regclass('public.users') is not null as exists`;
    if (!exists) return;
    const [{ foreign }] = await sql`select exists (select 1 from users)
      and not exists (select 1 from users where email = ${DRIVER_EMAIL}) as foreign`;
    if (foreign) {
      throw new ConfigError(
        "DATABASE_URL names a database with real accounts. Unset it, or give the demo an empty one.",
      );
    }
  } finally {
    await close();
  }
}
