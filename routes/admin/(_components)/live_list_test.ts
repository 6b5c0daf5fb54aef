import assert from "node:assert/strict";
import type { SessionTick } from "@/lib/live/mod.ts";
import { withTicks } from "./live_list.ts";

const tick = (id: number, over: Partial<SessionTick> = {}): SessionTick => ({
  id,
  steveTransactionId: id,
  chargeBoxId: "CP",
  chargerName: "CP",
  connectorId: 1,
  idTag: null,
  cardName: null,
  startedAt: `2026-01-01T00:00:0${id}.000Z`,
  isLive: true,
  energyWh: 0,
  powerW: null,
  socPercent: null,
  elapsedMs: 0,
  lastMeterAt: null,
  costCents: null,
  coverage: "unknown",
  currency: null,
  ...over,
});

Deno.test("a tick replaces its session and keeps the newest start first", () => {
  const list = withTicks([tick(2), tick(1)], [tick(1, { energyWh: 500 }), tick(3)]);
  assert.deepEqual(list.map((s) => [s.id, s.energyWh]), [[3, 0], [2, 0], [1, 500]]);
});

Deno.test("a session that ended leaves the list, and one never shown does not enter it", () => {
  const list = withTicks([tick(1)], [tick(1, { isLive: false }), tick(5, { isLive: false })]);
  assert.deepEqual(list, []);
});
