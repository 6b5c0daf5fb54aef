import assert from "node:assert/strict";
import { at, withWorld } from "../test_world.ts";
import { checkAvailability } from "./availability.ts";
import { createReservation } from "./create_reservation.ts";
import { openBooking } from "./test_reservations.ts";
import { PAGE_LIMITS, WINDOW_REFUSALS, windowRefusal } from "./window_refusal.ts";

const YEAR = 365 * 1_440;
const CASES: [from: number, to: number, api: string | null, page: string | null][] = [
  [60, 120, null, null],
  [60, 60, "after_start", "after_start"],
  [-60, -1, "in_the_past", "in_the_past"],
  [-60, 0, "in_the_past", "in_the_past"],
  [-15, 1, null, null],
  [-16, 1, null, "begun"],
  [YEAR, YEAR + 15, null, null],
  [YEAR + 1, YEAR + 15, "too_far_ahead", "too_far_ahead"],
  [60, 60 + 1_440, null, null],
  [60, 61 + 1_440, null, "too_long"],
  [60, 100_060, null, "too_long"],
];

Deno.test("limits of a window: the API's bound no length, those of the pages a day", () => {
  for (const [from, to, api, page] of CASES) {
    const window = { startAt: at(from), endAt: at(to) };
    assert.equal(windowRefusal(window, at(0)), api, `${from} ${to}`);
    assert.equal(windowRefusal(window, at(0), PAGE_LIMITS), page, `${from} ${to}`);
  }
});

Deno.test("what reserving refuses is never told as free, in the same words", () =>
  withWorld(async (world) => {
    const { ann: { scope, mappingId } } = await openBooking(world);
    for (const [from, to, , page] of CASES) {
      const input = {
        scope,
        chargeBoxId: "CP-1",
        connectorId: 1,
        startAt: at(from),
        endAt: at(to),
        limits: PAGE_LIMITS,
      };
      const word = await checkAvailability(world.ctx, input);
      assert.deepEqual([word.refusal, word.isFree], [page, page === null]);
      if (page === null) continue;
      const refused = await createReservation(world.ctx, { ...input, card: { mappingId } })
        .catch((error) => error.message);
      assert.equal(refused, WINDOW_REFUSALS[word.refusal!]);
    }
  }));

Deno.test("what is offered instead can be reserved: nothing beyond a year ahead", () =>
  withWorld(async (world) => {
    const { book, ann: { scope } } = await openBooking(world);
    await book("bob", YEAR - 60, YEAR + 60);
    const { isFree, suggestions } = await checkAvailability(world.ctx, {
      scope,
      chargeBoxId: "CP-1",
      connectorId: 1,
      startAt: at(YEAR - 30),
      endAt: at(YEAR),
    });
    assert.deepEqual([isFree, suggestions], [false, []]);
  }));
