import { chargers, chargingSessions, reservations } from "@/db/schema/mod.ts";
import { type CustomerScope, customerScope } from "../customer_scope.ts";
import { at, type World } from "../test_world.ts";
import { createReservation } from "./create_reservation.ts";
import type { ReservationView } from "./reservation_view.ts";

/** One charger with two unnamed connectors, and drivers ann and bob with a card each. */
export interface Booking {
  ann: { scope: CustomerScope; mappingId: number };
  bob: { scope: CustomerScope; mappingId: number };
  /** Reserves `minutes` from the start of the world's clock. */
  book(
    who: "ann" | "bob",
    from: number,
    to: number,
    connectorId?: number,
  ): Promise<ReservationView>;
  /** The stored row. */
  row(id: number): Promise<typeof reservations.$inferSelect>;
  /** A session of ann's card on connector 1, in minutes of the world's clock. */
  charge(from: number, to: number | null): Promise<void>;
}

export async function openBooking(world: World): Promise<Booking> {
  const { ctx, database: { db } } = world;
  await db.insert(chargers).values({ chargeBoxId: "CP-1", publicId: "CHRG2345" });
  const driver = async (userId: string, idTag: string, pk: number) => {
    const mappingId = await world.card(userId, idTag, { steveOcppTagPk: pk });
    return { mappingId, scope: await customerScope(ctx, userId) };
  };
  const people = { ann: await driver("ann", "TAG1", 11), bob: await driver("bob", "TAG2", 12) };
  return {
    ...people,
    book: (who, from, to, connectorId = 1) =>
      createReservation(ctx, {
        scope: people[who].scope,
        chargeBoxId: "CP-1",
        connectorId,
        card: { mappingId: people[who].mappingId },
        startAt: at(from),
        endAt: at(to),
      }),
    async row(id) {
      const rows = await db.select().from(reservations);
      return rows.find((one) => one.id === id)!;
    },
    async charge(from, to) {
      await db.insert(chargingSessions).values({
        steveTransactionId: 7_000 + from,
        chargeBoxId: "CP-1",
        connectorId: 1,
        idTag: "tag1",
        mappingId: people.ann.mappingId,
        startedAt: at(from),
        stoppedAt: to === null ? null : at(to),
      });
    },
  };
}
