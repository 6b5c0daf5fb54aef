import assert from "node:assert/strict";
import { seededRandom } from "@/lib/sandbox/steve/mod.ts";
import { type BillingWorld, startBillingWorld, syntheticRows } from "./support/billing_world.ts";
import { type ChildWorker, startChildWorker } from "./support/child_worker.ts";
import { until } from "@/tests/support/until.ts";

const TAKE_OVER_MS = 10_000;

Deno.test("two replicas share one database and one lead", async (t) => {
  const world = await startBillingWorld();
  const { sql } = world.database;
  // Slow answers make runs long enough to be met.
  world.lago.control.setFaults([{ match: { method: "POST" }, kind: "latency", ms: 60 }]);
  const rows = syntheticRows(2_400, seededRandom(3));
  const replicas: ChildWorker[] = [];
  const start = async (name: string) => {
    replicas.push(startChildWorker(name, world.env));
    await replicas.at(-1)!.ready;
  };
  try {
    await start("north");
    await start("south");

    await t.step("while both live only one of them works", async () => {
      world.insertRows(rows.splice(0, 600));
      await wake(world);
      await world.drained();
      const names = await sql`select distinct replica from sync_runs`;
      assert.equal(names.length, 1, "both replicas ran");
    });

    await t.step("the leader dies in a run and the other takes over within seconds", async () => {
      world.insertRows(rows.splice(0));
      await wake(world);
      const leader = await leaderInARun(world, replicas);
      const others = replicas.filter((replica) => replica !== leader);
      await leader.kill();
      const diedAt = Date.now();
      await until(
        "the other replica's run",
        async () =>
          (await sql`select 1 from sync_runs where replica = ${others[0].name}`).length > 0,
      );
      assert.ok(Date.now() - diedAt <= TAKE_OVER_MS);
      await world.drained();
      await world.checkExact();
    });

    await t.step("the run of the dead is closed and no two runs overlap", async () => {
      const left = await sql`select 1 from sync_runs where status = 'failed'
        and errors::text like '%process ended during this run%'`;
      assert.equal(left.length, 1);
      const overlaps = await sql`select a.id, b.id as other from sync_runs a join sync_runs b
        on a.id < b.id and b.started_at < a.completed_at`;
      assert.deepEqual([...overlaps], []);
    });

    await t.step("a replica that is asked to stop hands the lead over", async () => {
      await start("east");
      await Promise.all(replicas.filter(({ name }) => name !== "east").map((each) => each.stop()));
      world.insert(50, seededRandom(5));
      await wake(world);
      await world.drained();
      await world.checkExact();
      const [last] = await sql`select replica from sync_runs order by id desc limit 1`;
      assert.equal(last.replica, "east");
    });
  } finally {
    await Promise.all(replicas.map((replica) => replica.kill()));
    await world.stop();
  }
});

/** As a hook does it. */
const wake = ({ database: { sql } }: BillingWorld) => sql`select pg_notify('sync_trigger', 'hook')`;

function leaderInARun({ database: { sql } }: BillingWorld, replicas: ChildWorker[]) {
  return until("a run that is halfway", async () => {
    const [run] = await sql`
      select replica from sync_runs where status = 'running' and events_sent between 100 and 1500`;
    return replicas.find((replica) => replica.name === run?.replica) ?? false;
  });
}
