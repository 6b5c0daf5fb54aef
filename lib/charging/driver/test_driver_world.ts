import { eq } from "drizzle-orm";
import { chargers, connectors, evses } from "@/db/schema/mod.ts";
import { MINUTE, type Network, START, withStation } from "@/lib/sandbox/stations/test_network.ts";
import type { SteveSandboxOptions } from "@/lib/sandbox/steve/mod.ts";
import { PASSWORD } from "@/lib/sandbox/steve/test_sandbox.ts";
import { createSteveClient, type SteveClient } from "@/lib/steve/mod.ts";
import { upsertSessions } from "../mod.ts";
import { withWorld, type World } from "../test_world.ts";

export { MINUTE, START };
export const BOX = "CP1";
export const DRIVER = "DRVR2345";
export const CARD = "CARD0001";

/** A driver with a card that SteVe knows, before a station with two connectors that both sides know. */
export interface DriverWorld extends World, Omit<Network, "clock"> {
  clock: World["clock"];
  steve: SteveClient;
  cardId: number;
  /** Moves our clock and the station's. */
  pass(ms: number): Promise<void>;
  setStatus(connectorId: number, status: string | null): Promise<void>;
  /** What the worker does: SteVe's transactions become sessions. */
  readTransactions(): Promise<void>;
}

export async function withDriver(
  options: Parameters<typeof withStation>[0] & {
    steve?: Partial<SteveSandboxOptions>;
    /** How long our client waits for SteVe, in ms. */
    timeoutMs?: number;
    operationTimeoutMs?: number;
  },
  test: (world: DriverWorld) => Promise<void>,
): Promise<void> {
  const { timeoutMs, operationTimeoutMs, ...station } = options;
  await withStation(station, (network) =>
    withWorld(async (world) => {
      world.clock.set(START);
      network.sandbox.control.addTag({ idTag: CARD });
      const config = {
        ...world.ctx.config,
        STEVE_API_URL: network.sandbox.apiUrl,
        STEVE_API_KEY: PASSWORD,
        STEVE_MAX_RPS: 10_000,
      };
      const steve = createSteveClient(config, {
        timeoutMs: timeoutMs ?? 5_000,
        operationTimeoutMs: operationTimeoutMs ?? 5_000,
        wait: () => Promise.resolve(),
      })!;
      const cardId = await world.card(DRIVER, CARD, { displayName: "Ada's card" });
      await seedCharger(world);
      await test({
        ...network,
        ...world,
        ctx: { ...world.ctx, config },
        clock: world.clock,
        steve,
        cardId,
        pass: async (ms) => {
          world.clock.advance(ms);
          await network.clock.advance(ms);
        },
        setStatus: async (connectorId, status) => {
          const [evse] = await world.database.db.select().from(evses)
            .where(eq(evses.evseId, connectorId));
          await world.database.db.update(connectors).set({ status })
            .where(eq(connectors.evseId, evse.id));
        },
        readTransactions: async () => {
          const { rows } = await steve.listTransactions();
          await upsertSessions(
            world.ctx,
            rows.map(({ id, idTag, ...rest }) => ({ ...rest, transactionId: id, idTag: idTag! })),
          );
        },
      });
    }));
}

async function seedCharger({ database }: World): Promise<void> {
  const { db } = database;
  const [charger] = await db.insert(chargers).values({
    chargeBoxId: BOX,
    publicId: "CHRG2345",
    friendlyName: "Bay 1",
    steveConnected: true,
  }).returning();
  for (const evseId of [1, 2]) {
    const [evse] = await db.insert(evses).values({ chargerId: charger.id, evseId }).returning();
    await db.insert(connectors).values({ evseId: evse.id, status: "Available" });
  }
}
