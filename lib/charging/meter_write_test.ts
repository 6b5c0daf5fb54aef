import assert from "node:assert/strict";
import { openDatabase } from "@/db/client.ts";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";
import { MeterIngest } from "./meter_ingest.ts";
import { at, NOW, reading, transaction } from "./test_world.ts";
import { upsertSessions } from "./upsert_sessions.ts";

const PRESSURE_MS = 2_000;
const TRANSACTIONS = 8;

Deno.test("sessions that others change meanwhile take their readings, and the server lives", async () => {
  const database = await createTestDatabase();
  // A backend that ends by a signal takes every connection of the server with it.
  const witness = openDatabase(database.url, { dedicated: true });
  const backend = async () => (await witness.sql`select pg_backend_pid() as pid`)[0].pid;
  try {
    const before = await backend();
    const ctx = testContext(database, { clock: new ManualClock(NOW) });
    // Half of the transactions are known; the first readings make the others.
    const known = Array.from({ length: TRANSACTIONS / 2 }, (_, n) => n + 1);
    await upsertSessions(ctx, known.map((transactionId) => transaction({ transactionId })));
    const replicas = [new MeterIngest(ctx, database.sql), new MeterIngest(ctx, database.sql)];
    const end = performance.now() + PRESSURE_MS;
    const acknowledged: string[] = [];
    let touched = 0;

    const feed = async (replica: MeterIngest, feeder: number) => {
      for (let round = 0; performance.now() < end; round++) {
        await Promise.all(Array.from({ length: 10 }, async (_, n) => {
          const transactionId = 1 + n % TRANSACTIONS;
          // Instants go back and forth: late readings look at the samples stored.
          const measuredAt = new Date(
            at(-50).getTime() + feeder * 7 + (round ^ 3) * 1_000 + n * 50,
          );
          const result = await replica.ingest(reading({
            chargeBoxId: "CP-1",
            transactionId,
            measuredAt,
            energyWh: 2_000 + round,
            socPercent: n % 3 === 0 ? null : 50,
          }));
          assert.equal(result.outcome, "stored");
          acknowledged.push(`${transactionId} ${measuredAt.toISOString()}`);
        }));
      }
    };
    const touch = async (start: number) => {
      for (let n = start; performance.now() < end; n++) {
        await database.sql.begin(async (tx) => {
          const id = 1 + n % TRANSACTIONS;
          await tx`select 1 from charging_sessions where steve_transaction_id = ${id} for update`;
          await tx`update charging_sessions set updated_at = now(), last_meter_at =
            case when ${n % 3 === 0} then null else last_meter_at + interval '1 second' end
            where steve_transaction_id = ${id}`;
        });
        touched++;
      }
    };
    await Promise.all([
      ...[0, 1, 2, 3].map((feeder) => feed(replicas[feeder % 2], feeder)),
      ...[0, 3, 5].map(touch),
    ]);
    await Promise.all(replicas.map((replica) => replica.stop()));

    assert.equal(await backend(), before, "the server restarted");
    assert.ok(acknowledged.length > 0 && touched > 0);
    const rows = await database.sql`select transaction_id, measured_at from meter_values`;
    const stored = new Set(
      rows.map((row) => `${row.transaction_id} ${new Date(row.measured_at).toISOString()}`),
    );
    assert.deepEqual(acknowledged.filter((sample) => !stored.has(sample)), []);
    assert.equal(stored.size, new Set(acknowledged).size);
  } finally {
    await witness.close();
    await database.drop();
  }
});
