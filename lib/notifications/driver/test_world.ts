import {
  chargers,
  chargingSessions,
  connectors,
  evses,
  meterValues,
  sites,
  userMappings,
  users,
} from "@/db/schema/mod.ts";
import type { Ctx } from "@/lib/platform/context.ts";
import {
  createTestDatabase,
  ManualClock,
  testContext,
  type TestDatabase,
} from "@/tests/support/database.ts";

/** The instant at which tests of this module begin. */
export const NOW = Date.parse("2026-01-15T12:00:00Z");
export const at = (minutes: number) => new Date(NOW + minutes * 60_000);

export interface World {
  database: TestDatabase;
  clock: ManualClock;
  ctx: Ctx;
  /** A driver with one card; returns the mapping's id. */
  driver(userId: string, over?: Partial<typeof users.$inferInsert>): Promise<number>;
  session(
    mappingId: number | null,
    over?: Partial<typeof chargingSessions.$inferInsert>,
  ): Promise<number>;
  /** Readings of session 1000 + `n`, as pairs of minutes and Wh. */
  readings(transactionId: number, values: [number, number][]): Promise<void>;
  connector(connectorId: number, status: string, minutes: number): Promise<void>;
}

/** Runs `work` in a database of its own with one charger, CP-1, of two connectors. */
export async function withWorld(work: (world: World) => Promise<void>): Promise<void> {
  const database = await createTestDatabase();
  const { db } = database;
  const clock = new ManualClock(NOW);
  const ctx = testContext(database, { clock });
  const [site] = await db.insert(sites).values({ name: "Lyon", timeZone: "Europe/Paris" })
    .returning();
  const [charger] = await db.insert(chargers).values({
    chargeBoxId: "CP-1",
    publicId: "CHRG2345",
    friendlyName: "Bay 1",
    siteId: site.id,
    lastSeenAt: at(0),
  }).returning();
  let next = 1_001;
  try {
    await work({
      database,
      clock,
      ctx,
      driver: async (userId, over = {}) => {
        await db.insert(users).values({
          id: userId,
          publicId: userId,
          email: `${userId}@example.org`,
          createdAt: at(-10_000),
          ...over,
        });
        const [row] = await db.insert(userMappings)
          .values({ userId, steveOcppIdTag: `TAG-${userId}` }).returning();
        return row.id;
      },
      session: async (mappingId, over = {}) => {
        const [row] = await db.insert(chargingSessions).values({
          steveTransactionId: next++,
          chargeBoxId: "CP-1",
          connectorId: 1,
          mappingId,
          startedAt: at(-30),
          meterStartWh: 1_000,
          lastHeardAt: at(0),
          createdAt: at(0),
          updatedAt: at(0),
          ...over,
        }).returning();
        return row.id;
      },
      readings: async (transactionId, values) => {
        await db.insert(meterValues).values(values.map(([minutes, energyWh]) => ({
          transactionId,
          measuredAt: at(minutes),
          chargeBoxId: "CP-1",
          connectorId: 1,
          energyWh,
          source: "hook" as const,
        })));
      },
      connector: async (connectorId, status, minutes) => {
        const [evse] = await db.insert(evses)
          .values({ chargerId: charger.id, evseId: connectorId })
          .onConflictDoUpdate({
            target: [evses.chargerId, evses.evseId],
            set: { evseId: connectorId },
          }).returning();
        const set = { status, statusAt: at(minutes) };
        await db.insert(connectors).values({ evseId: evse.id, ...set }).onConflictDoUpdate({
          target: [connectors.evseId, connectors.connectorId],
          set,
        });
      },
    });
  } finally {
    await database.drop();
  }
}
