import type { Database } from "./database.ts";

/** A row of `charge_box`. */
export interface StationRow {
  pk: number;
  charge_box_id: string;
  registration_status: "Accepted" | "Pending" | "Rejected";
  auth_password: string | null;
  vendor: string | null;
  model: string | null;
  serial: string | null;
  firmware: string | null;
  ocpp_protocol: string | null;
  firmware_status: string | null;
  diagnostics_status: string | null;
  last_heartbeat_ms: number | null;
  description: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** A row of `evse`: one connector with its newest status. */
export interface ConnectorRow {
  pk: number;
  charge_box_pk: number;
  connector_id: number;
  status: string | null;
  error_code: string | null;
  status_ms: number | null;
  error_info: string | null;
}

/** What may be set on a station; only the id is required. */
export interface StationFields {
  chargeBoxId: string;
  registrationStatus?: "Accepted" | "Pending" | "Rejected";
  authPassword?: string | null;
  vendor?: string;
  model?: string;
  serial?: string;
  firmware?: string;
  description?: string;
  latitude?: number;
  longitude?: number;
  lastHeartbeatMs?: number;
}

const COLUMNS = {
  registrationStatus: "registration_status",
  authPassword: "auth_password",
  vendor: "vendor",
  model: "model",
  serial: "serial",
  firmware: "firmware",
  description: "description",
  latitude: "latitude",
  longitude: "longitude",
  lastHeartbeatMs: "last_heartbeat_ms",
} as const satisfies Record<Exclude<keyof StationFields, "chargeBoxId">, string>;

/** Tables `charge_box` and `evse`. Station ids compare without case. */
export class StationStore {
  constructor(readonly db: Database) {}

  all(): StationRow[] {
    return this.db.all<StationRow>("SELECT * FROM charge_box ORDER BY pk");
  }

  byId(chargeBoxId: string): StationRow | undefined {
    return this.db.get<StationRow>("SELECT * FROM charge_box WHERE charge_box_id = ?", chargeBoxId);
  }

  /** Inserts the station if it is new and sets the given fields; answers its key. */
  upsert(fields: StationFields): number {
    this.db.run(
      "INSERT INTO charge_box (charge_box_id) VALUES (?) ON CONFLICT DO NOTHING",
      fields.chargeBoxId,
    );
    for (const [field, column] of Object.entries(COLUMNS)) {
      const value = fields[field as keyof typeof COLUMNS];
      if (value === undefined) continue;
      this.db.run(
        `UPDATE charge_box SET ${column} = ? WHERE charge_box_id = ?`,
        value,
        fields.chargeBoxId,
      );
    }
    const row = this.byId(fields.chargeBoxId);
    if (!row) throw new Error(`station ${fields.chargeBoxId} vanished while being written`);
    return row.pk;
  }

  setProtocol(pk: number, protocol: string): void {
    this.db.run("UPDATE charge_box SET ocpp_protocol = ? WHERE pk = ?", protocol, pk);
  }

  setHeartbeat(pk: number, nowMs: number): void {
    this.db.run("UPDATE charge_box SET last_heartbeat_ms = ? WHERE pk = ?", nowMs, pk);
  }

  setJobStatus(pk: number, job: "firmware" | "diagnostics", status: string): void {
    this.db.run(`UPDATE charge_box SET ${job}_status = ? WHERE pk = ?`, status, pk);
  }

  connectors(stationPk: number): ConnectorRow[] {
    return this.db.all<ConnectorRow>(
      "SELECT * FROM evse WHERE charge_box_pk = ? ORDER BY connector_id",
      stationPk,
    );
  }

  /** Makes sure that the connector exists; every message that names one creates it. */
  touchConnector(stationPk: number, connectorId: number): void {
    this.db.run(
      "INSERT INTO evse (charge_box_pk, connector_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
      stationPk,
      connectorId,
    );
  }

  /** Keeps the status unless a newer one (by the station's clock) is already there. */
  setStatus(
    stationPk: number,
    connectorId: number,
    status: { status: string; errorCode: string; atMs: number; info?: string },
  ): void {
    this.touchConnector(stationPk, connectorId);
    this.db.run(
      `UPDATE evse SET status = ?, error_code = ?, status_ms = ?, error_info = ?
       WHERE charge_box_pk = ? AND connector_id = ? AND coalesce(status_ms, 0) <= ?`,
      status.status,
      status.errorCode,
      status.atMs,
      status.info ?? null,
      stationPk,
      connectorId,
      status.atMs,
    );
  }
}
