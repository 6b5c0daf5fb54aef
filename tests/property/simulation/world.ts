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

/** A seeded world: stand-ins, clients with short patience, cards and the cars that charge. */
export interface Simulation extends SyncWorld {
  dice: Dice;
  cards: Card[];
  charges: Charge[];
  /** Ids of events that Lago took and refused afterwards. */
  refusedLater: Set<string>;
  run(scope: "full" | "transactions", plan?: BreakPlan): Promise<RunSyncResult | null>;
}

const PATIENCE_MS = 60;

interface Clients {
  steve: SteveClient;
  lago: LagoClient;
}

/** Starts the world of `seed`: eleven cards of every kind, nothing charging yet. */
export async function startSimulation(seed: number): Promise<Simulation> {
  const world = await startSyncWorld();
  const connect = (): Clients => {
    const patience = { wait: () => Promise.resolve(), timeoutMs: PATIENCE_MS, clock: world.clock };
    return {
      steve: createSteveClient(world.config, patience)!,
      lago: createLagoClient(world.config, patience)!,
    };
  };
  let clients = connect();
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
    const { steve, lago } = clients;
    if (steve.breakerState() !== "closed" || lago.breakerState() !== "closed") clients = connect();
    const part = plan ? breakable(world.database, plan) : world.database;
    const ctx = { ...world.ctx, db: part.db };
    const ingest = new MeterIngest(ctx, part.sql);
    try {
      return await runSync(ctx, {
        ...clients,
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

/** Drizzle wraps what a statement threw. */
function isCut(error: unknown): boolean {
  return error instanceof ConnectionCut || (error instanceof Error && isCut(error.cause));
}
