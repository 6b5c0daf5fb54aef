import { MeterIngest } from "@/lib/charging/mod.ts";
import { createLagoClient, type LagoClient } from "@/lib/lago/mod.ts";
import { createSteveClient, type SteveClient } from "@/lib/steve/mod.ts";
import { runSync, type RunSyncResult } from "@/lib/sync/mod.ts";
import { startSyncWorld, type SyncWorld } from "@/tests/support/sync_world.ts";
import { breakable, type BreakPlan, ConnectionCut } from "./breakable_database.ts";
import { Dice } from "./random.ts";

/** A card as the world knows it. */
export interface Card {
  idTag: string;
  subscription: string;
  customer: string;
  mappingId: number | null;
  /** `steady` cards are linked, active and subscribed from the first moment to the last. */
  kind: "steady" | "moody" | "late" | "unsubscribed" | "stranger";
}

/** A car at a plug. Registers in Wh, times by the station's clock in ms. */
export interface Charge {
  /** SteVe's id; null while the station is offline and SteVe knows nothing. */
  transactionId: number | null;
  chargeBoxId: string;
  connectorId: number;
  idTag: string;
  startMs: number;
  startWh: number;
  registerWh: number;
  readings: { atMs: number; wh: number }[];
  stop: { atMs: number; wh: number; actor: "station" | "manual" } | null;
  isStuck: boolean;
  /** SteVe's row cannot be read at the moment. */
  isFaulty?: boolean;
}

/** A seeded world: stand-ins, their clients, cards and the cars that charge. */
export interface Simulation extends SyncWorld {
  dice: Dice;
  cards: Card[];
  charges: Charge[];
  /** Ids of events that Lago took and refused afterwards. */
  refusedLater: Set<string>;
  run(scope: "full" | "transactions", plan?: BreakPlan): Promise<RunSyncResult | null>;
}

/** Of clients, while something hangs: every other answer may take as long as a busy machine needs. */
const SHORT_PATIENCE_MS = 60;
const PATIENCE_MS = 10_000;

interface Clients {
  timeoutMs: number;
  steve: SteveClient;
  lago: LagoClient;
}

/** Starts the world of `seed`: eleven cards of every kind, nothing charging yet. */
export async function startSimulation(seed: number): Promise<Simulation> {
  const world = await startSyncWorld();
  const connect = (timeoutMs: number): Clients => {
    const patience = { wait: () => Promise.resolve(), timeoutMs, clock: world.clock };
    return {
      timeoutMs,
      steve: createSteveClient(world.config, patience)!,
      lago: createLagoClient(world.config, patience)!,
    };
  };
  const isFresh = ({ steve, lago, timeoutMs }: Clients) =>
    steve.breakerState() === "closed" && lago.breakerState() === "closed" &&
    timeoutMs === patienceMs(world);
  let clients = connect(PATIENCE_MS);
  const cards: Card[] = [];
  const add = async (kind: Card["kind"], over: Parameters<SyncWorld["driver"]>[1] = {}) => {
    const driver = await world.driver(`${kind}${cards.length}`, over);
    cards.push({ ...driver, kind, customer: driver.subscription.replace(/^sub-/, "") });
  };
  for (let i = 0; i < 5; i++) await add("steady");
  for (let i = 0; i < 2; i++) await add("moody");
  for (let i = 0; i < 2; i++) await add("late", { mapped: false });
  await add("unsubscribed", { subscription: false });
  await add("stranger", { mapped: false });

  const run = async (scope: "full" | "transactions", plan?: BreakPlan) => {
    // A breaker waits in real time; the worker that a later run stands for would have waited.
    if (!isFresh(clients)) clients = connect(patienceMs(world));
    const part = plan ? breakable(world.database, plan) : world.database;
    const ctx = { ...world.ctx, db: part.db };
    const ingest = new MeterIngest(ctx, part.sql);
    try {
      const { steve, lago } = clients;
      return await runSync(ctx, {
        steve,
        lago,
        ingest,
        replica: "simulated",
        capabilities: () => world.capabilities,
      }, { scope, trigger: "simulation", signal: new AbortController().signal });
    } catch (error) {
      if (plan && isCut(error)) return null;
      throw error;
    } finally {
      await ingest.stop();
    }
  };
  return { ...world, dice: new Dice(seed), cards, charges: [], refusedLater: new Set(), run };
}

/** How long a client waits for an answer, as long as the faults are what they are now. */
function patienceMs({ steve, lago }: SyncWorld): number {
  const rules = [...steve.control.faults.list(), ...lago.control.faults.list()];
  return rules.some(({ kind }) => kind === "hang") ? SHORT_PATIENCE_MS : PATIENCE_MS;
}

/** Drizzle wraps what a statement threw. */
function isCut(error: unknown): boolean {
  return error instanceof ConnectionCut || (error instanceof Error && isCut(error.cause));
}
