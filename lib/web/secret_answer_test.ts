import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { idempotencyKeys } from "@/db/schema/platform.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { sealOf } from "./idempotency.ts";
import { createTestApp, endpoint } from "./testing/test_app.ts";

const AUTH_SECRET = "test-secret-of-at-least-32-characters";
const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("a seal opens by the same body and master secret, and by nothing else", () => {
  const sealed = sealOf(AUTH_SECRET, bytes('{"proof":1}')).close("the secret");
  assert.ok(!sealed.includes("secret"));
  assert.equal(sealOf(AUTH_SECRET, bytes('{"proof":1}')).open(sealed), "the secret");
  assert.throws(() => sealOf(AUTH_SECRET, bytes('{"proof":2}')).open(sealed));
  assert.throws(() => sealOf(`${AUTH_SECRET}!`, bytes('{"proof":1}')).open(sealed));
});

Deno.test("a secret answer: not cached, saved sealed, replayed to who repeats the body", async () => {
  const database = await createTestDatabase();
  let runs = 0;
  const { post } = createTestApp(database, [
    endpoint({
      method: "POST",
      path: "/api/things/secret",
      hosts: "any",
      auth: "public",
      rate: "none",
      idempotent: true,
      isSecret: true,
      summary: "A secret",
      request: { body: z.object({ proof: z.string() }) },
      responses: { 200: { description: "It", schema: z.object({ secret: z.string() }) } },
    }, () => ({ secret: `hush-${++runs}` })),
  ]);
  const send = async (proof: string) => {
    const response = await post("/api/things/secret", { proof }, {
      headers: { "idempotency-key": "key-1" },
    });
    assert.equal(response.headers.get("cache-control"), "no-store");
    return { response, body: await response.json() };
  };
  const first = await send("a");
  assert.deepEqual(first.body, { secret: "hush-1" });
  assert.equal(first.response.headers.get("pragma"), "no-cache");
  const again = await send("a");
  assert.deepEqual(again.body, { secret: "hush-1" });
  assert.equal(again.response.headers.get("pragma"), "no-cache");
  assert.equal(again.response.headers.get("idempotent-replay"), "true");
  const other = await send("b");
  assert.equal(other.response.status, 409);
  assert.equal(runs, 1);
  const rows = await database.db.select().from(idempotencyKeys)
    .where(eq(idempotencyKeys.key, "key-1"));
  assert.equal(rows.length, 1);
  assert.ok(!JSON.stringify(rows).includes("hush"));
  await database.drop();
});
