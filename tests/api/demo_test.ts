import assert from "node:assert/strict";
import { type Demo, startDemo } from "@/lib/sandbox/demo/demo.ts";
import { DRIVER_EMAIL, OPERATOR } from "@/lib/sandbox/demo/people.ts";
import { requestDriverLink } from "@/lib/sandbox/demo/sign_in_link.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { outliveLostConnections } from "@/tests/support/lost_connections.ts";
import { until } from "@/tests/support/until.ts";

outliveLostConnections();

const PATIENCE = { everyMs: 200, limitMs: 120_000 };

Deno.test({
  name: "the demo: a driver's session appears live, ends, is billed, and a restart goes on",
  // The process's Postgres pools and job queue close in the background.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async (t) => {
    const database = await createTestDatabase();
    const dataDir = await Deno.makeTempDir({ prefix: "polaris-demo-" });
    const env = { PORT: "0", DATA_DIR: dataDir, DATABASE_URL: database.url };
    const { sql } = database;
    const open = () => startDemo(env, { driverRealMs: 6_000 });
    const counts = async () =>
      (await sql`select (select count(*)::int from users) as users,
        (select count(*)::int from user_mappings) as cards, (select count(*)::int from sites) as sites,
        (select count(*)::int from chargers) as chargers`)[0];
    let demo: Demo | null = await open();
    try {
      const historic = demo.steve.control.counts().total;

      await t.step("health is 200 ok and both accounts can sign in", async () => {
        const { app, config } = demo!;
        const health = await fetch(`http://127.0.0.1:${app.port}/api/health`);
        assert.equal(health.status, 200);
        assert.equal((await health.json()).status, "ok");
        const info = { headers: new Headers(), ip: "127.0.0.1", requestId: "demo-test" };
        const signedIn = await app.services.auth.signInWithPassword(info, OPERATOR);
        assert.equal(signedIn.ok, true);
        const link = await requestDriverLink(app);
        assert.ok(link?.startsWith(config.appUrl), String(link));
      });

      const live = await t.step("a virtual car's session appears live for the driver", async () => {
        await until("a live session of the driver", async () => {
          const [row] = await sql`select c.id from charging_sessions c
            join user_mappings m on upper(m.steve_ocpp_id_tag) = upper(c.id_tag) join users u on u.id = m.user_id
            where u.email = ${DRIVER_EMAIL} and c.stopped_at is null and c.energy_wh > 0`;
          return row;
        }, PATIENCE);
      });
      assert.ok(live);

      await t.step("it ends, is billed, and its events add up to its meter", async () => {
        const session = await until("the end of the driver's session", async () => {
          const [row] = await sql`select c.id, c.steve_transaction_id::int as tx,
              (c.meter_stop_wh - c.meter_start_wh)::int as meter,
              (select sum(wh_delta)::int from synced_transaction_events e where e.session_id = c.id and e.status in ('sent', 'zero')) as billed
            from charging_sessions c join user_mappings m on m.id = c.mapping_id join users u on u.id = m.user_id
            where u.email = ${DRIVER_EMAIL} and c.is_finalized and c.steve_transaction_id > ${historic}
              and not exists (select 1 from synced_transaction_events e where e.session_id = c.id and e.status = 'pending')`;
          return row;
        }, PATIENCE);
        assert.ok(session.meter > 0);
        assert.equal(session.billed, session.meter);
        const atLago = demo!.lago.control.sumUsage("value", {
          transactionIdPrefix: `steve:${session.tx}:`,
        });
        assert.equal(Math.round(Number(atLago) * 1_000), session.meter);
      });

      await t.step(
        "the past is billed, its months are closed, no one is ahead of time",
        async () => {
          await demo!.backfill.done;
          const invoices = demo!.lago.control.invoices();
          assert.ok(invoices.length >= 30);
          assert.ok(invoices.some((invoice) => invoice.payment_status === "succeeded"));
          const [{ future, held }] = await sql`select
          (select count(*)::int from charging_sessions where greatest(started_at, stopped_at) > now()) as future,
          (select count(*)::int from charging_sessions c where steve_transaction_id <= ${historic} and mapping_id is null) as held`;
          assert.deepEqual({ future, held }, { future: 0, held: 0 });
          assert.deepEqual(await counts(), { users: 31, cards: 39, sites: 3, chargers: 10 });
        },
      );

      await t.step(
        "it stops with no session left open, and a second start adds nothing",
        async () => {
          const before = demo!.steve.control.counts().total;
          const state = await counts();
          await demo!.stop();
          demo = null;
          demo = await open();
          assert.deepEqual(await counts(), state);
          const after = demo.steve.control.counts();
          assert.ok(after.total >= before && after.total < before + 20);
          assert.ok(after.total < historic * 2);
        },
      );
    } finally {
      await demo?.stop();
      await database.drop();
      await Deno.remove(dataDir, { recursive: true });
    }
  },
});
