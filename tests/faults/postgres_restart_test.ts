import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { startEmbeddedPostgres } from "@/db/embedded.ts";
import { checkInvariants } from "@/lib/billing/mod.ts";
import { checkHealth } from "@/lib/health/mod.ts";
import { seededRandom } from "@/lib/sandbox/steve/mod.ts";
import { type RunningServices, startServices } from "@/services.ts";
import { testConfig } from "@/tests/support/database.ts";
import { startBillingStandIns } from "./support/billing_world.ts";
import { outliveLostConnections } from "@/tests/support/lost_connections.ts";
import { startMeterLoad } from "./support/meter_load.ts";
import { startTcpProxy } from "@/tests/support/tcp_proxy.ts";
import { until } from "@/tests/support/until.ts";

const portOf = (url: string) => Number(new URL(url).port);
/** Ruling: health answers within 2 s even when Postgres does not. */
const HEALTH_MS = 2_500;

outliveLostConnections();

Deno.test("Postgres restarts under load", async (t) => {
  const closing: (() => Promise<unknown> | void)[] = [];
  try {
    await underLoad(t, closing);
  } finally {
    for (const close of closing.reverse()) await close();
  }
});

async function underLoad(
  t: Deno.TestContext,
  closing: (() => Promise<unknown> | void)[],
): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "polaris-restart-" });
  closing.push(() => Deno.remove(dir, { recursive: true }));
  await Deno.chmod(dir, 0o755);
  let postgres = await startEmbeddedPostgres(dir);
  closing.push(() => postgres.stop());
  const proxy = startTcpProxy(portOf(postgres.url));
  closing.push(() => proxy.stop());
  const world = await startBillingStandIns();
  closing.push(() => world.stop());
  const url = new URL(postgres.url);
  url.port = String(proxy.port);
  const services = await startServices(testConfig({ ...world.config, DATABASE_URL: url.href }));
  closing.push(() => services.stop());
  const [{ cluster }] = await services.sql`select current_setting('data_directory') as cluster`;
  // Where the account of Postgres cannot reach the folder, its cluster lives elsewhere.
  closing.splice(1, 0, () => Deno.remove(dirname(cluster), { recursive: true }));
  await world.seedCards(services.db);
  const load = startMeterLoad(services.ingest);
  closing.push(() => load.stop());
  const restart = async () => {
    // Backends of a killed server need a moment to notice.
    postgres = await until("Postgres", () => startEmbeddedPostgres(dir).catch(() => null));
    proxy.target = portOf(postgres.url);
  };

  await t.step("stopped and started: health tells of it and comes back", async () => {
    world.insert(400, seededRandom(1));
    await loaded(load.acknowledged);
    await postgres.stop();
    await healthIs(services, "unhealthy");
    await restart();
    await healthIs(services, "ok");
    await loaded(load.acknowledged);
  });

  await t.step("killed with -9 and started: likewise", async () => {
    world.insert(400, seededRandom(2));
    await services.sql`select pg_notify('sync_trigger', 'hook')`;
    const pid = Number((await Deno.readTextFile(join(cluster, "postmaster.pid"))).split("\n")[0]);
    assert.ok(pid > 1);
    Deno.kill(pid, "SIGKILL");
    await healthIs(services, "unhealthy");
    await restart();
    await healthIs(services, "ok");
    await loaded(load.acknowledged);
  });

  await t.step("every reading that was acknowledged is there", async () => {
    await load.stop();
    const rows = await services.sql`
      select transaction_id || '@' || (extract(epoch from measured_at) * 1000)::bigint || '=' || energy_wh as reading
      from meter_values`;
    const stored = new Set(rows.map((row) => row.reading));
    const lost = load.acknowledged.filter((reading) => !stored.has(reading));
    assert.deepEqual(lost, []);
    assert.ok(load.refusals > 0, "no reading met the outage");
  });

  await t.step("the worker goes on by itself and bills everything once", async () => {
    await services.sql`select pg_notify('sync_trigger', 'hook')`;
    await until("the drain", async () => {
      const [row] = await services.sql`select
        (select count(*)::int from charging_sessions where is_finalized) as closed,
        (select count(*)::int from synced_transaction_events where status = 'pending') as due`;
      return row.closed === world.steve.control.counts().total && row.due === 0;
    });
    assert.deepEqual(await checkInvariants(services.systemContext("test")), []);
    world.checkLago();
    const running = await services.sql`select 1 from sync_runs where status = 'running'
      and started_at < now() - interval '20 seconds'`;
    assert.equal(running.length, 0, "a run that the outage ended still says running");
  });
}

async function healthIs(services: RunningServices, status: "ok" | "unhealthy"): Promise<void> {
  await until(`health to be ${status}`, async () => {
    const startedAt = performance.now();
    const health = await checkHealth(services);
    assert.ok(performance.now() - startedAt < HEALTH_MS, "health took too long");
    return health.checks.database.status === status;
  });
}

/** Until the load has got further by some hundred readings. */
async function loaded(acknowledged: string[]): Promise<void> {
  const before = acknowledged.length;
  await until("readings to flow", () => acknowledged.length > before + 200);
}
