import assert from "node:assert/strict";
import fc from "fast-check";
import { chargingSessions, reservations } from "@/db/schema/mod.ts";
import { NOW as START, withWorld } from "../test_world.ts";
import { cancelReservation } from "./cancel_reservation.ts";
import { ReservationConflict } from "./create_reservation.ts";
import { resolveReservations } from "./resolve_reservations.ts";
import { isLiveStatus } from "./statuses.ts";
import { overlaps } from "./suggest_windows.ts";
import { openBooking } from "./test_reservations.ts";

const minute = fc.nat(240);
const step = fc.oneof(
  fc.record({
    do: fc.constant("create" as const),
    who: fc.constantFrom("ann" as const, "bob" as const),
    from: minute,
    length: fc.integer({ min: 1, max: 90 }),
    connector: fc.constantFrom(1, 2),
  }),
  fc.record({ do: fc.constant("cancel" as const), nth: fc.nat(20) }),
  fc.record({
    do: fc.constant("charge" as const),
    from: fc.nat(30),
    length: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ do: fc.constant("pass" as const), minutes: fc.integer({ min: 1, max: 60 }) }),
);

Deno.test("whatever drivers do, no two live reservations overlap, and each one ends", () =>
  withWorld(async (world) => {
    const { ctx, clock } = world;
    const { ann, bob, book, charge } = await openBooking(world);
    const scope = { mappingIds: [...ann.scope.mappingIds, ...bob.scope.mappingIds] };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await ctx.db.delete(reservations);
        await ctx.db.delete(chargingSessions);
        const sinceStart = () => Math.round((clock.nowMs() - START) / 60_000);
        /** What must stand: windows that were taken and not cancelled since. */
        const held = new Map<number, { startAt: Date; endAt: Date; connectorId: number }>();
        let sessionEnd = sinceStart();
        for (const each of steps) {
          if (each.do === "pass") {
            clock.advance(each.minutes * 60_000);
            await resolveReservations(ctx, { steve: null });
          } else if (each.do === "charge") {
            // A connector charges one car at a time.
            const from = Math.max(sessionEnd, sinceStart()) + each.from;
            sessionEnd = from + each.length;
            await charge(from, sessionEnd);
          } else if (each.do === "cancel") {
            const id = [...held.keys()][each.nth];
            if (id === undefined) continue;
            await cancelReservation(ctx, { id, scope, steve: null });
            held.delete(id);
          } else {
            const from = sinceStart() + each.from;
            const wanted = book(each.who, from, from + each.length, each.connector);
            const made = await wanted.catch((error) => error);
            if (made instanceof ReservationConflict) {
              const taken = [...held.values()].filter((one) => one.connectorId === each.connector);
              assert.ok(made.availability.conflicts.length > 0);
              for (const suggestion of made.availability.suggestions) {
                assert.ok(!(await liveOn(each.connector)).some((one) => overlaps(one, suggestion)));
              }
              assert.ok(taken.length > 0);
            } else held.set(made.id, made);
          }
          for (const connector of [1, 2]) {
            const live = await liveOn(connector);
            live.forEach((one, n) =>
              live.slice(n + 1).forEach((other) => assert.ok(!overlaps(one, other)))
            );
          }
        }
        clock.advance(24 * 3_600_000);
        await resolveReservations(ctx, { steve: null });
        const rows = await ctx.db.select().from(reservations);
        assert.ok(rows.every((row) => !isLiveStatus(row.status)));
        for (const row of rows) {
          assert.equal(row.status === "cancelled", row.cancelledAt !== null);
        }
        const again = await resolveReservations(ctx, { steve: null });
        assert.equal(again.changed, 0);
      }),
      { numRuns: 25 },
    );

    async function liveOn(connectorId: number) {
      const rows = await ctx.db.select().from(reservations);
      return rows.filter((row) => row.connectorId === connectorId && isLiveStatus(row.status));
    }
  }));
