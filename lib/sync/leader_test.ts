import assert from "node:assert/strict";
import { createTestDatabase } from "@/tests/support/database.ts";
import { until } from "@/tests/support/until.ts";
import { Leadership } from "./leader.ts";

Deno.test("one replica of several leads", async (t) => {
  const database = await createTestDatabase();
  const [first, second] = [new Leadership(database.url), new Leadership(database.url)];

  await t.step("the first to ask, for as long as it lives", async () => {
    assert.equal(await first.check(), true);
    assert.equal(await second.check(), false);
    assert.equal(await first.check(), true);
  });

  await t.step("its resignation frees the lead at once", async () => {
    await first.resign();
    assert.equal(await second.check(), true);
    assert.equal(await first.check(), false);
  });

  await t.step("a leader whose connection was cut knows that it does not lead", async () => {
    await database.sql`select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;
    await until("the lead to be free", () => first.check());
    assert.equal(await second.check(), false);
    assert.equal(await second.check(), false);
  });

  await first.resign();
  await second.resign();
  await database.drop();
});

Deno.test("a database that takes the call and says nothing ends the lead", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const silent: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) silent.push(connection);
  })();
  const url = `postgres://nobody:nothing@127.0.0.1:${listener.addr.port}/none`;
  const leadership = new Leadership(url, { answerMs: 100 });
  assert.equal(await leadership.check(), false);
  assert.ok(silent.length > 0);
  await leadership.resign();
  listener.close();
  for (const connection of silent) connection.close();
  await accepting;
});
