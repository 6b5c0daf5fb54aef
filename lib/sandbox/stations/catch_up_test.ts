import assert from "node:assert/strict";
import { apiOf, withSandbox } from "../steve/test_sandbox.ts";
import { seededRandom } from "../steve/mod.ts";
import { catchUpClock } from "./clock.ts";
import { createVirtualStation } from "./station.ts";
import { CAR, MINUTE } from "./test_network.ts";
import { until } from "@/tests/support/until.ts";

Deno.test("stations that run fast through their past meet the present and stay in order", () =>
  withSandbox({ version: "patched" }, async (sandbox) => {
    const begin = Date.now() - 20 * MINUTE;
    const time = startableTime();
    const stations = ["CP1", "CP2", "CP3"].map((chargeBoxId, index) => {
      sandbox.control.addStation({ chargeBoxId });
      sandbox.control.addTag({ idTag: chargeBoxId });
      const clock = catchUpClock({
        startMs: begin + index * MINUTE,
        speed: 2400,
        realNow: time.now,
      });
      const station = createVirtualStation({
        wsUrl: sandbox.wsUrl,
        chargeBoxId,
        connectors: [{ id: 1, kind: "DC", maxKw: 50 }],
        vendor: "Acme",
        model: "Fast",
        clock,
        random: seededRandom(index + 1),
      });
      return { station, clock, chargeBoxId };
    });
    try {
      for (const { station, clock, chargeBoxId } of stations) {
        await station.connect();
        await station.plugIn(1, { car: CAR, idTag: chargeBoxId });
        clock.at(clock.now() + 5 * MINUTE, () => station.unplug(1));
      }
      assert.equal(sandbox.control.counts().active, 3);
      time.start();
      await until("the end of every charge", () => sandbox.control.counts().active === 0);
      await until("the present", () => stations.every(({ clock }) => clock.isCaughtUp()));
      const { body } = await apiOf(sandbox)("GET", "/transactions");
      assert.equal(body.length, 3);
      for (const row of body) {
        const [startMs, stopMs] = [Date.parse(row.startTimestamp), Date.parse(row.stopTimestamp)];
        assert.ok(startMs >= begin && stopMs <= Date.now());
        assert.ok(stopMs - startMs >= 5 * MINUTE);
        const kwh = (Number(row.stopValue) - Number(row.startValue)) / 1000;
        assert.ok(kwh > 0 && kwh <= 50 * (stopMs - startMs) / 3_600_000 + 0.01, `${kwh} kWh`);
      }
      assert.deepEqual(stations.flatMap(({ station }) => station.rejected), []);
    } finally {
      for (const { station, clock } of stations) {
        await station.stop();
        clock.stop();
      }
    }
  }));

/** Real time that stands until all are ready: at this speed, half a second is the whole past. */
function startableTime() {
  const madeMs = Date.now();
  let startedMs: number | null = null;
  return {
    now: () => startedMs === null ? madeMs : madeMs + (Date.now() - startedMs),
    start: () => void (startedMs = Date.now()),
  };
}
