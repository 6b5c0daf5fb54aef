import { alternate, load, medianOf } from "./measure.ts";
import type { BareSql } from "./bare.ts";
import { type Figure, shown } from "./figure.ts";
import type { LoadPlan } from "./load_plan.ts";
import { openBenchWorld } from "./world.ts";

const CONNECTIONS = 16;

/** `GET /api/health`, closed loop. */
export const health: Figure = async () => {
  const world = await openBenchWorld("bench_health");
  try {
    world.bare.handle("/api/health", (_req, sql) => bareHealth(sql));
    const plan = (port: number): LoadPlan => ({
      port,
      host: world.config.APP_HOST,
      kind: "page",
      path: "/api/health",
      concurrency: CONNECTIONS,
      warmupMs: 1_000,
      durationMs: 4_000,
    });
    const rounds = await alternate(
      5,
      () => load(plan(world.app.port)),
      () => load(plan(world.bare.port)),
    );
    const row = (name: string, side: typeof rounds.product) => [
      name,
      medianOf(side, (r) => r.perSec),
      medianOf(side, (r) => r.p50),
      medianOf(side, (r) => r.p99),
    ];
    const ratio = medianOf(rounds.product, (r) => r.perSec) /
      medianOf(rounds.bare, (r) => r.perSec);
    return [{
      title: "GET /api/health",
      method: `Closed loop, ${CONNECTIONS} connections; medians of 5 alternating rounds of 4 s.`,
      columns: ["", "requests/s", "p50 ms", "p99 ms"],
      rows: [row("Product", rounds.product), row("Bare handler", rounds.bare)],
      outcome: `${shown(ratio)} of the bare handler's throughput`,
    }];
  } finally {
    await world.stop();
  }
};

/** The same two queries and the same answer. */
async function bareHealth(sql: BareSql): Promise<Response> {
  const startedAt = performance.now();
  const [, [row]] = await Promise.all([
    sql`select 1`,
    sql`select (select started_at from sync_runs order by started_at desc nulls last limit 1) as last_run,
      (select count(*)::int from sync_runs where status = 'running' and started_at < now() - interval '30 minutes') as stuck`,
  ]);
  const latencyMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return Response.json({
    status: "ok",
    timestamp: new Date().toISOString(),
    checks: {
      database: { status: "ok", latencyMs },
      steve: { status: "ok" },
      lago: { status: "ok" },
      sync: { status: row.stuck > 0 ? "degraded" : "ok" },
    },
  });
}
