import type { Sql } from "@/db/client.ts";
import type { Config } from "@/lib/platform/config.ts";
import type { Clock } from "@/lib/platform/clock.ts";

export type HealthStatus = "ok" | "degraded" | "unhealthy";

export interface HealthCheck {
  status: HealthStatus;
  error?: string;
}

/** The contract of `GET /api/health`; times are ISO-8601 UTC. */
export interface Health {
  status: HealthStatus;
  timestamp: string;
  checks: {
    database: HealthCheck & { latencyMs?: number };
    steve: HealthCheck;
    lago: HealthCheck;
    sync: HealthCheck & { lastRun?: string };
  };
}

/** The answer must come within 2 s even when Postgres hangs (ruling 27). */
const DATABASE_TIMEOUT_MS = 1_500;
const RANK: Record<HealthStatus, number> = { ok: 0, degraded: 1, unhealthy: 2 };

/** Looks at the four dependencies; never throws. SteVe and Lago are checked by configuration alone. */
export async function checkHealth(
  deps: { sql: Sql; config: Config; clock: Clock },
): Promise<Health> {
  const { sql, config, clock } = deps;
  const [database, sync] = await Promise.all([checkDatabase(sql), checkSync(sql)]);
  const checks = {
    database,
    steve: configured(config, "STEVE_API_URL", "STEVE_API_KEY"),
    lago: configured(config, "LAGO_API_URL", "LAGO_API_KEY"),
    sync,
  };
  const status = Object.values(checks).reduce<HealthStatus>(
    (worst, check) => RANK[check.status] > RANK[worst] ? check.status : worst,
    "ok",
  );
  return { status, timestamp: clock.now().toISOString(), checks };
}

async function checkDatabase(sql: Sql): Promise<Health["checks"]["database"]> {
  const startedAt = performance.now();
  try {
    await within(sql`select 1`);
    return { status: "ok", latencyMs: Math.round((performance.now() - startedAt) * 10) / 10 };
  } catch (error) {
    return { status: "unhealthy", error: publicReason(error) };
  }
}

async function checkSync(sql: Sql): Promise<Health["checks"]["sync"]> {
  try {
    const [row] = await within(sql<{ last_run: string | null; stuck: number }[]>`
      select (select started_at from sync_runs order by started_at desc nulls last limit 1) as last_run,
        (select count(*)::int from sync_runs where status = 'running' and started_at < now() - interval '30 minutes') as stuck`);
    const lastRun = row.last_run ? { lastRun: new Date(row.last_run).toISOString() } : {};
    if (row.stuck > 0) {
      return { status: "degraded", ...lastRun, error: `${row.stuck} sync(s) running > 30 minutes` };
    }
    return { status: "ok", ...lastRun };
  } catch (error) {
    return { status: "unhealthy", error: publicReason(error) };
  }
}

function configured(
  config: Config,
  ...keys: ("STEVE_API_URL" | "STEVE_API_KEY" | "LAGO_API_URL" | "LAGO_API_KEY")[]
): HealthCheck {
  const missing = keys.filter((key) => !config[key]);
  return missing.length === 0
    ? { status: "ok" }
    : { status: "degraded", error: `${missing.join(" and ")} not set` };
}

/** The endpoint is public: what the database says in full belongs in the log. */
function publicReason(error: unknown): string {
  return error instanceof TimedOut ? "no answer within 1.5 s" : "query failed";
}

class TimedOut extends Error {}

async function within<T>(query: PromiseLike<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut()), DATABASE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([query, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
