import assert from "node:assert/strict";
import fc from "fast-check";
import type { SessionTick } from "@/lib/live/mod.ts";
import type { FollowedOperation } from "./operation_poll.ts";
import { hear, phaseOf, type SessionNews, type SessionNow, stopFailure } from "./session_phase.ts";

const tick = (over: Partial<SessionTick> = {}): SessionTick => ({
  id: 7,
  steveTransactionId: 70,
  chargeBoxId: "CP1",
  chargerName: "Bay 1",
  connectorId: 1,
  idTag: null,
  cardName: null,
  startedAt: "2026-10-01T08:00:00.000Z",
  isLive: true,
  energyWh: 1_000,
  powerW: 7_000,
  socPercent: null,
  elapsedMs: 60_000,
  lastMeterAt: null,
  costCents: null,
  coverage: "unknown",
  currency: null,
  ...over,
});
const stop = (state: FollowedOperation["state"]): FollowedOperation => ({
  id: 3,
  state,
  message: `stop ${state}`,
  chargeBoxId: "CP1",
  connectorId: 1,
  cardId: 1,
  transactionId: 70,
});
const said = (session: SessionTick): SessionNews => ({ kind: "session", session });
const stopSaid = (state: FollowedOperation["state"]): SessionNews => ({
  kind: "stop",
  stop: stop(state),
});
const START: SessionNow = { session: tick(), stop: null };
const phases = (first: SessionNow, news: SessionNews[]) => {
  let now = first;
  return [phaseOf(now), ...news.map((each) => phaseOf(now = hear(now, each)))];
};

Deno.test("a stop goes from charging over stopping to finished, whoever tells the end first", () => {
  assert.deepEqual(
    phases(START, [stopSaid("pending"), stopSaid("accepted"), said(tick({ isLive: false }))]),
    ["charging", "stopping", "stopping", "finished"],
  );
  assert.deepEqual(
    phases({ ...START, stop: stop("accepted") }, [
      said(tick({ energyWh: 1_100 })),
      stopSaid("stopped"),
      said(tick({ isLive: false })),
    ]),
    ["stopping", "stopping", "finished", "finished"],
  );
});

Deno.test("a stop that is refused or times out leaves the session charging, and says why", () => {
  for (const state of ["refused", "timed_out"] as const) {
    const now = hear({ ...START, stop: stop("pending") }, stopSaid(state));
    assert.deepEqual([phaseOf(now), stopFailure(now)], ["charging", `stop ${state}`]);
    const ended = hear(now, said(tick({ isLive: false })));
    assert.deepEqual([phaseOf(ended), stopFailure(ended)], ["finished", null]);
  }
  assert.equal(stopFailure(START), null);
  assert.equal(stopFailure({ ...START, stop: stop("pending") }), null);
});

Deno.test("figures are the newest; another session's words change nothing", () => {
  assert.equal(hear(START, said(tick({ energyWh: 1_200 }))).session.energyWh, 1_200);
  assert.equal(hear(START, said(tick({ id: 8, isLive: false }))), START);
});

Deno.test("once finished it stays finished, in whatever order the words come", () => {
  const news = fc.oneof(
    fc.record({ isLive: fc.boolean(), energyWh: fc.nat() }).map((over) => said(tick(over))),
    fc.constantFrom("pending", "accepted").map((state) => stopSaid(state as "pending")),
  );
  fc.assert(fc.property(fc.array(news), fc.array(news), (before, after) => {
    const ended = [...before, said(tick({ isLive: false }))].reduce(hear, START);
    const all = phases(ended, after);
    assert.ok(all.every((phase) => phase === "finished"), all.join());
  }));
});
