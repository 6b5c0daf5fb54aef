import assert from "node:assert/strict";
import { createTestDatabase } from "@/tests/support/database.ts";
import { isLostConnection } from "./uncaught.ts";

const CHILD = new URL("./testing/lose_connections.ts", import.meta.url).pathname;

async function child(mode: string, url: string) {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", CHILD, mode, url],
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(90_000),
  });
  const { code, stdout, stderr } = await process.output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  const logged = new TextDecoder().decode(stderr).split("\n").concat(lines);
  return { code, lines, logged: (text: string) => logged.filter((l) => l.includes(text)).length };
}

Deno.test("a process that loses its connections under load", async (t) => {
  const database = await createTestDatabase();
  try {
    await t.step("lives, and every slot of its pool answers again", async () => {
      const { code, lines } = await child("load", database.url);
      assert.equal(code, 0, lines.join("\n"));
      const { waiting, killed, sum, failed } = JSON.parse(lines.at(-1)!);
      assert.ok(killed >= 5 && failed > 0);
      assert.deepEqual({ waiting, sum }, { waiting: 0, sum: 66 });
    });

    await t.step("lives through what the driver throws, and says so once", async () => {
      const { code, lines, logged } = await child("bare", database.url);
      assert.equal(code, 0, lines.join("\n"));
      assert.equal(JSON.parse(lines.at(-1)!).escaped, 3);
      assert.equal(logged("A database connection was lost"), 1);
    });

    for (const [mode, text] of [["throw", "SyntaxError"], ["reject", "nobody waits for this"]]) {
      await t.step(`ends with code 1 and a logged error after another ${mode}`, async () => {
        const { code, logged } = await child(mode, database.url);
        assert.equal(code, 1);
        assert.equal(logged("An error that nobody caught ends the process."), 1);
        assert.ok(logged(text) >= 1);
      });
    }
  } finally {
    await database.drop();
  }
});

Deno.test("only failures of a lost connection are recognised", () => {
  const dead = new TypeError("Cannot read properties of null (reading 'write')");
  assert.equal(isLostConnection(dead), false, "somebody else's socket");
  dead.stack = `${dead}\n    at Immediate.nextWrite (file:///x/postgres/src/connection.js:255:22)`;
  assert.equal(isLostConnection(dead), true);
  const query = "\n select b.oid, b.typarray\n from pg_catalog.pg_type a";
  assert.equal(isLostConnection(Object.assign(new Error("x"), { query, code: "57P01" })), true);
  assert.equal(isLostConnection(Object.assign(new Error("x"), { query, code: "42501" })), false);
  const mine = Object.assign(new Error("x"), { query: "select 1", code: "57P01" });
  assert.equal(isLostConnection(mine), false);
  assert.equal(isLostConnection("x"), false);
});
