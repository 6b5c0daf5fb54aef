import assert from "node:assert/strict";
import { startTestApp } from "@/tests/support/app.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";

const PATH = "/api/admin/transaction/event";
const app = await startTestApp();
await seedSampleWorld(app.database.db, new Date("2026-01-20T12:00:00Z"));
const cookie = await app.signInOperator();
const keep = { sanitizeResources: false, sanitizeOps: false };
Deno.test.afterAll(() => app.stop());

const ask = async (query: string, over: { cookie?: string } = { cookie }) => {
  const response = await app.request("admin", `${PATH}${query}`, over);
  return { status: response.status, body: await response.json() };
};

Deno.test("200: events of the days, both included, newest first", keep, async () => {
  const { status, body } = await ask("?start=2026-01-18&end=2026-01-20");
  assert.equal(status, 200);
  const times = body.events.map((event: { createdAt: string }) => event.createdAt);
  assert.ok(times.length > 10);
  assert.deepEqual(times, [...times].sort().reverse());
  assert.ok(times.at(-1) >= "2026-01-18T00:00:00.000Z");
  const [first] = body.events;
  assert.equal(first.kwhDelta, (first.meterValueTo - first.meterValueFrom) / 1_000);
  assert.match(first.lagoEventTransactionId, /^steve:1000:\d+$/);
  const held = body.events.find((event: { status: string }) => event.status === "held");
  assert.deepEqual([held.heldReason, held.userMappingId, held.syncedAt], [
    "unmapped_card",
    null,
    null,
  ]);
});

Deno.test("200: a quiet day is an empty list", keep, async () => {
  assert.deepEqual(await ask("?start=2025-01-01&end=2025-01-01"), {
    status: 200,
    body: { events: [] },
  });
});

Deno.test("400: a day is missing, unreadable, or the end lies before the start", keep, async () => {
  for (
    const query of [
      "",
      "?start=2026-01-01",
      "?start=01.02.2026&end=x",
      "?start=2026-01-02&end=2026-01-01",
      "?start=0000-01-01&end=0000-01-02",
      "?start=2026-01-01&end=9999-12-31",
    ]
  ) {
    const { status, body } = await ask(query);
    assert.equal(status, 400, query);
    assert.equal(typeof body.error, "string");
  }
});

Deno.test("401: nobody is told about billing", keep, async () => {
  assert.equal((await ask("?start=2026-01-01&end=2026-01-02", {})).status, 401);
});
