import assert from "node:assert/strict";
import fc from "fast-check";
import { decideReservation, type ReservationFacts, type ReservationState } from "./decide.ts";
import { decideHold, HOLD_GRACE_MS, HOLD_LEAD_MS } from "./decide_hold.ts";
import type { HoldVerdict } from "./hold_verdict.ts";
import { isLiveStatus, parseStatuses, RESERVATION_STATUSES } from "./statuses.ts";

const START = Date.parse("2026-01-15T13:00:00Z");
const END = START + 3_600_000;
const state = (over: Partial<ReservationState> = {}): ReservationState => ({
  status: "confirmed",
  startAt: new Date(START),
  endAt: new Date(END),
  ...over,
});
const facts = (nowMs: number, over: Partial<ReservationFacts> = {}): ReservationFacts => ({
  now: new Date(nowMs),
  session: "none",
  isCardActive: true,
  isChargerKnown: true,
  isRefused: false,
  ...over,
});

Deno.test("a future reservation is confirmed by the calendar alone", () => {
  assert.deepEqual(decideReservation(state({ status: "pending" }), facts(START - 1)), {
    status: "confirmed",
  });
});

Deno.test("the window opens at its start and is over at its end", () => {
  assert.equal(decideReservation(state(), facts(START)).status, "active");
  assert.equal(decideReservation(state(), facts(END - 1)).status, "active");
  assert.equal(decideReservation(state(), facts(END)).status, "expired");
});

Deno.test("a session keeps it active, its end completes it, and so does the end of the window", () => {
  const during = START + 60_000;
  assert.equal(decideReservation(state(), facts(during, { session: "running" })).status, "active");
  assert.equal(decideReservation(state(), facts(during, { session: "ended" })).status, "completed");
  assert.equal(decideReservation(state(), facts(END, { session: "running" })).status, "completed");
});

Deno.test("charging counts more than a refusal; without it the refusal has a reason", () => {
  const open = (over: Partial<ReservationFacts>) => decideReservation(state(), facts(START, over));
  assert.equal(open({ session: "running", isRefused: true }).status, "active");
  assert.deepEqual(open({ isRefused: true }), { status: "rejected", reason: "charger_refused" });
  assert.deepEqual(open({ isCardActive: false }), { status: "rejected", reason: "card_inactive" });
  assert.deepEqual(open({ isChargerKnown: false }), { status: "rejected", reason: "charger_gone" });
});

Deno.test("an expired one is completed when its session is told late, and only then", () => {
  const expired = state({ status: "expired" });
  assert.equal(decideReservation(expired, facts(END + 1)).status, "expired");
  assert.equal(
    decideReservation(expired, facts(END + 1, { session: "ended" })).status,
    "completed",
  );
});

const anyFacts = fc.record({
  now: fc.integer({ min: START - 7_200_000, max: END + 7_200_000 }).map((ms) => new Date(ms)),
  session: fc.constantFrom("none", "running", "ended"),
  isCardActive: fc.boolean(),
  isChargerKnown: fc.boolean(),
  isRefused: fc.boolean(),
});

Deno.test("whatever happens: terminal ones stay, deciding twice changes nothing, after the end nothing is live", () =>
  fc.assert(fc.property(fc.constantFrom(...RESERVATION_STATUSES), anyFacts, (status, known) => {
    const first = decideReservation(state({ status }), known);
    const again = decideReservation(state({ status: first.status }), known);
    assert.equal(again.status, first.status);
    if (["cancelled", "rejected", "completed"].includes(status)) assert.equal(first.status, status);
    if (known.now.getTime() >= END) assert.equal(isLiveStatus(first.status), false);
    assert.equal(first.reason !== undefined, first.status === "rejected" && status !== "rejected");
  })));

const ask = (verdict: HoldVerdict | null, agoMs = 60_000) => (nowMs: number) => ({
  verdict,
  askedAt: new Date(nowMs - agoMs),
});
const step = (nowMs: number, ...asks: ReturnType<typeof ask>[]) =>
  decideHold(state(), asks.map((one) => one(nowMs)), new Date(nowMs));

Deno.test("a station is asked shortly before the window, not earlier and not after it", () => {
  assert.equal(step(START - HOLD_LEAD_MS - 1), "wait");
  assert.equal(step(START - HOLD_LEAD_MS), "ask");
  assert.equal(step(END - 1), "ask");
  assert.equal(step(END), "wait");
});

Deno.test("what the station said decides the next step", () => {
  assert.equal(step(START, ask("held")), "wait");
  assert.equal(step(START, ask("unsupported")), "wait");
  assert.equal(step(START, ask("refused")), "refused");
  assert.equal(step(START, ask("unreachable")), "ask");
  assert.equal(step(START, ask("lost")), "ask");
  assert.equal(step(START, ask("unknown")), "settle");
  assert.equal(step(START, ask("not_now")), "ask");
  assert.equal(step(START + HOLD_GRACE_MS, ask("not_now")), "refused");
});

Deno.test("an ask under way is waited for, one that was cut off is looked into, never repeated", () => {
  assert.equal(step(START, ask(null, 30_000)), "wait");
  assert.equal(step(START, ask(null, 180_000)), "settle");
});

Deno.test("statuses are read as a comma list; an unknown one names the allowed", () => {
  assert.deepEqual(parseStatuses(" Cancelled,pending,pending "), ["pending", "cancelled"]);
  assert.deepEqual(parseStatuses(""), []);
  assert.throws(
    () => parseStatuses("pending,booked"),
    (error: { details: { allowed: string[] } }) => {
      assert.deepEqual(error.details.allowed, [...RESERVATION_STATUSES]);
      return true;
    },
  );
});
