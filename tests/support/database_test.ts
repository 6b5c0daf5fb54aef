import assert from "node:assert/strict";
import { createTestDatabase } from "./database.ts";

Deno.test("a test database is migrated, empty and alone", async () => {
  const first = await createTestDatabase();
  const second = await createTestDatabase();
  try {
    await first.sql`insert into sites (name) values ('A')`;
    assert.equal((await first.sql`select 1 from sites`).length, 1);
    assert.equal((await second.sql`select 1 from sites`).length, 0);
  } finally {
    await Promise.all([first.drop(), second.drop()]);
  }
});
