import type { Car, VirtualStation } from "@/lib/sandbox/stations/mod.ts";
import type { StationTime } from "./station_time.ts";

/** A station of the demo with its own calendar. */
export interface LiveStation {
  station: VirtualStation;
  time: StationTime;
  /** Taken by a visit or an incident. */
  isBusy: boolean;
}

export interface Visit {
  connectorId: number;
  /** The card that is tapped; without one the session is started from afar. */
  idTag?: string;
  car: Car;
  /** How long the car stays, in the station's time. */
  stayMs: number;
  /** How fast that time passes. */
  speed: number;
}

/** Between visits a calendar runs slower than real time and regains what fast time used up. */
export const IDLE_SPEED = 0.25;
const LOOK_MS = 200;
const REMOTE_START_MS = 20_000;

/**
 * A car comes, charges and leaves; the station's time passes at its speed. Ends early when somebody stops
 * the session from afar, or when `signal` ends the demo: then the session is closed properly first.
 * @returns whether a session took place
 */
export async function visit(live: LiveStation, plan: Visit, signal: AbortSignal): Promise<boolean> {
  live.time.setRate(plan.speed);
  try {
    return await charge(live, plan, signal);
  } finally {
    live.time.setRate(IDLE_SPEED);
    await leave(live, plan, signal);
  }
}

/**
 * The same beside another visit: time passes as that one wants it, and at this one's own speed once the
 * other is over.
 */
export async function visitBeside(
  live: LiveStation,
  plan: Visit,
  signal: AbortSignal,
): Promise<boolean> {
  let isAlone = false;
  const takeOver = () => {
    if (isAlone || live.isBusy) return;
    isAlone = live.isBusy = true;
    live.time.setRate(plan.speed);
  };
  try {
    return await charge(live, plan, signal, takeOver);
  } finally {
    if (isAlone) live.time.setRate(IDLE_SPEED);
    await leave(live, plan, signal);
    if (isAlone) live.isBusy = false;
  }
}

async function charge(
  { station, time }: LiveStation,
  plan: Visit,
  signal: AbortSignal,
  onLook = () => {},
): Promise<boolean> {
  const connector = station.connector(plan.connectorId);
  const outcome = await station.plugIn(plan.connectorId, { car: plan.car, idTag: plan.idTag });
  if (outcome === "refused") return false;
  for (let waited = 0; !connector.session && waited < REMOTE_START_MS; waited += LOOK_MS) {
    await sleep(LOOK_MS, signal);
  }
  const { session } = connector;
  if (!session) return false;
  const untilMs = time.now() + plan.stayMs;
  while (!signal.aborted && connector.session === session && time.now() < untilMs) {
    onLook();
    await sleep(Math.min(LOOK_MS, (untilMs - time.now()) / plan.speed), signal);
  }
  if (connector.session === session) await station.tap(plan.connectorId, session.idTag);
  return true;
}

async function leave({ station }: LiveStation, { connectorId }: Visit, signal: AbortSignal) {
  await sleep(1_500, signal);
  if (station.connector(connectorId).car) await station.unplug(connectorId);
}

/** Resolves after `ms` of real time, or at once when `signal` is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, ms));
    signal.addEventListener("abort", end, { once: true });
  });
}
