import type { Faults } from "./faults/rules.ts";
import type { Hooks } from "./hooks.ts";
import type { LoggedRequest } from "./http/listener.ts";
import type { Connections } from "./ocpp/connections.ts";
import type { ReceivedOperation } from "./operations/tasks.ts";
import type { MeterReading } from "./store/meter_values.ts";
import type { StationFields } from "./store/stations.ts";
import type { Store } from "./store/store.ts";
import type { TagFields } from "./store/tags.ts";
import type { FailedStop, TransactionRow } from "./store/transactions.ts";

/** A transaction to insert as it is; times in milliseconds, values in Wh. */
export interface TransactionSeed {
  /** Explicit id; the sequence goes on above the highest one. */
  id?: number;
  chargeBoxId: string;
  connectorId: number;
  idTag: string;
  startMs: number;
  startValue: number | string;
  stopMs?: number | null;
  stopValue?: number | string | null;
  stopReason?: string | null;
  /** Who stopped it; `station` unless said otherwise. */
  actor?: "station" | "manual";
}

/** A stop to write down, past every check. */
export interface StopSeed {
  stopMs: number;
  stopValue: number | string;
  reason?: string | null;
  actor?: "station" | "manual";
}

/** Direct access to what the stand-in holds: for tests and for seeding. */
export class Control {
  readonly #keys = new Map<string, number>();

  constructor(
    readonly parts: {
      store: Store;
      now: () => number;
      hooks: Hooks;
      connections: Connections;
      requests: LoggedRequest[];
      operations: ReceivedOperation[];
    },
    /** Trouble on request. */
    readonly faults: Faults,
  ) {}

  /** Adds a tag; answers its key. Throws on a duplicate or unknown parent. */
  addTag(fields: TagFields): number {
    return this.parts.store.tags.insert(fields);
  }

  /** Adds a station or updates its fields; answers its key. */
  addStation(fields: StationFields): number {
    return this.parts.store.stations.upsert(fields);
  }

  /** Sets the status of a connector as a StatusNotification would. */
  setConnectorStatus(
    chargeBoxId: string,
    connectorId: number,
    status: string,
    options: { errorCode?: string; atMs?: number } = {},
  ): void {
    this.parts.store.stations.setStatus(this.#station(chargeBoxId), connectorId, {
      status,
      errorCode: options.errorCode ?? "NoError",
      atMs: options.atMs ?? this.parts.now(),
    });
  }

  /** Inserts a transaction; station, connector and tag are created when they are missing. */
  insertTransaction(seed: TransactionSeed): number {
    const { store } = this.parts;
    const stationPk = this.#station(seed.chargeBoxId);
    store.stations.touchConnector(stationPk, seed.connectorId);
    return store.transactions.insert({
      id: seed.id,
      stationPk,
      connectorId: seed.connectorId,
      tagPk: this.#tag(seed.idTag),
      startMs: seed.startMs,
      startValue: String(seed.startValue),
      startEventMs: seed.startMs,
      stop: seed.stopMs == null ? undefined : {
        stopMs: seed.stopMs,
        stopValue: String(seed.stopValue ?? seed.startValue),
        reason: seed.stopReason,
        actor: seed.actor ?? "station",
        eventMs: seed.stopMs,
      },
    });
  }

  /** Inserts many in one database transaction: tens of thousands a second. Answers their ids. */
  bulkInsertTransactions(seeds: Iterable<TransactionSeed>): number[] {
    return this.parts.store.db.transaction(() =>
      Array.from(seeds, (seed) => this.insertTransaction(seed))
    );
  }

  /** Adds a reading to a transaction. Throws when there is none with this id. */
  appendMeterValue(transactionId: number, reading: MeterReading): void {
    this.appendMeterValues(transactionId, [reading]);
  }

  /** Adds readings to a transaction in one go. Throws when there is none with this id. */
  appendMeterValues(transactionId: number, readings: MeterReading[]): void {
    const tx = this.#transaction(transactionId);
    this.parts.store.db.transaction(() => {
      for (const reading of readings) {
        this.parts.store.meter.insert(tx.charge_box_pk, tx.connector_id, tx.id, reading);
      }
    });
  }

  /** Writes a stop past every check. Throws when there is no such transaction. */
  stopTransaction(id: number, stop: StopSeed): void {
    this.#transaction(id);
    this.parts.store.transactions.setStop(id, {
      stopMs: stop.stopMs,
      stopValue: String(stop.stopValue),
      reason: stop.reason,
      actor: stop.actor ?? "station",
      eventMs: this.parts.now(),
    });
  }

  /** The station's own stop arrives after a stop by hand. Throws unless that is what is there. */
  replaceManualStop(id: number, stop: Omit<StopSeed, "actor">): void {
    if (this.#transaction(id).stop_actor !== "manual") {
      throw new Error(`transaction ${id} was not stopped by hand`);
    }
    this.stopTransaction(id, { ...stop, actor: "station" });
  }

  transaction(id: number): TransactionRow | undefined {
    return this.parts.store.transactions.byId(id);
  }

  counts(): { total: number; active: number } {
    return this.parts.store.transactions.counts();
  }

  failedStops(): FailedStop[] {
    return this.parts.store.transactions.failedStops();
  }

  /** Stores OCPP's `csChargingProfiles` under SteVe's key, for operations to refer to. */
  addChargingProfile(pk: number, body: Record<string, unknown>): void {
    this.parts.store.devices.putProfile({ pk, body: JSON.stringify(body) });
  }

  /** Registers a certificate as installed; answers its id. */
  addCertificate(chargeBoxId: string, hashData: Record<string, unknown>): number {
    return this.parts.store.devices.addCertificate(this.#station(chargeBoxId), hashData);
  }

  /** Operations that went out to stations, oldest first. */
  get operations(): readonly ReceivedOperation[] {
    return this.parts.operations;
  }

  /** The last 10,000 requests below the context path, oldest first. */
  get requests(): readonly LoggedRequest[] {
    return this.parts.requests;
  }

  connectedStations(): string[] {
    return this.parts.connections.ids();
  }

  /** Cuts a station's connection as a dying network does. */
  async disconnectStation(chargeBoxId: string): Promise<void> {
    await this.parts.connections.cut(chargeBoxId);
  }

  /** Resolves when no hook call is under way. */
  async hooksIdle(): Promise<void> {
    await this.parts.hooks.idle();
  }

  #station(chargeBoxId: string): number {
    return this.#key(`s:${chargeBoxId}`, () => this.addStation({ chargeBoxId }));
  }

  #tag(idTag: string): number {
    const { tags } = this.parts.store;
    // Not remembered: a tag can be deleted through the API.
    return tags.keyOf(idTag) ?? tags.insert({ idTag });
  }

  #key(name: string, make: () => number): number {
    let key = this.#keys.get(name);
    if (key === undefined) this.#keys.set(name, key = make());
    return key;
  }

  #transaction(id: number): TransactionRow {
    const row = this.parts.store.transactions.byId(id);
    if (!row) throw new Error(`there is no transaction ${id}`);
    return row;
  }
}
