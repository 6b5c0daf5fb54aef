import { chargingSessions, userMappings, users } from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import {
  createTestDatabase,
  ManualClock,
  testContext,
  type TestDatabase,
} from "@/tests/support/database.ts";
import type { SteveTransaction } from "./decide_session.ts";
import type { MeterReading } from "./meter_reading.ts";

/** The instant at which tests of this module begin. */
export const NOW = Date.parse("2026-01-15T12:00:00Z");
export const at = (minutes: number) => new Date(NOW + minutes * 60_000);

export interface World {
  database: TestDatabase;
  clock: ManualClock;
  ctx: Ctx;
  /** A customer with one card; returns the mapping's id. */
  card(
    userId: string,
    idTag: string,
    over?: Partial<typeof userMappings.$inferInsert>,
  ): Promise<number>;
  session(over?: Partial<typeof chargingSessions.$inferInsert>): Promise<number>;
}

/** Runs `work` in a database of its own. */
export async function withWorld(work: (world: World) => Promise<void>): Promise<void> {
  const database = await createTestDatabase();
  const clock = new ManualClock(NOW);
  const ctx = testContext(database, { clock });
  let next = 1;
  try {
    await work({
      database,
      clock,
      ctx,
      card: async (userId, idTag, over = {}) => {
        await database.db.insert(users).values({ id: userId, publicId: userId, role: "customer" })
          .onConflictDoNothing();
        const [row] = await database.db.insert(userMappings)
          .values({ userId, steveOcppIdTag: idTag, ...over }).returning();
        return row.id;
      },
      session: async (over = {}) => {
        const [row] = await database.db.insert(chargingSessions).values({
          steveTransactionId: 100_000 + next++,
          chargeBoxId: "CP-1",
          connectorId: 1,
          idTag: "TAG1",
          startedAt: at(-60),
          meterStartWh: 1_000,
          lastHeardAt: at(0),
          createdAt: at(0),
          updatedAt: at(0),
          ...over,
        }).returning();
        return row.id;
      },
    });
  } finally {
    await database.drop();
  }
}

/** A transaction as SteVe tells it: active, an hour old, 1,000 Wh on the register at its start. */
export function transaction(over: Partial<SteveTransaction> = {}): SteveTransaction {
  return {
    transactionId: 1,
    chargeBoxId: "CP-1",
    connectorId: 1,
    idTag: "TAG1",
    startedAt: at(-60),
    meterStartWh: 1_000,
    stoppedAt: null,
    meterStopWh: null,
    ...over,
  };
}

export function reading(over: Partial<MeterReading> = {}): MeterReading {
  return {
    chargeBoxId: "CP-1",
    connectorId: 1,
    transactionId: 1,
    measuredAt: at(-10),
    energyWh: 5_000,
    powerW: 11_000,
    source: "hook",
    ...over,
  };
}
