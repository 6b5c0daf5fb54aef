import assert from "node:assert/strict";
import type { SessionRow } from "./session_flags.ts";
import { describeSession, durationMsOf, isLive } from "./session_view.ts";
import { at } from "./test_world.ts";

const row = (over: Partial<SessionRow> = {}): SessionRow => ({
  id: 1,
  steveInstance: "steve",
  steveTransactionId: 9,
  chargeBoxId: "CP-1",
  connectorId: 1,
  idTag: "TAG1",
  ocppTagPk: null,
  mappingId: 3,
  lagoCustomerExternalId: null,
  lagoSubscriptionExternalId: null,
  startedAt: at(-60),
  meterStartWh: 0,
  stoppedAt: null,
  meterStopWh: null,
  stopReason: null,
  stopActor: null,
  lastMeterWh: 5_500,
  lastMeterAt: at(-30),
  lastPowerW: 11_000,
  lastSocPercent: 60,
  lastHeardAt: at(0),
  energyWh: 5_500,
  isFinalized: false,
  tariff: null,
  costCents: null,
  currency: null,
  flags: [],
  createdAt: at(0),
  updatedAt: at(0),
  ...over,
});
const around = { chargerName: null, cardName: "Blue", userId: "u1" };

Deno.test("a running session is measured up to its last reading", () => {
  assert.equal(isLive(row()), true);
  assert.equal(durationMsOf(row()), 30 * 60_000);
  const view = describeSession(row(), around);
  assert.equal(view.averagePowerW, 11_000);
  assert.equal(view.lastPowerW, 11_000);
  assert.equal(view.chargerName, "CP-1", "without a friendly name the id stands");
  assert.equal(view.cardName, "Blue");
});

Deno.test("an ended session is measured up to its stop and draws nothing", () => {
  const ended = row({ stoppedAt: at(0), meterStopWh: 6_000, energyWh: 6_000 });
  assert.equal(isLive(ended), false);
  const view = describeSession(ended, { ...around, chargerName: "Gate" });
  assert.equal(view.durationMs, 3_600_000);
  assert.equal(view.averagePowerW, 6_000);
  assert.equal(view.lastPowerW, null);
  assert.equal(view.chargerName, "Gate");
});

Deno.test("a session without time has no mean, and wrong clocks make no negative time", () => {
  assert.equal(describeSession(row({ lastMeterAt: null }), around).averagePowerW, null);
  assert.equal(durationMsOf(row({ stoppedAt: at(-90) })), 0);
  assert.equal(describeSession(row({ stoppedAt: at(-90) }), around).averagePowerW, null);
});
