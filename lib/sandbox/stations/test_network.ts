import { type ManualClock, manualClock } from "./clock.ts";
import {
  createVirtualStation,
  type VirtualStation,
  type VirtualStationOptions,
} from "./station.ts";
import { seededRandom } from "../steve/mod.ts";
import type { SteveSandbox, SteveSandboxOptions } from "../steve/mod.ts";
import { type TestApi, withSandbox } from "../steve/test_sandbox.ts";

/** Noon of a day in summer: where the clocks of these tests begin. */
export const START = Date.parse("2026-08-21T12:00:00.000Z");
export const MINUTE = 60_000;

/** A car that takes 11 kW on AC. */
export const CAR = {
  batteryKwh: 60,
  startSoc: 0.5,
  targetSoc: 0.8,
  maxAcKw: 11,
  maxDcKw: 100,
};

/** What a test of a station has at hand. */
export interface Network {
  station: VirtualStation;
  clock: ManualClock;
  sandbox: SteveSandbox;
  api: TestApi;
}

/** One connected station on a manual clock, and a stand-in that lives by the same clock. */
export async function withStation(
  options: Partial<VirtualStationOptions> & { steve?: Partial<SteveSandboxOptions> },
  test: (network: Network) => Promise<void>,
): Promise<void> {
  const clock = manualClock(START);
  const { steve, ...stationOptions } = options;
  const settings = { now: clock.now, version: "patched" as const, ...steve };
  await withSandbox(settings, async (sandbox, api) => {
    sandbox.control.addStation({ chargeBoxId: "CP1" });
    sandbox.control.addTag({ idTag: "Card" });
    const station = createVirtualStation({
      wsUrl: sandbox.wsUrl,
      chargeBoxId: "CP1",
      connectors: [
        { id: 1, kind: "AC", maxKw: 22, registerWh: 1000 },
        { id: 2, kind: "DC", maxKw: 50 },
      ],
      vendor: "Acme",
      model: "Wall",
      clock,
      random: seededRandom(1),
      ...stationOptions,
    });
    try {
      await station.connect();
      await test({ station, clock, sandbox, api });
    } finally {
      await station.stop();
    }
  });
}

/** Energy readings of a transaction as the API tells them. */
export async function energyOf(api: TestApi, id: number): Promise<string[]> {
  const { body } = await api("GET", `/transactions/${id}`);
  return body.values.map((one: { value: string }) => one.value);
}
