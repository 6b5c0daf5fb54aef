import assert from "node:assert/strict";
import { chargerOperationLog, notifications } from "@/db/schema/mod.ts";
import { testConfig } from "@/tests/support/database.ts";
import { createSteveClient, type SteveClient } from "@/lib/steve/mod.ts";
import type { SteveSandbox } from "../../sandbox/steve/mod.ts";
import {
  connectStation,
  PASSWORD,
  type TestStation,
  withSandbox,
} from "../../sandbox/steve/test_sandbox.ts";
import { withWorld, type World } from "../test_world.ts";
import { cancelReservation } from "./cancel_reservation.ts";
import { getReservation } from "./get_reservation.ts";
import { resolveReservations } from "./resolve_reservations.ts";
import { type Booking, openBooking } from "./test_reservations.ts";

interface Bench extends Booking {
  world: World;
  sandbox: SteveSandbox;
  station: TestStation;
  steve: SteveClient;
  /** Lets minutes pass, then looks once. */
  look(minutes?: number): Promise<void>;
  view(id: number): ReturnType<typeof getReservation>;
  sent(name: string): number;
}

/** A SteVe with one connected station, on the clock of the world. */
function withBench(
  version: "patched" | "upstream",
  test: (bench: Bench) => Promise<void>,
): Promise<void> {
  return withWorld(async (world) => {
    const booking = await openBooking(world);
    const settings = { version, now: () => world.clock.nowMs(), operationTimeoutMs: 300 };
    await withSandbox(settings, async (sandbox) => {
      sandbox.control.addStation({ chargeBoxId: "CP-1" });
      sandbox.control.addTag({ idTag: "TAG1" });
      const station = await connectStation(sandbox, "CP-1");
      const config = testConfig({
        STEVE_API_URL: sandbox.apiUrl,
        STEVE_API_KEY: PASSWORD,
        STEVE_MAX_RPS: 10_000,
      });
      const steve = createSteveClient(config, { clock: world.clock })!;
      try {
        await test({
          ...booking,
          world,
          sandbox,
          station,
          steve,
          async look(minutes = 0) {
            world.clock.advance(minutes * 60_000);
            await resolveReservations(world.ctx, { steve });
          },
          view: (id) => getReservation(world.ctx, { id, scope: booking.ann.scope }),
          sent: (name) => sandbox.control.operations.filter((one) => one.operation === name).length,
        });
      } finally {
        await station.close();
      }
    });
  });
}

const accept = () => ({ status: "Accepted" });

Deno.test("the station is asked a minute before, once, and given free when the driver cancels", () =>
  withBench("patched", async ({ station, book, look, view, sent, row, ann, world, steve }) => {
    const reserved: Record<string, unknown>[] = [];
    const released: Record<string, unknown>[] = [];
    station.answer("ReserveNow", (params) => (reserved.push(params), accept()));
    station.answer("CancelReservation", (params) => (released.push(params), accept()));
    const { id } = await book("ann", 30, 90);
    await look(10);
    assert.equal(sent("ReserveNow"), 0);
    await look(19);
    assert.deepEqual(
      reserved.map(({ connectorId, idTag, expiryDate }) => ({ connectorId, idTag, expiryDate })),
      [{ connectorId: 1, idTag: "TAG1", expiryDate: "2026-01-15T13:30:00.000Z" }],
    );
    assert.deepEqual([(await view(id)).status, (await view(id)).isHeldAtCharger], [
      "confirmed",
      true,
    ]);
    await look(1);
    await look(1);
    assert.equal(sent("ReserveNow"), 1);
    const number = (await row(id)).steveReservationId;
    assert.equal(number, reserved[0].reservationId);
    const after = await cancelReservation(world.ctx, { id, scope: ann.scope, steve });
    assert.deepEqual([after.status, after.isHeldAtCharger], ["cancelled", false]);
    assert.deepEqual(released, [{ reservationId: number }]);
    await look(1);
    assert.equal(sent("CancelReservation"), 1);
  }));

Deno.test("two replicas that look at once send one ask", () =>
  withBench("patched", async ({ station, book, look, sent, world, steve }) => {
    station.answer("ReserveNow", accept);
    await book("ann", 1, 60);
    await Promise.all([1, 2, 3].map(() => resolveReservations(world.ctx, { steve })));
    await look();
    assert.equal(sent("ReserveNow"), 1);
  }));

Deno.test("an occupied connector is tried again; taken for ten minutes it is rejected with a notice", () =>
  withBench("upstream", async ({ station, book, look, view, sent, world }) => {
    station.answer("ReserveNow", () => ({ status: "Occupied" }));
    const { id } = await book("ann", 5, 60);
    await look(4);
    await look(3);
    assert.equal((await view(id)).status, "active");
    assert.equal(sent("ReserveNow"), 2);
    await look(8);
    assert.equal((await view(id)).status, "rejected");
    const [told] = await world.ctx.db.select().from(notifications);
    assert.deepEqual([told.userId, told.source], ["ann", "reservations"]);
  }));

Deno.test("a connector that comes free in time is held", () =>
  withBench("upstream", async ({ station, book, look, view }) => {
    let answer = "Occupied";
    station.answer("ReserveNow", () => ({ status: answer }));
    const { id } = await book("ann", 5, 60);
    await look(4);
    answer = "Accepted";
    await look(3);
    assert.deepEqual([(await view(id)).status, (await view(id)).isHeldAtCharger], ["active", true]);
  }));

Deno.test("a station that takes no reservations rejects it; one without the feature leaves it to the calendar", () =>
  withBench("upstream", async ({ station, book, look, view, sent }) => {
    const first = await book("ann", 1, 20);
    await look();
    assert.equal(sent("ReserveNow"), 1);
    await look(2);
    // The bare station answers NotImplemented.
    assert.deepEqual([(await view(first.id)).status, (await view(first.id)).isHeldAtCharger], [
      "active",
      false,
    ]);
    assert.equal(sent("ReserveNow"), 1);
    station.answer("ReserveNow", () => ({ status: "Rejected" }));
    const second = await book("ann", 30, 60);
    await look(27);
    assert.equal((await view(second.id)).status, "rejected");
  }));

Deno.test("SteVe away: the reservation stands, and is held when SteVe is back", () =>
  withBench("patched", async ({ station, book, look, view, sandbox, world, sent }) => {
    station.answer("ReserveNow", accept);
    sandbox.control.faults.set([{
      match: { pathPrefix: "/api/v1/operations" },
      kind: "status",
      status: 429,
    }]);
    const { id } = await book("ann", 1, 60);
    await look();
    await look(2);
    assert.deepEqual([(await view(id)).status, (await view(id)).isHeldAtCharger], [
      "active",
      false,
    ]);
    sandbox.control.faults.clear();
    await look(2);
    assert.equal((await view(id)).isHeldAtCharger, true);
    assert.equal(sent("ReserveNow"), 1);
    const log = await world.ctx.db.select().from(chargerOperationLog);
    assert.equal(log.at(-1)?.ocppTaskStatus, "Accepted");
    assert.ok(log.every((row) => row.status !== "pending"));
  }));

Deno.test("an answer that got lost is never asked for twice: SteVe's own list settles it", () =>
  withBench("patched", async ({ station, book, look, view, sandbox, sent }) => {
    station.answer("ReserveNow", accept);
    sandbox.control.faults.set([{
      match: { pathPrefix: "/api/v1/operations" },
      kind: "drop_after",
      times: 1,
    }]);
    const { id } = await book("ann", 1, 60);
    await look();
    assert.equal((await view(id)).isHeldAtCharger, false);
    await look(1);
    assert.equal((await view(id)).isHeldAtCharger, true);
    assert.equal(sent("ReserveNow"), 1);
  }));

Deno.test("without SteVe's list a lost answer leaves the reservation to the calendar, never rejected", () =>
  withBench("upstream", async ({ station, book, look, view, sandbox, sent }) => {
    let isTaken = false;
    station.answer("ReserveNow", () => {
      const status = isTaken ? "Occupied" : "Accepted";
      isTaken = true;
      return { status };
    });
    sandbox.control.faults.set([{
      match: { pathPrefix: "/api/v1/operations" },
      kind: "drop_after",
      times: 1,
    }]);
    const { id } = await book("ann", 1, 60);
    for (let n = 0; n < 15; n++) await look(1);
    assert.deepEqual([(await view(id)).status, (await view(id)).isHeldAtCharger], [
      "active",
      false,
    ]);
    assert.equal(sent("ReserveNow"), 1);
  }));

Deno.test("upstream SteVe tells no number: after a cancel the driver is told that the charger still holds", () =>
  withBench("upstream", async ({ station, book, look, ann, world, steve, sent }) => {
    station.answer("ReserveNow", accept);
    const { id } = await book("ann", 1, 60);
    await look();
    const after = await cancelReservation(world.ctx, { id, scope: ann.scope, steve });
    assert.deepEqual([after.status, after.isHeldAtCharger], ["cancelled", true]);
    assert.equal(sent("CancelReservation"), 0);
    await look(60);
    assert.equal(sent("CancelReservation"), 0);
  }));

Deno.test("a cancel while SteVe is away is told to the station later", () =>
  withBench("patched", async ({ station, book, look, view, ann, world, steve, sandbox, sent }) => {
    station.answer("ReserveNow", accept);
    station.answer("CancelReservation", accept);
    const { id } = await book("ann", 1, 60);
    await look();
    const path = { pathPrefix: "/api/v1/operations/CancelReservation" };
    sandbox.control.faults.set([{ match: path, kind: "status", status: 429 }]);
    const after = await cancelReservation(world.ctx, { id, scope: ann.scope, steve });
    assert.deepEqual([after.status, after.isHeldAtCharger], ["cancelled", true]);
    sandbox.control.faults.clear();
    await look(2);
    assert.equal(sent("CancelReservation"), 1);
    assert.equal((await view(id)).isHeldAtCharger, false);
  }));

Deno.test("a session under way is not asked about and not stopped by a cancel", () =>
  withBench("patched", async ({ book, look, view, charge, sent, ann, world, steve }) => {
    const { id } = await book("ann", 30, 90);
    await charge(20, null);
    await look(35);
    assert.equal((await view(id)).status, "active");
    assert.equal(sent("ReserveNow"), 0);
    await cancelReservation(world.ctx, { id, scope: ann.scope, steve });
    assert.equal(sent("RemoteStopTransaction"), 0);
    assert.equal((await view(id)).status, "cancelled");
  }));
