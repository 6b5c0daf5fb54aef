import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createTestDatabase } from "@/tests/support/database.ts";
import { openDatabase } from "./client.ts";
import { startupOffset } from "./lost_connections.ts";

Deno.test("a startup packet is found behind what was left over, and nowhere else", () => {
  const startup = Buffer.alloc(40);
  startup.writeUInt32BE(40, 0);
  startup.writeUInt32BE(196_608, 4);
  assert.equal(startupOffset(startup), 0);
  assert.equal(startupOffset(Buffer.concat([Buffer.from("Q\0\0\0\rROLLBACK\0"), startup])), 14);
  assert.equal(startupOffset(Buffer.from("Q\0\0\0\rROLLBACK\0")), null);
  assert.equal(startupOffset(startup.subarray(0, 39)), null);
});

Deno.test("a transaction ends with its connection and touches nothing afterwards", async () => {
  const database = await createTestDatabase();
  // One slot: whoever comes next has the connection that the lost transaction had.
  const { sql, close } = openDatabase(database.url, { max: 1 });
  try {
    await sql`create table t (n int)`;
    const later = Promise.withResolvers<void>();
    const attempts: string[] = [];
    const lost = sql.begin(async (tx) => {
      const [{ pid }] = await tx`select pg_backend_pid() as pid`;
      await tx`insert into t values (1)`;
      const sleep = tx`select pg_sleep(10)`.catch(() => {});
      await database.sql`select pg_terminate_backend(${pid}::int)`;
      await sleep;
      await later.promise;
      try {
        await tx`insert into t values (2)`;
      } catch (error) {
        attempts.push((error as { code: string }).code);
      }
      try {
        await tx.unsafe("insert into t values (3)");
      } catch (error) {
        attempts.push((error as { code: string }).code);
      }
    });
    await assert.rejects(lost, (error: { code: string }) => /^(57P01|CONN)/.test(error.code));
    // postgres.js tells the first query of a new connection what ended the one before.
    await sql`select 1`.catch(() => {});
    await sql.begin(async (tx) => {
      await tx`insert into t values (4)`;
      later.resolve();
      await tx`select pg_sleep(0.05)`;
      await tx`insert into t values (5)`;
    });
    assert.deepEqual(attempts, ["CONNECTION_CLOSED", "CONNECTION_CLOSED"]);
    assert.deepEqual((await sql`select n from t order by n`).map((row) => row.n), [4, 5]);
  } finally {
    await close();
    await database.drop();
  }
});

Deno.test("a failed transaction is rolled back and its error told", async () => {
  const database = await createTestDatabase();
  try {
    const { sql } = database;
    await sql`create table t (n int)`;
    const failing = sql.begin(async (tx) => {
      await tx`insert into t values (1)`;
      await tx.savepoint((inner) => inner`select 1 / 0`).catch(() => {});
      throw new Error("mine");
    });
    await assert.rejects(failing, /mine/);
    const [rows] = await sql.begin((tx) => [tx`select 1 as n`]);
    assert.equal(rows[0].n, 1);
    assert.equal((await sql`select * from t`).length, 0);
  } finally {
    await database.drop();
  }
});

Deno.test("a peer that accepts and closes is a failure, told soon and not asked without end", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let accepted = 0;
  const accepting = (async () => {
    for await (const connection of listener) {
      accepted++;
      connection.close();
    }
  })();
  const { sql, close } = openDatabase(`postgres://u:p@127.0.0.1:${listener.addr.port}/d`, {
    max: 1,
  });
  await assert.rejects(Promise.resolve(sql`select 1`), { code: "ECONNRESET" });
  assert.equal(accepted, 1);
  await close();
  listener.close();
  await accepting;
});
