import { z } from "zod";
import type { StationClock } from "./clock.ts";
import { registerCommands } from "./commands.ts";
import { Connector, type ConnectorSpec, type ConnectorStatus } from "./connector.ts";
import { Link } from "./link.ts";
import type { RejectedMessage } from "./outbox.ts";
import type { Car } from "./power.ts";
import type { Quirks } from "./quirks.ts";
import type { ReadingContext } from "./samples.ts";
import { SessionRunner } from "./session_runner.ts";

/** A virtual charge point's make, outlets and manners. */
export interface VirtualStationOptions {
  /** Central system's address without the station's id. */
  wsUrl: string;
  chargeBoxId: string;
  /** Basic password of the OCPP connection. */
  password?: string;
  connectors: ConnectorSpec[];
  vendor: string;
  model: string;
  serial?: string;
  firmware?: string;
  clock: StationClock;
  random: () => number;
  /** Simulated time between readings; 10 s. */
  meterIntervalMs?: number;
  /** Overrides what the central system asks for. */
  heartbeatIntervalMs?: number;
  reconnectMs?: number;
  /** How long a remote start waits for a car; 60 s. */
  connectionTimeOutMs?: number;
  /** Tags that may charge while the station is offline. */
  localList?: string[];
  quirks?: Quirks;
  /** Real time that an answer is waited for; 30 s. */
  callTimeoutMs?: number;
}

/** A car that plugs in. */
export interface PlugIn {
  car: Car;
  /** The card that is tapped at once; without one the station waits for a tap or a remote start. */
  idTag?: string;
}

/** How a try to start ended. */
export type StartOutcome = "started" | "refused" | "waiting";

const authorizeAnswer = z.object({
  idTagInfo: z.object({ status: z.string(), parentIdTag: z.string().optional() }),
});

/** A charge point that speaks OCPP 1.6J and behaves like one, quirks included. */
export class VirtualStation {
  readonly connectors: ReadonlyMap<number, Connector>;
  readonly quirks: Quirks;
  readonly link: Link;
  readonly #sessions: SessionRunner;
  readonly #stampOffsetMs: number;
  #isStopped = false;

  constructor(readonly options: VirtualStationOptions) {
    this.quirks = options.quirks ?? {};
    this.connectors = new Map(options.connectors.map((spec) => [spec.id, new Connector(spec)]));
    this.#stampOffsetMs = this.quirks.clockStartsAt1970
      ? -options.clock.now()
      : this.quirks.clockOffsetMs ?? 0;
    this.link = new Link({
      wsUrl: options.wsUrl,
      chargeBoxId: options.chargeBoxId,
      password: options.password,
      clock: options.clock,
      random: options.random,
      boot: {
        chargePointVendor: options.vendor,
        chargePointModel: options.model,
        ...(options.serial && { chargePointSerialNumber: options.serial }),
        ...(options.firmware && { firmwareVersion: options.firmware }),
      },
      heartbeatIntervalMs: options.heartbeatIntervalMs,
      reconnectMs: options.reconnectMs ?? 30_000,
      callTimeoutMs: options.callTimeoutMs ?? 30_000,
      handleCommands: (rpc) => registerCommands(rpc, this),
      onOnline: () => this.reportAll(),
    });
    this.#sessions = new SessionRunner(this);
  }

  /** The station's time in milliseconds, without the offset of its calendar. */
  get now(): number {
    return this.options.clock.now();
  }

  /** Messages that the central system refused. */
  get rejected(): readonly RejectedMessage[] {
    return this.link.outbox.rejected;
  }

  /** The time as this station writes it. */
  stamp(): string {
    return new Date(this.now + this.#stampOffsetMs).toISOString();
  }

  /** Connects and boots; false when that failed for now (it goes on trying). */
  connect(): Promise<boolean> {
    return this.link.connect();
  }

  /** Cuts the line; sessions go on and their messages wait. */
  goOffline(): Promise<void> {
    return this.link.disconnect();
  }

  /** Ends everything: no timer and no connection is left behind. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#sessions.stop();
    await this.link.disconnect();
  }

  /** The connector with this id; throws when there is none. */
  connector(id: number): Connector {
    const connector = this.connectors.get(id);
    if (!connector) throw new Error(`${this.options.chargeBoxId} has no connector ${id}`);
    return connector;
  }

  /** A car plugs in. Throws when the connector is taken or out of order. */
  async plugIn(connectorId: number, plug: PlugIn): Promise<StartOutcome> {
    const connector = this.connector(connectorId);
    const isFree = ["Available", "Reserved", "Preparing"].includes(connector.status);
    if (connector.car || !isFree) {
      throw new Error(`connector ${connectorId} is ${connector.status}`);
    }
    const reserved = connector.reservation;
    if (reserved && plug.idTag !== undefined && plug.idTag !== reserved.idTag) return "refused";
    connector.attach(plug.car, this.now);
    await this.setStatus(connector, "Preparing");
    return plug.idTag === undefined ? "waiting" : await this.tap(connectorId, plug.idTag);
  }

  /** A card is held to the reader: starts a session, or stops its own or its group's. */
  async tap(connectorId: number, idTag: string): Promise<StartOutcome> {
    const connector = this.connector(connectorId);
    const { session } = connector;
    if (session) {
      if (idTag !== session.idTag) {
        const group = (await this.#authorize(idTag)).parentIdTag;
        if (group === undefined || group !== session.parentIdTag) return "refused";
      }
      await this.endSession(connector, "Local", idTag);
      return "waiting";
    }
    if (!(await this.#authorize(idTag)).isAccepted) return "refused";
    if (!connector.car) return "waiting";
    return await this.beginSession(connector, idTag);
  }

  /** The car unplugs; a running session ends with it. */
  async unplug(connectorId: number): Promise<void> {
    const connector = this.connector(connectorId);
    if (connector.session) await this.endSession(connector, "EVDisconnected");
    connector.detach();
    await this.settle(connector);
  }

  /** The car itself stops drawing, or goes on. */
  async pause(connectorId: number, isPaused: boolean): Promise<void> {
    const connector = this.connector(connectorId);
    connector.step(this.now);
    connector.isPausedByCar = isPaused;
    if (connector.session) await this.setStatus(connector, connector.chargingStatus(this.now));
  }

  /** The connector breaks down; a running session ends. */
  async fault(connectorId: number, errorCode: string): Promise<void> {
    const connector = this.connector(connectorId);
    if (connector.session) await this.endSession(connector, "Other");
    connector.errorCode = errorCode;
    await this.setStatus(connector, "Faulted");
  }

  /** The connector works again. */
  async recover(connectorId: number): Promise<void> {
    const connector = this.connector(connectorId);
    connector.errorCode = "NoError";
    await this.settle(connector);
  }

  /** Ends all sessions with this reason and boots again. */
  async restart(reason: "PowerLoss" | "HardReset" | "SoftReset"): Promise<void> {
    for (const connector of this.connectors.values()) {
      if (connector.session) await this.endSession(connector, reason);
    }
    await this.link.disconnect();
    await this.link.connect();
  }

  /** Starts a session without asking: the card is accepted already. */
  beginSession(connector: Connector, idTag: string): Promise<StartOutcome> {
    return this.#sessions.begin(connector, idTag);
  }

  /** Ends the running session; with a car still plugged in the connector is Finishing. */
  endSession(connector: Connector, reason: string, idTag?: string): Promise<void> {
    return this.#sessions.end(connector, reason, idTag);
  }

  /** Sets and reports a status; the same one again says nothing. */
  async setStatus(connector: Connector, status: ConnectorStatus): Promise<void> {
    if (connector.status === status) return;
    connector.status = status;
    await this.reportStatus(connector);
  }

  /** Sends the status of a connector as it is. */
  async reportStatus(connector: Connector): Promise<void> {
    await this.link.send("StatusNotification", {
      connectorId: connector.spec.id,
      errorCode: connector.errorCode,
      status: connector.status,
      timestamp: this.stamp(),
    });
  }

  /** Sends the status of every connector. */
  async reportAll(): Promise<void> {
    if (this.quirks.reportsConnectorZero) {
      const isFaulted = [...this.connectors.values()].every((one) => one.status === "Faulted");
      await this.link.send("StatusNotification", {
        connectorId: 0,
        errorCode: "NoError",
        status: isFaulted ? "Faulted" : "Available",
        timestamp: this.stamp(),
      });
    }
    for (const connector of this.connectors.values()) await this.reportStatus(connector);
  }

  /** Takes a reading now and sends it. */
  sendReading(connector: Connector, context: ReadingContext): Promise<void> {
    return this.#sessions.sendReading(connector, context);
  }

  /** Does something shortly after the present message has been answered. */
  soon(work: () => Promise<unknown>): void {
    this.options.clock.at(this.now + 500, async () => {
      if (!this.#isStopped) await work();
    });
  }

  /** Shows what a connector is without a session: faulted, off, plugged, reserved or free. */
  async settle(connector: Connector): Promise<void> {
    if (connector.session) return;
    if (connector.errorCode !== "NoError") await this.setStatus(connector, "Faulted");
    else if (connector.isInoperative) await this.setStatus(connector, "Unavailable");
    else if (connector.car) await this.setStatus(connector, "Preparing");
    else if (connector.reservation) await this.setStatus(connector, "Reserved");
    else await this.setStatus(connector, "Available");
  }

  async #authorize(idTag: string): Promise<{ isAccepted: boolean; parentIdTag?: string }> {
    if (!this.link.isOnline) {
      return { isAccepted: this.options.localList?.includes(idTag) ?? false };
    }
    const answer = authorizeAnswer.safeParse(await this.link.send("Authorize", { idTag }));
    if (!answer.success) return { isAccepted: false };
    const { status, parentIdTag } = answer.data.idTagInfo;
    return { isAccepted: status === "Accepted", parentIdTag };
  }
}

/** Makes a station; it does nothing until `connect` or a car comes. */
export function createVirtualStation(options: VirtualStationOptions): VirtualStation {
  return new VirtualStation(options);
}
