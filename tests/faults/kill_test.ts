import assert from "node:assert/strict";
import { readTransactionFile } from "@/lib/sandbox/replay/transaction_file.ts";
import { seededRandom } from "@/lib/sandbox/steve/mod.ts";
import { openDatabase } from "@/db/client.ts";
import {
  type BillingWorld,
  type Row,
  startBillingWorld,
  syntheticRows,
} from "./support/billing_world.ts";
import { type ChildWorker, startChildWorker } from "./support/child_worker.ts";
import { moment } from "./support/moment.ts";
import { until } from "@/tests/support/until.ts";

/** REPLAY_FILE takes the first 5,000 rows of a file of real transactions instead. */
const FILE = Deno.env.get("REPLAY_FILE");
const SEED = Number(Deno.env.get("SEED") ?? 7);
const KILLS = 20;
const LEADER_LOCK = 7_304_003;

Deno.test("kill -9 at any moment of a replay loses nothing and bills nothing twice", async () => {
  const random = seededRandom(SEED);
  const world = await startBillingWorld();
  const rows = FILE ? fileRows(await Deno.readTextFile(FILE)) : syntheticRows(3_000, random);
  // Work arrives while processes come and go, so that no kill meets an idle worker for long.
  const share = Math.ceil(rows.length / (KILLS + 1));
  let worker = startChildWorker("worker-0", world.env);
  try {
    for (let kill = 1; kill <= KILLS; kill++) {
      world.insertRows(rows.splice(0, share));
      // Some die while they start, some anywhere, some in a run.
      const fate = random();
      if (fate > 0.2) await worker.ready;
      if (fate > 0.5) await beginsARun(world, worker);
      await moment(Math.floor(random() * (fate > 0.5 ? 60 : 400)));
      await worker.kill();
      worker = startChildWorker(`worker-${kill}`, world.env);
    }
    world.insertRows(rows);
    await worker.ready;
    await world.drained();
    await until(
      "the end of the last run",
      async () =>
        (await world.database.sql`select 1 from sync_runs where status = 'running'`).length === 0,
    );
    assert.equal(await worker.stop(), 0);
    await world.checkExact();
    await checkRuns(world.database.url);
  } catch (error) {
    console.error(`SEED=${SEED} fails.`);
    throw error;
  } finally {
    await worker.kill();
    await world.stop();
  }
});

function beginsARun({ database: { sql } }: BillingWorld, { name }: ChildWorker): Promise<true> {
  return until(
    `a run of ${name}`,
    async () => (await sql`select 1 from sync_runs where replica = ${name}`).length > 0,
  );
}

/** Runs of killed processes are closed with their reason, and nobody holds the lead. */
async function checkRuns(url: string): Promise<void> {
  const { sql, close } = openDatabase(url, { max: 1 });
  try {
    const failed = await sql`select errors from sync_runs where status = 'failed'`;
    const ended = failed.filter((run) =>
      run.errors.some((error: { message: string }) => /process ended during/.test(error.message))
    );
    assert.ok(ended.length >= 3, `only ${ended.length} kills met a run: badly chosen moments`);
    // Postgres learns of the death of its clients when it next looks at their sockets.
    await until("the lead of dead processes to be free", async () => {
      const [{ free }] = await sql`select pg_try_advisory_lock(${LEADER_LOCK}) as free`;
      return free;
    });
  } finally {
    await close();
  }
}

function fileRows(text: string): Row[] {
  return readTransactionFile(text, 5_000).rows.map((row) => ({
    chargeBoxId: row.chargeBoxId,
    connectorId: row.connectorId,
    startMs: row.startMs,
    startValue: 0,
    stopMs: row.stopMs,
    stopValue: row.energyWh,
  }));
}
