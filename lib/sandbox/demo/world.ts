import { logger } from "@/lib/platform/log.ts";
import { type Connector, createVirtualStation } from "@/lib/sandbox/stations/mod.ts";
import type { Random } from "@/lib/sandbox/steve/mod.ts";
import { runIncidents } from "./incidents.ts";
import { arrivingCar, type DemoStation, STATIONS } from "./network.ts";
import type { Person } from "./people.ts";
import type { LastKnown } from "./seed_steve.ts";
import { StationTime } from "./station_time.ts";
import { type LiveStation, sleep, type Visit, visit, visitBeside } from "./visit.ts";

export interface WorldOptions {
  wsUrl: string;
  people: readonly Person[];
  /** Where stations left off, by charge box id. */
  lastKnown: Map<string, LastKnown>;
  /** How many times real time passes while a car charges. */
  speed: number;
  random: Random;
  /** A card that SteVe knows and nobody owns. */
  visitorTag: string;
  /** The driver's sessions take about this long in real time; 50 s. */
  driverRealMs?: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const READING_MS = 30_000;
/** How soon the car of a session that is started from afar is there (ms). */
const LOOK_MS = 200;
/** A car that is waited for comes in real time; at a busy station a minute passes in a second. */
const CONNECTION_TIMEOUT_MS = 10 * MINUTE_MS;
const DRIVER_REAL_MS = 50_000;
const DRIVER_CAR = { batteryKwh: 77, startSoc: 0.22, targetSoc: 0.95, maxAcKw: 11, maxDcKw: 135 };
/** Beyond this nobody would believe an hour's charging in one minute. */
const DRIVER_MAX_SPEED = 75;
const SCARCE_CREDIT_MS = 10 * MINUTE_MS;

/** Cars that come and go at ten chargers, some trouble included, until it is stopped. */
export class World {
  readonly stations: LiveStation[];
  #ending = new AbortController();
  #running = new Set<Promise<unknown>>();
  #log = logger("demo");

  constructor(readonly options: WorldOptions) {
    this.stations = STATIONS.map((spec) => this.#build(spec));
  }

  /** Connects every station, then lets cars come. Resolves when the stations are connected. */
  async start(): Promise<void> {
    await Promise.all(this.stations.map((live) => live.station.connect()));
    this.#run(this.#driver());
    this.#run(this.#visitors());
    this.#run(this.#remoteStarts());
    this.#run(runIncidents({
      ...this.options,
      signal: this.#ending.signal,
      take: () => this.#take(),
      stay: (live, connectorId) => this.#stay(live, connectorId),
    }));
  }

  /** Ends running sessions as cars would, then disconnects the stations. */
  async stop(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#running);
    for (const { station, time } of this.stations) {
      await station.stop();
      time.stop();
    }
  }

  /** Sessions that run now. */
  liveCount(): number {
    return this.stations.reduce(
      (sum, { station }) =>
        sum + [...station.connectors.values()].filter((connector) => connector.session).length,
      0,
    );
  }

  #build(spec: DemoStation): LiveStation {
    const { options } = this;
    const last = options.lastKnown.get(spec.chargeBoxId);
    const startMs = Math.max(
      Date.now() - spec.lagHours * HOUR_MS,
      (last?.stopMs ?? 0) + 2 * MINUTE_MS,
    );
    const time = new StationTime(startMs);
    const station = createVirtualStation({
      wsUrl: options.wsUrl,
      chargeBoxId: spec.chargeBoxId,
      vendor: spec.vendor,
      model: spec.model,
      serial: `PX${spec.chargeBoxId.replace(/\W/g, "")}`,
      firmware: "7.2.1",
      clock: time,
      random: options.random,
      meterIntervalMs: READING_MS,
      connectionTimeOutMs: CONNECTION_TIMEOUT_MS,
      localList: options.people.flatMap((p) => p.cards.filter((c) => c.isActive))
        .map((card) => card.idTag),
      connectors: spec.connectors.map((connector) => ({
        ...connector,
        registerWh: last?.registerWh.get(connector.id) ?? 0,
      })),
    });
    return { station, time, isBusy: false };
  }

  #run(work: Promise<unknown>): void {
    const running = work.catch((error) => {
      if (!this.#ending.signal.aborted) this.#log.error("A part of the demo ended.", { error });
    }).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #driver(): Promise<void> {
    const { signal } = this.#ending;
    const { people, random, speed, driverRealMs: realMs = DRIVER_REAL_MS } = this.options;
    const [card] = people[0].cards;
    // Chargers that the driver knows; the one with the most time to make up comes first.
    const usual = this.stations.filter(({ station }) =>
      /^CAMPUS/.test(station.options.chargeBoxId)
    );
    await sleep(2_000, signal);
    while (!signal.aborted) {
      const live = usual
        .filter((one) => isFree(one) && one.station.connector(1).status === "Available")
        .toSorted((a, b) => b.time.creditMs() - a.time.creditMs())[0];
      if (!live || this.#cardsInUse().has(card.idTag)) {
        await sleep(1_000, signal);
        continue;
      }
      const wanted = Math.min(speed, DRIVER_MAX_SPEED);
      // Fast time in which real time is just reached at the end: the session is one of today.
      live.time.skipTo(Date.now() - realMs * wanted);
      const affordable = 1 + 0.95 * live.time.creditMs() / realMs;
      const rate = Math.max(1, Math.min(wanted, affordable));
      const done = await this.#visit(live, {
        connectorId: 1,
        idTag: card.idTag,
        car: { ...DRIVER_CAR, startSoc: 0.15 + random() * 0.3 },
        stayMs: realMs * rate,
        speed: rate,
      });
      await sleep(done ? 90_000 + random() * 120_000 : 5_000, signal);
    }
  }

  async #visitors(): Promise<void> {
    const { signal } = this.#ending;
    const { random } = this.options;
    while (!signal.aborted) {
      const wanted = 2 + Math.floor(random() * 2);
      const busy = this.stations.filter((live) => live.isBusy).length;
      const live = busy < wanted ? this.#take() : null;
      if (live) this.#run(this.#visitor(live));
      await sleep(2_000 + random() * 4_000, signal);
    }
  }

  async #visitor(live: LiveStation): Promise<void> {
    const { random, people } = this.options;
    const inUse = this.#cardsInUse();
    const cards = people.slice(1).flatMap((person) => person.cards)
      .filter((card) => card.isActive && !inUse.has(card.idTag));
    const connectorId = freeConnector(live, random);
    live.isBusy = false;
    if (connectorId === null || cards.length === 0) return;
    await this.#visit(live, {
      connectorId,
      idTag: cards[Math.floor(random() * cards.length)].idTag,
      car: arrivingCar(random),
      ...this.#stay(live, connectorId),
    });
  }

  /** An operator or driver starts a session from afar: a car is there a moment later. */
  async #remoteStarts(): Promise<void> {
    const { signal } = this.#ending;
    const expected = new Set<Connector>();
    while (!signal.aborted) {
      for (const live of this.stations) {
        for (const connector of live.station.connectors.values()) {
          if (connector.status !== "Preparing" || connector.car || expected.has(connector)) {
            continue;
          }
          expected.add(connector);
          const { id: connectorId } = connector.spec;
          const car = arrivingCar(this.options.random);
          const plan = { connectorId, car, ...this.#stay(live, connectorId) };
          const visiting = live.isBusy ? visitBeside(live, plan, signal) : this.#visit(live, plan);
          this.#run(visiting.finally(() => expected.delete(connector)));
        }
      }
      await sleep(LOOK_MS, signal);
    }
  }

  /** A card charges one car at a time; a second tap of it would be refused. */
  #cardsInUse(): Set<string | undefined> {
    const connectors = this.stations.flatMap(({ station }) => [...station.connectors.values()]);
    return new Set(connectors.map((connector) => connector.session?.idTag));
  }

  /** How long a car stays and how fast that passes: at most what the calendar has to make up. */
  #stay(live: LiveStation, connectorId: number): Pick<Visit, "stayMs" | "speed"> {
    const { random, speed } = this.options;
    const isDc = live.station.connector(connectorId).spec.kind === "DC";
    const wishMs = isDc ? (12 + random() * 30) * MINUTE_MS : (40 + random() * 140) * MINUTE_MS;
    const creditMs = live.time.creditMs();
    if (creditMs < SCARCE_CREDIT_MS) return { stayMs: wishMs, speed: 1 };
    return { stayMs: Math.min(wishMs, creditMs * 0.95), speed };
  }

  /** A free station at random, those with much to make up first; it is marked busy. */
  #take(): LiveStation | null {
    const free = this.stations.filter((live) => isFree(live));
    const rich = free.filter((live) => live.time.creditMs() > SCARCE_CREDIT_MS);
    const choice = rich.length > 0 ? rich : free;
    const live = choice[Math.floor(this.options.random() * choice.length)];
    if (live) live.isBusy = true;
    return live ?? null;
  }

  async #visit(live: LiveStation, plan: Visit): Promise<boolean> {
    live.isBusy = true;
    try {
      return await visit(live, plan, this.#ending.signal);
    } finally {
      live.isBusy = false;
    }
  }
}

function isFree({ isBusy, station }: LiveStation): boolean {
  return !isBusy && station.link.isOnline &&
    [...station.connectors.values()].some((connector) => connector.status === "Available");
}

function freeConnector({ station }: LiveStation, random: Random): number | null {
  const free = [...station.connectors.values()].filter((one) => one.status === "Available");
  return free.length > 0 ? free[Math.floor(random() * free.length)].spec.id : null;
}
