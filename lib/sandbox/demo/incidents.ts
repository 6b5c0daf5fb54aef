import type { Random } from "@/lib/sandbox/steve/mod.ts";
import { arrivingCar } from "./network.ts";
import type { Person } from "./people.ts";
import { IDLE_SPEED, type LiveStation, sleep, type Visit, visit } from "./visit.ts";

export interface IncidentOptions {
  people: readonly Person[];
  random: Random;
  visitorTag: string;
  signal: AbortSignal;
  /** A free station, marked busy; null when there is none. */
  take(): LiveStation | null;
  stay(live: LiveStation, connectorId: number): Pick<Visit, "stayMs" | "speed">;
}

export type Incident = (
  live: LiveStation,
  connectorId: number,
  options: IncidentOptions,
) => Promise<void>;

const PAUSE_MS = 45_000;
const REPAIR_MS = 40_000;
const CUT_AFTER_MS = 6_000;
const BACK_AFTER_MS = 15_000;
const ERRORS = ["GroundFailure", "ConnectorLockFailure", "OverVoltage", "HighTemperature"];

/** A card that no system knows is held to the reader. */
export const unknownCard: Incident = async ({ station }, connectorId, { random }) => {
  const digits = Math.floor(random() * 0xffffffff).toString(16).padStart(8, "0").toUpperCase();
  await station.tap(connectorId, `04DEAD${digits}`);
};

/** Somebody tries the card that its owner reported lost. */
export const lostCard: Incident = async ({ station }, connectorId, { people }) => {
  const card = people.flatMap((person) => person.cards).find((one) => !one.isActive);
  if (card) await station.tap(connectorId, card.idTag);
};

/** A connector breaks down and is repaired. */
export const fault: Incident = async ({ station }, connectorId, { random, signal }) => {
  await station.fault(connectorId, ERRORS[Math.floor(random() * ERRORS.length)]);
  await sleep(REPAIR_MS, signal);
  await station.recover(connectorId);
};

/** A guest charges with a card that SteVe accepts and nobody owns: the usage is held. */
export const guest: Incident = async (live, connectorId, options) => {
  const { random, visitorTag, signal } = options;
  const plan = { connectorId, idTag: visitorTag, car: arrivingCar(random) };
  await visit(live, { ...plan, ...options.stay(live, connectorId) }, signal);
};

/** A station loses its network during a session and reports everything late. */
export const offline: Incident = async (live, connectorId, options) => {
  const { people, random, signal } = options;
  const cards = people.slice(1).flatMap((p) => p.cards).filter((card) => card.isActive);
  const { idTag } = cards[Math.floor(random() * cards.length)];
  const stay = options.stay(live, connectorId);
  const session = visit(live, { connectorId, idTag, car: arrivingCar(random), ...stay }, signal);
  await sleep(CUT_AFTER_MS, signal);
  await live.station.goOffline();
  await session;
  await sleep(BACK_AFTER_MS, signal);
  await live.station.connect();
};

const INCIDENTS: Incident[] = [unknownCard, fault, lostCard, offline, guest];

/** Now and then something goes wrong, each kind in turn, until `signal`. */
export async function runIncidents(options: IncidentOptions): Promise<void> {
  const { random, signal } = options;
  for (let n = 0; !signal.aborted; n++) {
    await sleep(PAUSE_MS + random() * PAUSE_MS, signal);
    const live = signal.aborted ? null : options.take();
    if (!live) continue;
    const connector = [...live.station.connectors.values()]
      .find((one) => one.status === "Available");
    try {
      if (connector) await INCIDENTS[n % INCIDENTS.length](live, connector.spec.id, options);
    } finally {
      live.time.setRate(IDLE_SPEED);
      live.isBusy = false;
    }
  }
}
