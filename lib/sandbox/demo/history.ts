import { charge } from "@/lib/sandbox/stations/mod.ts";
import type { Car, ConnectorSpec } from "@/lib/sandbox/stations/mod.ts";
import { type Random, seededRandom, type TransactionSeed } from "@/lib/sandbox/steve/mod.ts";
import { arrivingCar, type DemoStation, type SiteKey, STATIONS } from "./network.ts";
import type { Person } from "./people.ts";

/** A reading of a past session: register in Wh, power in W, charge in percent. */
export interface PastReading {
  atMs: number;
  registerWh: number;
  powerW: number;
  socPercent: number;
}

export interface PastSession extends TransactionSeed {
  stopMs: number;
  person: Person;
  readings: PastReading[];
}

interface Slot {
  station: DemoStation;
  connector: ConnectorSpec;
  startMs: number;
  stopMs: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const STEP_MS = 300_000;
export const HISTORY_DAYS = 90;

/** How often and when people come: visits per connector and day, by hour of arrival and stay. */
const HABITS: Record<
  SiteKey,
  {
    visits: [workday: number, weekend: number];
    arrive: [number, number];
    stayHours: [number, number];
  }
> = {
  campus: { visits: [0.68, 0.04], arrive: [6.5, 9.5], stayHours: [2.5, 8] },
  harbour: { visits: [0.5, 0.65], arrive: [7, 21], stayHours: [0.25, 0.9] },
  lindenhof: { visits: [0.36, 0.3], arrive: [17, 21], stayHours: [3, 10] },
};

/**
 * Past sessions of about three months up to each station's own "now", in the order of their starts:
 * nobody charges in two places at once, sessions of a connector do not overlap, registers go on.
 */
export function pastSessions(
  people: readonly Person[],
  nowMs: number,
  seed = 7,
): PastSession[] {
  const random = seededRandom(seed);
  const slots = STATIONS.flatMap((station) =>
    station.connectors.flatMap((connector) => slotsOf(station, connector, nowMs, random))
  ).sort((a, b) => a.startMs - b.startMs);
  const busyUntil = new Map<string, number>();
  const registers = new Map<string, number>();
  return slots.flatMap((slot) => {
    const free = people.filter((p) => (busyUntil.get(p.id) ?? 0) < slot.startMs);
    const locals = free.filter((p) => p.home === slot.station.site);
    const choice = locals.length > 0 && random() < 0.85 ? locals : free;
    if (choice.length === 0) return [];
    const person = choice[Math.floor(random() * choice.length)];
    busyUntil.set(person.id, slot.stopMs + HOUR_MS);
    return [charged(slot, person, registers, random)];
  });
}

function slotsOf(
  station: DemoStation,
  connector: ConnectorSpec,
  nowMs: number,
  random: Random,
): Slot[] {
  const habit = HABITS[station.site];
  const endMs = nowMs - station.lagHours * HOUR_MS;
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const slots: Slot[] = [];
  let freeMs = 0;
  for (let dayMs = today - HISTORY_DAYS * DAY_MS; dayMs < endMs; dayMs += DAY_MS) {
    const weekday = new Date(dayMs).getUTCDay();
    const visits = habit.visits[weekday === 0 || weekday === 6 ? 1 : 0];
    if (random() >= visits) continue;
    const startMs = Math.round(dayMs + between(habit.arrive, random) * HOUR_MS);
    const stopMs = Math.round(startMs + between(habit.stayHours, random) * HOUR_MS);
    if (startMs < freeMs || stopMs > endMs) continue;
    freeMs = stopMs + STEP_MS;
    slots.push({ station, connector, startMs, stopMs });
  }
  return slots;
}

function charged(
  slot: Slot,
  person: Person,
  registers: Map<string, number>,
  random: Random,
): PastSession {
  const { station, connector, startMs, stopMs } = slot;
  const key = `${station.chargeBoxId}/${connector.id}`;
  const startWh = registers.get(key) ?? Math.floor(random() * 4_000_000);
  const readings = readingsOf(arrivingCar(random), slot, startWh);
  const stopWh = readings[readings.length - 1].registerWh;
  registers.set(key, stopWh);
  const cards = person.cards.filter((card) => card.isActive);
  return {
    chargeBoxId: station.chargeBoxId,
    connectorId: connector.id,
    idTag: cards[Math.floor(random() * cards.length)].idTag,
    startMs,
    startValue: startWh,
    stopMs,
    stopValue: stopWh,
    stopReason: random() < 0.3 ? "EVDisconnected" : "Local",
    person,
    readings,
  };
}

function readingsOf(car: Car, { connector, startMs, stopMs }: Slot, startWh: number) {
  const readings: PastReading[] = [];
  let soc = car.startSoc;
  let energyWh = 0;
  for (let fromMs = startMs; fromMs < stopMs;) {
    const toMs = Math.min(stopMs, fromMs + STEP_MS);
    const limitW = () => connector.maxKw * 1_000;
    const part = charge({ kind: connector.kind, car, soc, fromMs, toMs, limitW });
    soc = part.soc;
    energyWh += part.energyWh;
    readings.push({
      atMs: toMs,
      registerWh: startWh + Math.round(energyWh),
      powerW: Math.round(part.powerW),
      socPercent: Math.round(soc * 100),
    });
    fromMs = toMs;
  }
  return readings;
}

const between = ([from, to]: [number, number], random: Random) => from + random() * (to - from);
