import assert from "node:assert/strict";
import { pastSessions } from "./history.ts";
import { STATIONS } from "./network.ts";
import { people } from "./people.ts";

const NOW = Date.parse("2026-03-11T10:00:00Z");

Deno.test("three months of history are plausible: size, order, places, energy", () => {
  const sessions = pastSessions(people(), NOW);
  assert.ok(sessions.length >= 600 && sessions.length <= 900, String(sessions.length));
  assert.deepEqual(sessions, sessions.toSorted((a, b) => a.startMs - b.startMs));
  assert.ok(sessions.every((s) => Number(s.stopValue) >= Number(s.startValue)));
  const mean = sessions.reduce((sum, s) => sum + Number(s.stopValue) - Number(s.startValue), 0) /
    sessions.length;
  assert.ok(mean > 8_000 && mean < 60_000, String(mean));
  assert.ok(sessions.filter((s) => s.person === sessions[0].person).length < sessions.length / 10);
  const driver = people()[0].id;
  assert.ok(sessions.filter((s) => s.person.id === driver).length >= 10);
  assert.deepEqual(pastSessions(people(), NOW), sessions);
});

Deno.test("no connector and no person is in two sessions at once, and registers go on", () => {
  const lastOf = new Map<string, { stopMs: number; stopValue: unknown }>();
  const busyUntil = new Map<string, number>();
  for (const session of pastSessions(people(), NOW)) {
    const key = `${session.chargeBoxId}/${session.connectorId}`;
    const last = lastOf.get(key);
    if (last) {
      assert.ok(session.startMs > last.stopMs);
      assert.equal(session.startValue, last.stopValue);
    }
    lastOf.set(key, { stopMs: session.stopMs, stopValue: session.stopValue });
    assert.ok(session.startMs > (busyUntil.get(session.person.id) ?? 0));
    busyUntil.set(session.person.id, session.stopMs);
  }
});

Deno.test("history ends where each station's own calendar begins, and readings end at the stop", () => {
  const lag = new Map(STATIONS.map((s) => [s.chargeBoxId, s.lagHours * 3_600_000]));
  for (const session of pastSessions(people(), NOW)) {
    assert.ok(session.stopMs <= NOW - lag.get(session.chargeBoxId)!);
    const last = session.readings.at(-1)!;
    assert.deepEqual([last.atMs, last.registerWh], [session.stopMs, session.stopValue]);
  }
});
