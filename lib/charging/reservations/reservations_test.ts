import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import {
  authAudit,
  chargers,
  connectors,
  evses,
  notifications,
  reservations,
  userMappings,
} from "@/db/schema/mod.ts";
import { AppError } from "@/lib/platform/errors.ts";
import { customerScope } from "../customer_scope.ts";
import { at, withWorld, type World } from "../test_world.ts";
import { checkAvailability } from "./availability.ts";
import { cancelFutureOfCustomer, cancelReservation } from "./cancel_reservation.ts";
import {
  createReservation,
  MAX_OPEN_RESERVATIONS,
  ReservationConflict,
} from "./create_reservation.ts";
import { getReservation } from "./get_reservation.ts";
import { listReservations, nextReservation } from "./list_reservations.ts";
import { resolveReservations } from "./resolve_reservations.ts";
import { type Booking, openBooking } from "./test_reservations.ts";

const withBooking = (work: (booking: Booking, world: World) => Promise<void>) =>
  withWorld(async (world) => await work(await openBooking(world), world));
const kindOf = (work: Promise<unknown>) =>
  work.then(() => "done", (error) => error instanceof AppError ? error.code ?? error.kind : error);

Deno.test("a reservation is stored with its card and told in the audit without the card's id", () =>
  withBooking(async ({ book, row, ann }, { ctx }) => {
    const made = await book("ann", 60, 120);
    assert.equal(made.status, "pending");
    assert.deepEqual([made.isHeldAtCharger, made.canCancel], [false, true]);
    assert.equal((await row(made.id)).idTag, "TAG1");
    assert.equal(made.mappingId, ann.mappingId);
    const [audit] = await ctx.db.select().from(authAudit);
    assert.equal(audit.event, "reservation.created");
    assert.equal((audit.metadata as { idTag: string }).idTag, "TAG1…");
  }));

Deno.test("overlap on one connector is a conflict with what is in the way and two free windows after it", () =>
  withBooking(async ({ book }) => {
    const own = await book("ann", 60, 120);
    await book("bob", 150, 180);
    const failure = await book("ann", 90, 150).catch((error) => error);
    assert.ok(failure instanceof ReservationConflict);
    const { conflicts, suggestions } = failure.availability;
    assert.deepEqual(conflicts.map(({ id, isOwn }) => ({ id, isOwn })), [{
      id: own.id,
      isOwn: true,
    }]);
    assert.deepEqual(suggestions, [
      { startAt: at(180), endAt: at(240) },
      { startAt: at(240), endAt: at(300) },
    ]);
    const foreign = await book("ann", 170, 175).catch((error) => error);
    assert.deepEqual(
      foreign.availability.conflicts.map((one: { id: number | null }) => one.id),
      [null],
    );
  }));

Deno.test("neighbours in time and the other connector are no conflict", () =>
  withBooking(async ({ book }) => {
    await book("ann", 60, 120);
    await book("bob", 120, 180);
    await book("bob", 60, 120, 2);
  }));

Deno.test("of twenty who ask at once exactly one gets the connector", () =>
  withBooking(async ({ book }, { ctx }) => {
    const asked = Array.from(
      { length: 20 },
      (_, n) => kindOf(book(n % 2 ? "ann" : "bob", 60 + n, 120)),
    );
    const answers = await Promise.all(asked);
    assert.equal(answers.filter((answer) => answer === "done").length, 1);
    assert.equal(answers.filter((answer) => answer === "reservation_conflict").length, 19);
    assert.equal((await ctx.db.select().from(reservations)).length, 1);
  }));

Deno.test("one driver keeps at most twenty open, also when asking for many at once, and a year ahead", () =>
  withBooking(async ({ book }) => {
    assert.equal(await kindOf(book("ann", 366 * 1_440, 366 * 1_440 + 60)), "invalid_window");
    const asked = await Promise.all(
      Array.from(
        { length: MAX_OPEN_RESERVATIONS + 3 },
        (_, n) => kindOf(book("ann", 60 * (n + 1), 60 * (n + 2))),
      ),
    );
    assert.equal(asked.filter((kind) => kind === "done").length, MAX_OPEN_RESERVATIONS);
    assert.equal(asked.filter((kind) => kind === "too_many_reservations").length, 3);
    assert.equal(await kindOf(book("bob", 60 * 40, 60 * 41)), "done", "another driver still may");
  }));

Deno.test("the checks come in their order: window, account, card, charger, overlap", () =>
  withBooking(async ({ book, ann, bob }, { ctx }) => {
    await book("bob", 60, 120);
    const input = {
      scope: { ...ann.scope, isActive: false },
      chargeBoxId: "NOWHERE",
      connectorId: 1,
      card: { ocppTagPk: 999 } as { ocppTagPk: number } | { mappingId: number },
      startAt: at(60),
      endAt: at(60),
    };
    const attempt = () => kindOf(createReservation(ctx, input));
    assert.equal(await attempt(), "invalid_window");
    input.endAt = at(-30);
    input.startAt = at(-60);
    assert.equal(await attempt(), "invalid_window");
    Object.assign(input, { startAt: at(60), endAt: at(120) });
    assert.equal(await attempt(), "account_inactive");
    input.scope = ann.scope;
    assert.equal(await attempt(), "card_not_found");
    input.card = { mappingId: bob.mappingId };
    assert.equal(await attempt(), "card_not_found");
    input.card = { ocppTagPk: 11 };
    assert.equal(await attempt(), "not_found");
    input.chargeBoxId = "CP-1";
    assert.equal(await attempt(), "reservation_conflict");
    input.connectorId = 2;
    assert.equal(await attempt(), "done");
  }));

Deno.test("somebody else's reservation is not there: to read, to list, to cancel", () =>
  withBooking(async ({ book, bob, row }, { ctx }) => {
    const { id } = await book("ann", 60, 120);
    const { scope } = bob;
    assert.equal(await kindOf(getReservation(ctx, { id, scope })), "not_found");
    assert.equal(await kindOf(cancelReservation(ctx, { id, scope, steve: null })), "not_found");
    assert.equal(await kindOf(getReservation(ctx, { id: id + 1, scope })), "not_found");
    assert.deepEqual((await listReservations(ctx, { scope })).reservations, []);
    assert.equal((await row(id)).status, "pending");
  }));

Deno.test("lists: newest first, upcoming soonest first, what stands before what is over, page by page", () =>
  withBooking(async ({ book, ann }, { ctx, clock }) => {
    const first = await book("ann", 10, 20);
    const third = await book("ann", 300, 360);
    const second = await book("ann", 100, 160);
    const gone = await book("ann", 500, 560);
    const { scope } = ann;
    await cancelReservation(ctx, { id: gone.id, scope, steve: null });
    clock.advance(30 * 60_000);
    await resolveReservations(ctx, { steve: null });
    const ids = async (input = {}) =>
      (await listReservations(ctx, { scope, ...input })).reservations.map((one) => one.id);
    assert.deepEqual(await ids(), [gone.id, third.id, second.id, first.id]);
    assert.deepEqual(await ids({ isUpcoming: true }), [second.id, third.id, gone.id]);
    assert.deepEqual(await ids({ upcomingFirst: true }), [
      second.id,
      third.id,
      gone.id,
      first.id,
    ]);
    assert.deepEqual(await ids({ statuses: ["expired", "cancelled"] }), [gone.id, first.id]);
    const page = await listReservations(ctx, { scope, limit: 1, skip: 1 });
    assert.deepEqual([page.reservations[0].id, page.hasMore], [third.id, true]);
    assert.equal((await nextReservation(ctx, { scope }))?.id, second.id);
    assert.deepEqual(await listReservations(ctx, { scope: { mappingIds: [] } }), {
      reservations: [],
      hasMore: false,
    });
  }));

Deno.test("cancelling frees the time at once, and a repeat answers the same", () =>
  withBooking(async ({ book, ann }, { ctx }) => {
    const { id } = await book("ann", 60, 120);
    const cancel = () => cancelReservation(ctx, { id, scope: ann.scope, steve: null });
    const first = await cancel();
    assert.deepEqual([first.status, first.canCancel], ["cancelled", false]);
    assert.deepEqual(await cancel(), first);
    await book("bob", 60, 120);
    const audits = await ctx.db.select().from(authAudit)
      .where(eq(authAudit.event, "reservation.cancelled"));
    assert.equal(audits.length, 1);
  }));

Deno.test("the last active card gone cancels what is to come; with another card nothing happens", () =>
  withBooking(async ({ book, row, ann }, { ctx, clock, card }) => {
    const open = await book("ann", 10, 60);
    const future = await book("ann", 120, 180);
    const foreign = await book("bob", 180, 240);
    clock.advance(20 * 60_000);
    assert.deepEqual(await cancelFutureOfCustomer(ctx, { userId: "ann" }), []);
    const spare = await card("ann", "TAG9");
    await ctx.db.update(userMappings).set({ isActive: false })
      .where(eq(userMappings.id, ann.mappingId));
    assert.deepEqual(await cancelFutureOfCustomer(ctx, { userId: "ann" }), []);
    await ctx.db.update(userMappings).set({ isActive: false }).where(eq(userMappings.id, spare));
    assert.deepEqual(await cancelFutureOfCustomer(ctx, { userId: "ann" }), [future.id]);
    assert.equal((await row(open.id)).status, "pending");
    assert.equal((await row(foreign.id)).status, "pending");
    assert.equal((await customerScope(ctx, "ann")).isActive, false);
  }));

Deno.test("the resolver confirms, opens, completes with a session and expires without one", () =>
  withBooking(async ({ book, row, charge }, { ctx, clock }) => {
    const used = await book("ann", 30, 90);
    const unused = await book("bob", 30, 90, 2);
    const look = async () => {
      await resolveReservations(ctx, { steve: null });
      return [(await row(used.id)).status, (await row(unused.id)).status];
    };
    assert.deepEqual(await look(), ["confirmed", "confirmed"]);
    assert.equal((await resolveReservations(ctx, { steve: null })).changed, 0);
    clock.advance(30 * 60_000);
    assert.deepEqual(await look(), ["active", "active"]);
    await charge(35, 60);
    clock.advance(31 * 60_000);
    assert.deepEqual(await look(), ["completed", "active"]);
    clock.advance(30 * 60_000);
    assert.deepEqual(await look(), ["completed", "expired"]);
  }));

Deno.test("an offline station's late session completes what had expired", () =>
  withBooking(async ({ book, row, charge }, { ctx, clock }) => {
    const { id } = await book("ann", 10, 60);
    clock.advance(120 * 60_000);
    await resolveReservations(ctx, { steve: null });
    assert.equal((await row(id)).status, "expired");
    await charge(15, 50);
    await resolveReservations(ctx, { steve: null });
    assert.equal((await row(id)).status, "completed");
  }));

Deno.test("a card that was blocked loses its reservations, and its owner is told once", () =>
  withBooking(async ({ book, row, ann }, { ctx }) => {
    const { id } = await book("ann", 600, 660);
    await resolveReservations(ctx, { steve: null });
    await ctx.db.update(userMappings).set({ isActive: false })
      .where(eq(userMappings.id, ann.mappingId));
    await resolveReservations(ctx, { steve: null });
    await resolveReservations(ctx, { steve: null });
    assert.equal((await row(id)).status, "rejected");
    const told = await ctx.db.select().from(notifications);
    assert.deepEqual(
      told.map((one) => [one.audience, one.userId, one.link, one.occurrences]),
      [["customer", "ann", `/reservations/${id}`, 1]],
    );
  }));

Deno.test("a taken window names the other connectors of its charger that are free in it", () =>
  withBooking(async ({ ann, book }, world) => {
    const [{ id: chargerId }] = await world.database.db.select().from(chargers);
    for (const evseId of [1, 2, 3]) {
      const [evse] = await world.database.db.insert(evses).values({ chargerId, evseId })
        .returning();
      await world.database.db.insert(connectors).values({ evseId: evse.id });
    }
    await book("ann", 60, 120, 1);
    await book("bob", 90, 150, 2);
    const ask = async (from: number, to: number, connectorId = 1) =>
      (await checkAvailability(world.ctx, {
        scope: ann.scope,
        chargeBoxId: "CP-1",
        connectorId,
        startAt: at(from),
        endAt: at(to),
      })).freeConnectors;
    assert.deepEqual(await ask(60, 90), [2, 3], "bob's begins when the window ends");
    assert.deepEqual(await ask(60, 91), [3]);
    assert.deepEqual(await ask(120, 150, 2), [1, 3]);
    assert.deepEqual(await ask(0, 60), [], "nothing is in the way");
  }));
