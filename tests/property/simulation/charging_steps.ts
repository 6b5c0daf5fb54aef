import type { MeterReading } from "@/lib/charging/mod.ts";
import type { Charge, Simulation } from "./world.ts";

/** A change of the world; answers what it did, for the trace of a failure. */
export type Step = (sim: Simulation) => string | Promise<string>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What the stations of this world deliver at most. */
const MAX_W = 150_000;

const running = (sim: Simulation) => sim.charges.filter((charge) => !charge.stop);
const known = (sim: Simulation) => running(sim).filter((charge) => charge.transactionId !== null);
const name = (charge: Charge) => `#${charge.transactionId ?? "offline"}`;

function newCharge(sim: Simulation, startMs: number): Charge {
  const { dice } = sim;
  return {
    transactionId: null,
    chargeBoxId: `CP${dice.between(1, 6)}`,
    connectorId: dice.between(1, 2),
    idTag: dice.pick(sim.cards)!.idTag,
    startMs,
    startWh: dice.between(0, 9_000_000),
    registerWh: 0,
    readings: [],
    stop: null,
    isStuck: dice.chance(0.05),
  };
}

/** SteVe learns of a charge: ids only grow, sometimes with a gap. */
function report(sim: Simulation, charge: Charge): void {
  const { steve, dice } = sim;
  const seed = {
    chargeBoxId: charge.chargeBoxId,
    connectorId: charge.connectorId,
    idTag: charge.idTag,
    startMs: charge.startMs,
    startValue: charge.startWh,
    ...(charge.stop
      ? { stopMs: charge.stop.atMs, stopValue: charge.stop.wh, actor: charge.stop.actor }
      : {}),
  };
  charge.transactionId = steve.control.insertTransaction(seed);
  if (dice.chance(0.1)) {
    // A gap: rolled-back inserts use ids up.
    const id = charge.transactionId + dice.between(2, 120);
    const ghost = { ...seed, id, idTag: sim.cards[0].idTag, stopMs: seed.startMs };
    sim.charges.push({
      ...charge,
      transactionId: steve.control.insertTransaction({ ...ghost, stopValue: seed.startValue }),
      idTag: ghost.idTag,
      stop: { atMs: seed.startMs, wh: charge.startWh, actor: "station" },
    });
  }
}

function readingOf(charge: Charge, atMs: number, wh: number): MeterReading {
  return {
    chargeBoxId: charge.chargeBoxId,
    connectorId: charge.connectorId,
    transactionId: charge.transactionId,
    measuredAt: new Date(atMs),
    energyWh: wh,
    source: "hook",
  };
}

export const chargingSteps = {
  /** A car plugs in; the station's clock may be off. */
  start(sim) {
    const skewMs = sim.dice.chance(0.2) ? sim.dice.between(-10, 10) * MINUTE : 0;
    const charge = newCharge(sim, sim.clock.nowMs() + skewMs);
    charge.registerWh = charge.startWh;
    report(sim, charge);
    sim.charges.push(charge);
    return `start ${name(charge)} with ${charge.idTag}`;
  },

  /** Energy flows; SteVe stores the reading and may call the hook, before or after the poll. */
  async progress(sim) {
    const charge = sim.dice.pick(known(sim));
    if (!charge) return "nothing charges";
    const atMs = Math.max(sim.clock.nowMs(), charge.readings.at(-1)?.atMs ?? charge.startMs) + 1;
    const hours = (atMs - (charge.readings.at(-1)?.atMs ?? charge.startMs)) / HOUR;
    charge.registerWh += Math.floor(sim.dice.next() * Math.min(60_000, MAX_W * hours));
    charge.readings.push({ atMs, wh: charge.registerWh });
    sim.steve.control.appendMeterValue(charge.transactionId!, {
      atMs,
      value: String(charge.registerWh),
      unit: "Wh",
    });
    if (sim.dice.chance(0.7)) await sim.ingest.ingest(readingOf(charge, atMs, charge.registerWh));
    return `progress ${name(charge)} to ${charge.registerWh}`;
  },

  /** The hook repeats itself, late and out of order, also for charges that ended. */
  async repeat(sim) {
    const charge = sim.dice.pick(sim.charges.filter((one) => one.readings.length > 0));
    if (!charge) return "nothing to repeat";
    const reading = sim.dice.pick(charge.readings)!;
    await sim.ingest.ingest(readingOf(charge, reading.atMs, reading.wh));
    return `repeat ${name(charge)} at ${reading.wh}`;
  },

  /** The meter lies: backwards, zero, or more than a station can deliver. */
  async lie(sim) {
    const charge = sim.dice.pick(known(sim));
    if (!charge) return "nothing charges";
    const wh = sim.dice.pick([0, Math.max(0, charge.registerWh - 500), 999_000_000_000])!;
    const atMs = (charge.readings.at(-1)?.atMs ?? charge.startMs) + 1;
    await sim.ingest.ingest(readingOf(charge, atMs, wh));
    return `lie ${name(charge)}: ${wh}`;
  },

  /** The station reports its stop; a little more flowed since the last reading. */
  stop(sim) {
    const charge = sim.dice.pick(known(sim).filter((one) => !one.isStuck));
    if (!charge) return "nothing to stop";
    const wasReset = sim.dice.chance(0.05);
    const wh = wasReset ? sim.dice.between(0, 900) : charge.registerWh + sim.dice.between(0, 900);
    const atMs = Math.max(sim.clock.nowMs(), charge.startMs);
    stopCharge(sim, charge, { atMs, wh, actor: "station" });
    return `stop ${name(charge)} at ${wh}${wasReset ? " after a reset" : ""}`;
  },

  /** Somebody stops a charge in SteVe; its energy is a guess, too high or too low. */
  manualStop(sim) {
    const charge = sim.dice.pick(known(sim));
    if (!charge) return "nothing to stop";
    const wh = Math.max(charge.startWh, charge.registerWh + sim.dice.between(-20_000, 20_000));
    const atMs = Math.max(sim.clock.nowMs(), charge.startMs);
    stopCharge(sim, charge, { atMs, wh, actor: "manual" });
    return `manual stop ${name(charge)} at ${wh}`;
  },

  /** The station comes back and replaces the guess, with its own times. */
  replaceManualStop(sim) {
    const charge = sim.dice.pick(sim.charges.filter((one) => one.stop?.actor === "manual"));
    if (!charge) return "no manual stop";
    const wh = charge.registerWh + sim.dice.between(0, 300);
    const atMs = Math.max(charge.startMs, charge.stop!.atMs - sim.dice.between(0, 3) * DAY);
    sim.steve.control.replaceManualStop(charge.transactionId!, { stopMs: atMs, stopValue: wh });
    charge.stop = { atMs, wh, actor: "station" };
    return `replace the stop of ${name(charge)} by ${wh}`;
  },

  /** A station was offline for days and delivers what happened, with its old times. */
  deliverLate(sim) {
    const startMs = sim.clock.nowMs() - sim.dice.between(1, 45) * DAY;
    const count = sim.dice.between(1, 4);
    for (let n = 0; n < count; n++) {
      const charge = newCharge(sim, startMs + n * HOUR);
      charge.registerWh = charge.startWh + sim.dice.between(0, 30_000);
      const actor = sim.dice.chance(0.2) ? "manual" : "station";
      charge.stop = { atMs: charge.startMs + HOUR / 2, wh: charge.registerWh, actor };
      report(sim, charge);
      sim.charges.push(charge);
    }
    return `${count} late charges`;
  },

  /** A refused card: SteVe stores the start, and the station stops at once. */
  refusedCard(sim) {
    const charge = newCharge(sim, sim.clock.nowMs());
    charge.idTag = sim.dice.pick([charge.idTag, `UNKNOWN${sim.dice.between(1, 3)}`])!;
    charge.registerWh = charge.startWh;
    charge.stop = { atMs: charge.startMs, wh: charge.startWh, actor: "station" };
    report(sim, charge);
    sim.charges.push(charge);
    return `refused ${name(charge)}`;
  },

  /** Time passes; now and then a clock jumps, also backwards. */
  time(sim) {
    const ms = sim.dice.chance(0.05)
      ? sim.dice.pick([-5 * MINUTE, DAY, 3 * DAY])!
      : sim.dice.between(10, 5_400) * 1_000;
    sim.clock.advance(ms);
    return `${Math.round(ms / 1_000)} s pass`;
  },
} satisfies Record<string, Step>;

/** Writes a stop down at the station and in SteVe. */
export function stopCharge(
  sim: Simulation,
  charge: Charge,
  stop: NonNullable<Charge["stop"]>,
): void {
  charge.stop = stop;
  sim.steve.control.stopTransaction(charge.transactionId!, {
    stopMs: stop.atMs,
    stopValue: stop.wh,
    actor: stop.actor,
    reason: "Local",
  });
}
