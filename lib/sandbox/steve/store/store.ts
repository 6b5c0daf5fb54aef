import { Database } from "./database.ts";
import { MeterStore } from "./meter_values.ts";
import { DeviceDataStore, ReservationStore } from "./reservations.ts";
import { StationStore } from "./stations.ts";
import { TagStore } from "./tags.ts";
import { TransactionStore } from "./transactions.ts";

/** Everything the stand-in remembers, in one SQLite file (or in memory). */
export class Store {
  readonly db: Database;
  readonly tags: TagStore;
  readonly stations: StationStore;
  readonly transactions: TransactionStore;
  readonly meter: MeterStore;
  readonly reservations: ReservationStore;
  readonly devices: DeviceDataStore;

  constructor(path: string) {
    this.db = new Database(path);
    this.tags = new TagStore(this.db);
    this.stations = new StationStore(this.db);
    this.transactions = new TransactionStore(this.db);
    this.meter = new MeterStore(this.db);
    this.reservations = new ReservationStore(this.db);
    this.devices = new DeviceDataStore(this.db);
  }
}
