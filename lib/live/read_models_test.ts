import assert from "node:assert/strict";
import { chargingSessions, notifications } from "@/db/schema/mod.ts";
import { listNotifications, unreadCount } from "@/lib/notifications/mod.ts";
import { createTestDatabase, ManualClock, testContext } from "@/tests/support/database.ts";
import { seedSampleWorld } from "@/tests/support/sample_world.ts";
import { energyByDay } from "./energy_by_day.ts";
import { heldUsage, openRejects } from "./held_usage.ts";
import { archiveNotice, markNoticesRead } from "./notices.ts";

const database = await createTestDatabase();
const clock = new ManualClock("2026-03-30T10:00:00Z");
const ctx = testContext(database, { clock });
const keep = { sanitizeResources: false, sanitizeOps: false };
Deno.test.afterAll(() => database.drop());

let transactions = 0;
const session = (startedAt: string, energyWh: number) =>
  database.db.insert(chargingSessions).values({
    steveTransactionId: ++transactions,
    chargeBoxId: "CP",
    connectorId: 1,
    startedAt: new Date(startedAt),
    energyWh,
  });

Deno.test(
  "days are calendar days of the zone, quiet ones are zero, older ones are left out",
  keep,
  async () => {
    await session("2026-03-29T22:30:00Z", 1_000);
    await session("2026-03-29T12:00:00Z", 200);
    await session("2026-03-20T12:00:00Z", 9_999);
    assert.deepEqual(await energyByDay(ctx, { days: 3 }), [
      { day: "2026-03-28", energyWh: 0, sessions: 0 },
      { day: "2026-03-29", energyWh: 1_200, sessions: 2 },
      { day: "2026-03-30", energyWh: 0, sessions: 0 },
    ]);
    // Clocks went forward in Paris on the 29th: half past midnight of the 30th there.
    const paris = await energyByDay(ctx, { days: 3, timeZone: "Europe/Paris" });
    assert.deepEqual(paris.map((day) => [day.day, day.energyWh]), [
      ["2026-03-28", 0],
      ["2026-03-29", 200],
      ["2026-03-30", 1_000],
    ]);
  },
);

Deno.test("held energy is summed by reason; refused rows are those still open", keep, async () => {
  await database.sql`delete from charging_sessions`;
  await seedSampleWorld(database.db, clock.now());
  const [held, ...others] = await heldUsage(ctx);
  const [{ wh }] = await database.sql`
    select sum(wh_delta)::int as wh from synced_transaction_events where status = 'held'`;
  assert.deepEqual([held.reason, held.events, held.energyWh, others.length], [
    "unmapped_card",
    8,
    wh,
    0,
  ]);
  assert.equal((await openRejects(ctx)).length, 1);
  await database.sql`update sync_rejects set resolved_at = now()`;
  assert.equal((await openRejects(ctx)).length, 0);
});

Deno.test(
  "reading marks what was seen, not what came after; archiving takes one away",
  keep,
  async () => {
    const seen = await listNotifications(ctx, { audience: "admin" });
    const [late] = await database.db.insert(notifications).values({
      audience: "admin",
      source: "test",
      title: "Late",
    }).returning();
    assert.equal(await markNoticesRead(ctx, { upToId: seen[0].id }), seen.length);
    assert.equal(await unreadCount(ctx, { audience: "admin" }), 1);
    assert.equal(await archiveNotice(ctx, { id: late.id }), 1);
    assert.equal(await archiveNotice(ctx, { id: late.id }), 0);
    assert.equal(await unreadCount(ctx, { audience: "admin" }), 0);
    assert.equal((await listNotifications(ctx, { audience: "admin" })).length, seen.length);
  },
);

Deno.test(
  "a driver cannot touch the operators' notices, nor an operator a driver's",
  keep,
  async () => {
    const driver = {
      ...ctx,
      actor: {
        kind: "user" as const,
        userId: "driver-1",
        role: "customer" as const,
        permissions: [],
      },
    };
    await assert.rejects(archiveNotice(driver, { id: 1 }), /belong to the operators/);
    const [theirs] = await database.db.insert(notifications).values({
      audience: "customer",
      source: "test",
      title: "Yours",
    }).returning();
    assert.equal(await archiveNotice(ctx, { id: theirs.id }), 0);
  },
);
