import { type Car, charge } from "./power.ts";
import { type ChargingProfile, profileLimitW } from "./profiles.ts";

/** How an outlet is built. */
export interface ConnectorSpec {
  id: number;
  kind: "AC" | "DC";
  maxKw: number;
  /** AC phases, 3 unless said otherwise. */
  phases?: 1 | 3;
  /** Register at the start, Wh. */
  registerWh?: number;
}

/** OCPP 1.6 `ChargePointStatus`. */
export type ConnectorStatus =
  | "Available"
  | "Preparing"
  | "Charging"
  | "SuspendedEV"
  | "SuspendedEVSE"
  | "Finishing"
  | "Reserved"
  | "Unavailable"
  | "Faulted";

/** A running session. */
export interface Session {
  idTag: string;
  /** The card's group, as the central system told it. */
  parentIdTag?: string;
  /** Null until the central system has given one. */
  transactionId: number | null;
  startMs: number;
  meterStartWh: number;
  /** When the contactor closed; null while the station waits for an answer, or was refused. */
  energyFromMs: number | null;
  isMeterReset: boolean;
}

/** A connector's state and its physics; talks to nobody. */
export class Connector {
  status: ConnectorStatus = "Available";
  errorCode = "NoError";
  registerWh: number;
  powerW = 0;
  soc = 0;
  car: Car | null = null;
  session: Session | null = null;
  /** Whether the car itself takes a break. */
  isPausedByCar = false;
  isInoperative = false;
  reservation: { id: number; idTag: string; expiryMs: number } | null = null;
  profiles: ChargingProfile[] = [];
  #steppedMs = 0;

  constructor(readonly spec: ConnectorSpec) {
    this.registerWh = spec.registerWh ?? 0;
  }

  get phases(): number {
    return this.spec.kind === "DC" ? 1 : this.spec.phases ?? 3;
  }

  /** Volts between phase and neutral; for DC a typical pack's voltage at this charge. */
  get voltage(): number {
    return this.spec.kind === "DC" ? 340 + 80 * this.soc : 230;
  }

  /** A car arrives. */
  attach(car: Car, nowMs: number): void {
    this.car = car;
    this.soc = car.startSoc;
    this.isPausedByCar = false;
    this.#steppedMs = nowMs;
  }

  /** The car leaves. */
  detach(): void {
    this.car = null;
    this.powerW = 0;
  }

  /** Lets time pass up to `nowMs`: energy flows while a session runs. */
  step(nowMs: number): void {
    const fromMs = this.#steppedMs;
    this.#steppedMs = Math.max(fromMs, nowMs);
    const energyFromMs = this.session?.energyFromMs ?? null;
    if (energyFromMs === null || !this.car || this.isPausedByCar) {
      this.powerW = 0;
      return;
    }
    const result = charge({
      kind: this.spec.kind,
      car: this.car,
      soc: this.soc,
      fromMs: Math.max(fromMs, energyFromMs),
      toMs: nowMs,
      limitW: (atMs) => this.limitW(atMs),
    });
    this.registerWh += result.energyWh;
    this.soc = result.soc;
    this.powerW = result.powerW;
  }

  /** Limit of outlet and profiles in W. */
  limitW(atMs: number): number {
    const sessionStartMs = this.session?.startMs ?? atMs;
    const outlet = { voltage: this.voltage, phases: this.phases, sessionStartMs };
    return Math.min(this.spec.maxKw * 1000, profileLimitW(this.profiles, atMs, outlet));
  }

  /** The status that a running session shows now. */
  chargingStatus(nowMs: number): ConnectorStatus {
    if (!this.car || this.isPausedByCar || this.soc >= this.car.targetSoc) return "SuspendedEV";
    return this.limitW(nowMs) <= 0 ? "SuspendedEVSE" : "Charging";
  }
}
