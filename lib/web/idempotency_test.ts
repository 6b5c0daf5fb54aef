import assert from "node:assert/strict";
import { z } from "zod";
import { ManualClock } from "@/lib/platform/clock.ts";
import { conflict, invalid } from "@/lib/platform/errors.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { runOnce, type Scope } from "./idempotency.ts";
import { type Answer, reply } from "./reply.ts";
import { RequestError } from "./request_error.ts";
import { createTestApp, endpoint } from "./testing/test_app.ts";

const database = await createTestDatabase();
let runs = 0;
let act: () => unknown = () =>
  reply(201, { run: ++runs }, { location: `/${runs}`, "x-other": "1" });
const { post } = createTestApp(database, [
  endpoint({
    method: "POST",
    path: "/api/admin/charge/{id}",
    hosts: "admin",
    auth: "operator",
    idempotent: true,
    rate: "none",
    summary: "Charge",
    request: { body: z.object({ amount: z.number() }) },
    responses: { 201: { description: "Made" }, 503: { description: "Not now" } },
  }, () => {
    runs++;
    return act();
  }),
]);
const send = async (key: string, over: { id?: string; amount?: unknown; as?: string } = {}) => {
  const { id = "1", amount = 1, as = "operator" } = over;
  const response = await post(`/api/admin/charge/${id}`, { amount }, {
    as,
    headers: { "idempotency-key": key },
  });
  return {
    status: response.status,
    replay: response.headers.get("idempotent-replay"),
    retryAfter: response.headers.get("retry-after"),
    location: response.headers.get("location"),
    body: await response.json(),
  };
};
const reset = (next: () => unknown) => {
  runs = 0;
  act = next;
};

Deno.test({ name: "idempotency", sanitizeOps: false, sanitizeResources: false }, async (t) => {
  await t.step("a repeat gets the saved answer and the handler runs once", async () => {
    reset(() => reply(201, { made: runs }, { location: "/x", "x-other": "1" }));
    const first = await send("k1");
    const again = await send("k1");
    assert.deepEqual([first.status, first.body, first.replay], [201, { made: 1 }, null]);
    assert.deepEqual([again.status, again.body, again.replay], [201, { made: 1 }, "true"]);
    assert.deepEqual([again.location, runs], ["/x", 1]);
  });

  await t.step("two at once run the handler once; the other is told to wait", async () => {
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    reset(async () => {
      entered.resolve();
      await gate.promise;
      return reply(201, { made: 1 });
    });
    const first = send("race");
    await entered.promise;
    const second = await send("race");
    assert.deepEqual([second.status, second.body.code], [409, "idempotency_in_progress"]);
    assert.equal(second.retryAfter, "2");
    gate.resolve();
    assert.equal((await first).status, 201);
    assert.deepEqual([(await send("race")).replay, runs], ["true", 1]);
  });

  await t.step("twenty at once run the handler once", async () => {
    reset(() => reply(201, { made: 1 }));
    const results = await Promise.all(Array.from({ length: 20 }, () => send("crowd")));
    assert.equal(runs, 1);
    for (const { status } of results) assert.ok(status === 201 || status === 409);
    assert.equal(results.filter((r) => r.status === 201 && r.replay === null).length, 1);
  });

  await t.step("another body or address under the same key is 409", async () => {
    reset(() => reply(201, {}));
    await send("k2");
    for (const other of [{ amount: 2 }, { id: "2" }]) {
      const { status, body } = await send("k2", other);
      assert.deepEqual([status, body.code], [409, "idempotency_key_reused"]);
    }
    assert.equal(runs, 1);
  });

  await t.step("keys of different people do not meet", async () => {
    reset(() => reply(201, {}));
    await send("k3");
    assert.equal((await send("k3", { as: "admin" })).replay, null);
    assert.equal(runs, 2);
  });

  await t.step("nothing is saved when validation fails, before or in the handler", async () => {
    reset(() => {
      throw invalid("Not like this.");
    });
    assert.equal((await send("k4", { amount: "x" })).status, 400);
    assert.equal((await send("k4")).status, 400);
    act = () => reply(201, {});
    assert.deepEqual([(await send("k4")).status, runs], [201, 2]);
  });

  await t.step("foreseen refusals and 5xx that the handler chose are saved", async () => {
    for (
      const [key, status, next] of [
        ["k5", 409, () => {
          throw conflict("Taken.");
        }],
        ["k6", 503, () => reply(503, { later: true })],
      ] as const
    ) {
      reset(next);
      assert.deepEqual([(await send(key)).status, (await send(key)).status], [status, status]);
      assert.equal(runs, 1);
    }
  });

  await t.step("a crash is not saved: the repeat runs again", async () => {
    reset(() => {
      throw new Error("boom");
    });
    assert.equal((await send("k7")).status, 500);
    act = () => reply(201, {});
    assert.deepEqual([(await send("k7")).status, runs], [201, 2]);
  });

  await t.step("a key has 1 to 255 characters", async () => {
    assert.equal((await send("x".repeat(256))).body.code, "invalid_idempotency_key");
    assert.equal((await send("")).body.code, "invalid_idempotency_key");
    reset(() => reply(201, {}));
    assert.equal((await send("x".repeat(255))).status, 201);
  });

  await t.step("without a key every request runs", async () => {
    reset(() => reply(201, {}));
    for (let i = 0; i < 2; i++) {
      await post("/api/admin/charge/1", { amount: 1 }, { as: "operator" });
    }
    assert.equal(runs, 2);
  });

  await t.step("after 24 h the key is free, even for another request", async () => {
    const clock = new ManualClock();
    const deps = { db: database.db, clock };
    const scope: Scope = { key: "old", route: "R", userId: "u", requestHash: "1" };
    let count = 0;
    const work = (): Promise<Answer> =>
      Promise.resolve({ status: 200, headers: {}, body: String(++count) });
    const once = (over: Partial<Scope> = {}) =>
      runOnce(deps, { ...scope, ...over }, work, () => true);
    await once();
    clock.advance(24 * 3_600_000 - 1);
    assert.equal((await once()).body, "1");
    clock.advance(1);
    assert.equal((await once({ requestHash: "2" })).body, "2");
    assert.equal((await once({ requestHash: "2" })).headers["idempotent-replay"], "true");
  });

  await t.step(
    "a lock left by a crash is taken over, and its late owner changes nothing",
    async () => {
      const clock = new ManualClock();
      const deps = { db: database.db, clock };
      const scope: Scope = { key: "dead", route: "R", userId: "u", requestHash: "1" };
      const gate = Promise.withResolvers<void>();
      const entered = Promise.withResolvers<void>();
      const answer = (body: string): Answer => ({ status: 200, headers: {}, body });
      const late = runOnce(deps, scope, async () => {
        entered.resolve();
        await gate.promise;
        return answer("late");
      }, () => true);
      await entered.promise;
      const repeat = (body: string) =>
        runOnce(deps, scope, () => Promise.resolve(answer(body)), () => true);
      await assert.rejects(repeat("x"), (error) => error instanceof RequestError);
      clock.advance(120_000);
      assert.equal((await repeat("second")).body, "second");
      gate.resolve();
      assert.equal((await late).body, "late");
      assert.equal((await repeat("third")).body, "second");
    },
  );

  await database.drop();
});
