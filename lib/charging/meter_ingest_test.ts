import assert from "node:assert/strict";
import { openDatabase } from "@/db/client.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";
import { MeterIngest } from "./meter_ingest.ts";
import { at, NOW, reading } from "./test_world.ts";
import { upsertSessions } from "./upsert_sessions.ts";
import { transaction } from "./test_world.ts";
import { until } from "@/tests/support/until.ts";

const database = await createTestDatabase();
const clock = new ManualClock(NOW);
const ctx = testContext(database, { clock });
const { sql } = database;
let nextTransaction = 1;
const newId = () => nextTransaction++;

const sessionOf = async (transactionId: number) => {
  const row = await ctx.db.query.chargingSessions.findFirst({
    where: (s, { eq }) => eq(s.steveTransactionId, transactionId),
  });
  assert.ok(row);
  return row;
};
const samplesOf = (transactionId: number) =>
  sql`select * from meter_values where transaction_id = ${transactionId} order by measured_at`;

Deno.test("an answered reading is in the table, with its session and its charger", async () => {
  const id = newId();
  const ingest = new MeterIngest(ctx, sql);
  const result = await ingest.ingest(
    reading({
      transactionId: id,
      chargeBoxId: "CP-new",
      socPercent: 40.5,
      context: "Sample.Periodic",
    }),
  );
  const session = await sessionOf(id);
  assert.deepEqual(result, { outcome: "stored", sessionId: session.id });
  assert.equal(session.idTag, null, "provisional until SteVe names the card");
  assert.equal(session.meterStartWh, null);
  assert.equal(session.energyWh, 0);
  assert.equal(session.lastMeterWh, 5_000);
  assert.equal(session.lastPowerW, 11_000);
  assert.equal(session.lastSocPercent, 40.5);
  assert.deepEqual(session.startedAt, at(-10));
  assert.deepEqual(session.lastHeardAt, at(0));
  assert.equal((await samplesOf(id)).length, 1);
  const [charger] = await sql`select * from chargers where charge_box_id = 'CP-new'`;
  assert.match(charger.public_id, /^[2-9A-Z]{8}$/);
  assert.equal(new Date(charger.last_seen_at).getTime(), NOW);
});

Deno.test("repeats are harmless and fill only what was missing", async () => {
  const id = newId();
  const ingest = new MeterIngest(ctx, sql);
  const one = reading({ transactionId: id, powerW: null });
  await ingest.ingest(one);
  await ingest.ingest({ ...one, energyWh: 77_777, powerW: 7_400 });
  await Promise.all([ingest.ingest(one), ingest.ingest(one), ingest.ingest(one)]);
  const samples = await samplesOf(id);
  assert.equal(samples.length, 1);
  assert.equal(samples[0].energy_wh, 5_000);
  assert.equal(samples[0].power_w, 7_400);
  const session = await sessionOf(id);
  assert.equal(session.lastMeterWh, 5_000);
  assert.equal(session.lastPowerW, 7_400);
});

Deno.test("energy counts from the start of the session and ignores what no station can deliver", async () => {
  const id = newId();
  await upsertSessions(ctx, [transaction({ transactionId: id })]);
  const ingest = new MeterIngest(ctx, sql);
  await ingest.ingest(reading({ transactionId: id, measuredAt: at(-30), energyWh: 6_500 }));
  assert.equal((await sessionOf(id)).energyWh, 5_500);
  await ingest.ingest(reading({ transactionId: id, measuredAt: at(-20), energyWh: 900_000_000 }));
  assert.equal((await sessionOf(id)).energyWh, 5_500);
  await ingest.ingest(reading({ transactionId: id, measuredAt: at(-10), energyWh: 8_000 }));
  assert.equal((await sessionOf(id)).energyWh, 7_000);
});

Deno.test("a reading after the stop is kept but changes no energy", async () => {
  const id = newId();
  const stopped = { stoppedAt: at(-5), meterStopWh: 9_000 };
  await upsertSessions(ctx, [transaction({ transactionId: id, ...stopped })]);
  await new MeterIngest(ctx, sql).ingest(
    reading({ transactionId: id, measuredAt: at(-4), energyWh: 20_000 }),
  );
  assert.equal((await sessionOf(id)).energyWh, 8_000);
  assert.equal((await samplesOf(id)).length, 1);
});

Deno.test("a reading of another charger cannot join a transaction", async () => {
  const id = newId();
  const ingest = new MeterIngest(ctx, sql);
  await ingest.ingest(reading({ transactionId: id, chargeBoxId: "CP-A" }));
  const foreign = reading({
    transactionId: id,
    chargeBoxId: "CP-B",
    measuredAt: at(-1),
    energyWh: 1,
  });
  const result = await ingest.ingest(foreign);
  assert.equal(result.outcome, "refused");
  assert.equal((await samplesOf(id)).length, 1);
  assert.equal((await sessionOf(id)).lastMeterWh, 5_000);
});

Deno.test("a bad reading is refused alone", async () => {
  const id = newId();
  const ingest = new MeterIngest(ctx, sql, { lanes: 1 });
  const results = await Promise.all([
    ingest.ingest(reading({ transactionId: id })),
    ingest.ingest(reading({ transactionId: id, measuredAt: at(-9), energyWh: -4 })),
    // Legal for us, refused by Postgres: only the batch's division finds it.
    ingest.ingest(reading({ transactionId: id, measuredAt: at(-8), context: "\u0000" })),
    ingest.ingest(reading({ transactionId: id, measuredAt: at(-7), energyWh: 6_000 })),
  ]);
  assert.deepEqual(results.map((result) => result.outcome), [
    "stored",
    "refused",
    "refused",
    "stored",
  ]);
  assert.deepEqual((await samplesOf(id)).map((row) => row.energy_wh), [5_000, 6_000]);
});

Deno.test("a reading without a transaction only shows that the charger lives", async () => {
  const ingest = new MeterIngest(ctx, sql);
  const result = await ingest.ingest(reading({ transactionId: null, chargeBoxId: "CP-idle" }));
  assert.deepEqual(result, { outcome: "liveness" });
  const rows = await sql`select last_seen_at from chargers where charge_box_id = 'CP-idle'`;
  assert.equal(new Date(rows[0].last_seen_at).getTime(), NOW);
  clock.advance(60_000);
  await ingest.ingest(reading({ transactionId: null, chargeBoxId: "CP-idle" }));
  clock.set(NOW);
  const later = await sql`select last_seen_at from chargers where charge_box_id = 'CP-idle'`;
  assert.equal(new Date(later[0].last_seen_at).getTime(), NOW + 60_000);
});

Deno.test("readings that arrive together share commits", async () => {
  const id = newId();
  const ingest = new MeterIngest(ctx, sql, { lanes: 1, maxBatch: 100 });
  const count = 350;
  await Promise.all(
    Array.from({ length: count }, (_, i) =>
      ingest.ingest(
        reading({ transactionId: id, measuredAt: new Date(NOW - i * 1000), energyWh: 5_000 - i }),
      )),
  );
  const [row] = await sql`select count(*) as samples, count(distinct xmin::text) as commits
    from meter_values where transaction_id = ${id}`;
  assert.deepEqual({ ...row }, { samples: count, commits: 4 });
  assert.equal((await sessionOf(id)).lastMeterWh, 5_000);
  await ingest.stop();
});

Deno.test("a batch is announced once; a new or ending transaction wakes the worker", async () => {
  const id = newId();
  const heard: string[] = [];
  const events: number[][] = [];
  const earlier = new Set((await sql`select id from charging_sessions`).map((row) => row.id));
  const listener = await sql.listen("sync_trigger", (payload) => heard.push(payload));
  await ctx.events.start();
  const stop = ctx.events.subscribe((event) => {
    // Ingests of the tests before may still announce theirs.
    if (event.type === "transaction.meter" && !earlier.has(event.data.sessionIds[0])) {
      events.push(event.data.sessionIds);
    }
  });
  const ingest = new MeterIngest(ctx, sql);
  await Promise.all(
    [1, 2, 3].map((i) => ingest.ingest(reading({ transactionId: id, measuredAt: at(-i) }))),
  );
  const { id: sessionId } = await sessionOf(id);
  await until("events", () => events.length === 1 && heard.length === 1);
  await ingest.ingest(reading({ transactionId: id, measuredAt: at(1) }));
  await until("events", () => events.length === 2);
  await ingest.ingest(
    reading({ transactionId: id, measuredAt: at(2), context: "Transaction.End" }),
  );
  await until("events", () => events.length === 3 && heard.length === 2);
  assert.deepEqual(events, [[sessionId], [sessionId], [sessionId]]);
  assert.deepEqual(heard, ["hook", "hook"]);
  stop();
  await ctx.events.stop();
  await listener.unlisten();
});

Deno.test("without a database callers are told to send again", async () => {
  const lost = openDatabase("postgres://nobody:none@127.0.0.1:1/none", { max: 1 });
  const ingest = new MeterIngest(testContext(lost, { clock }), lost.sql);
  await assert.rejects(
    ingest.ingest(reading()),
    (error) => error instanceof AppError && error.kind === "unavailable",
  );
  await lost.close(0);
});

Deno.test("a full queue and a stopped ingest refuse at once; stopping answers what was taken", async () => {
  const id = newId();
  const ingest = new MeterIngest(ctx, sql, { maxQueued: 2 });
  const taken = [at(-2), at(-1)].map((measuredAt) =>
    ingest.ingest(reading({ transactionId: id, measuredAt }))
  );
  await assert.rejects(ingest.ingest(reading({ transactionId: id })), /Too many readings/);
  await ingest.stop();
  assert.deepEqual((await Promise.all(taken)).map((result) => result.outcome), [
    "stored",
    "stored",
  ]);
  await assert.rejects(ingest.ingest(reading({ transactionId: id })), /while stopping/);
});

Deno.test("two replicas that write the same sessions agree and do not fail", async () => {
  const ids = Array.from({ length: 20 }, newId);
  const replicas = [
    new MeterIngest(ctx, sql, { lanes: 2 }),
    new MeterIngest(ctx, sql, { lanes: 1 }),
  ];
  await Promise.all(
    Array.from({ length: 400 }, (_, i) => {
      const transactionId = ids[(i * 7) % ids.length];
      const measuredAt = new Date(NOW - i * 1_000);
      return replicas[i % 2].ingest(
        reading({
          transactionId,
          measuredAt,
          energyWh: 10_000 - i,
          chargeBoxId: `CP-${transactionId % 5}`,
        }),
      );
    }),
  );
  for (const [i, id] of ids.entries()) {
    const samples = await samplesOf(id);
    assert.equal(samples.length, 20, `transaction ${i}`);
    assert.equal((await sessionOf(id)).lastMeterWh, samples.at(-1)!.energy_wh);
  }
});

Deno.test("the database of these tests goes away", () => database.drop());
