import type { MeterIngest } from "@/lib/charging/mod.ts";
import { moment } from "./moment.ts";

export interface MeterLoad {
  /** Readings that were answered as stored: `transaction@epochMs=wh`. */
  acknowledged: string[];
  /** Answers that asked to send again. */
  refusals: number;
  /** Resolves when the last reading has its answer. */
  stop(): Promise<void>;
}

const STATIONS = 8;
const FIRST_TRANSACTION = 900_001;

/** Stations that report all the time, and again what was not taken, as a hook's sender does. */
export function startMeterLoad(ingest: MeterIngest): MeterLoad {
  const load: MeterLoad = {
    acknowledged: [],
    refusals: 0,
    async stop() {
      isStopping = true;
      await Promise.all(stations);
    },
  };
  let isStopping = false;
  const firstMs = Date.now() - 3_600_000;
  const stations = Array.from({ length: STATIONS }, (_, n) => report(n));
  return load;

  async function report(n: number): Promise<void> {
    for (let sample = 0; !isStopping; sample++) {
      const reading = {
        chargeBoxId: `LOAD-${n}`,
        connectorId: 1,
        transactionId: FIRST_TRANSACTION + n,
        measuredAt: new Date(firstMs + sample * 100),
        energyWh: sample,
        source: "hook" as const,
      };
      for (let isStored = false; !isStored && !isStopping;) {
        try {
          const result = await ingest.ingest(reading);
          if (result.outcome !== "stored") throw new TypeError(`not stored: ${result.outcome}`);
          isStored = true;
          load.acknowledged.push(
            `${reading.transactionId}@${reading.measuredAt.getTime()}=${reading.energyWh}`,
          );
        } catch (error) {
          if (error instanceof TypeError) throw error;
          load.refusals++;
          await moment(20);
        }
      }
      await moment(2);
    }
  }
}
