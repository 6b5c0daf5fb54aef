import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import { chargingSessions, sites } from "@/db/schema/mod.ts";
import { createTestDatabase } from "@/tests/support/database.ts";
import { bulkInsert } from "./bulk_insert.ts";

const { db, drop } = await createTestDatabase();

const session = (steveTransactionId: number) => ({
  steveInstance: "steve",
  steveTransactionId,
  chargeBoxId: `it's "CP" \\ ${steveTransactionId} ü`,
  connectorId: 1,
  idTag: null,
  startedAt: new Date("2026-01-02T03:04:05.678Z"),
  meterStartWh: 9_007_199_254_740_991,
  stoppedAt: null,
  lastSocPercent: 40.5,
  isFinalized: true,
  tariff: {
    planCode: "p",
    planName: "P",
    currency: "EUR",
    model: "standard" as const,
    properties: { amount: "0.42" },
  },
  flags: ["stuck", "inactive_card"],
});

Deno.test("rows arrive as Drizzle's own insert would write them", async () => {
  const rows = [session(1), session(2)];
  await db.execute(bulkInsert(chargingSessions, rows));
  await db.insert(chargingSessions).values({ ...session(1), steveInstance: "other" });
  const [first, second, own] = await db.query.chargingSessions.findMany({
    orderBy: (s, { desc, asc }) => [desc(s.steveInstance), asc(s.steveTransactionId)],
  });
  const plain = ({ id: _, createdAt: _c, updatedAt: _u, lastHeardAt: _h, ...row }: typeof own) =>
    row;
  assert.deepEqual(plain(first), { ...plain(own), steveInstance: "steve" });
  assert.equal(second.chargeBoxId, session(2).chargeBoxId);
});

Deno.test("it can be followed by what an insert is followed by", async () => {
  await db.insert(sites).values({ name: "A" });
  const rows = await db.execute<{ name: string }>(
    sql`${bulkInsert(sites, [{ name: "A" }, { name: "B" }])} on conflict do nothing returning name`,
  );
  assert.deepEqual([...rows].map((row) => row.name), ["B"]);
});

Deno.test("columns that are not given take their defaults", async () => {
  await db.execute(bulkInsert(sites, [{ name: "C" }]));
  const site = await db.query.sites.findFirst({ where: (s, { eq }) => eq(s.name, "C") });
  assert.equal(site?.currency, "EUR");
});

Deno.test.afterAll(drop);
