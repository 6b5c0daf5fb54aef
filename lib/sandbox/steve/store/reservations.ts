import type { Database } from "./database.ts";

/** A reservation joined with its station and tag. */
export interface ReservationRow {
  id: number;
  charge_box_pk: number;
  charge_box_id: string;
  connector_id: number;
  tag_pk: number;
  id_tag: string;
  tx_id: number | null;
  start_ms: number;
  expiry_ms: number;
  status: "WAITING" | "ACCEPTED" | "USED" | "CANCELLED";
}

const SELECT = `SELECT r.*, c.charge_box_id, t.id_tag FROM reservation r
  JOIN charge_box c ON c.pk = r.charge_box_pk JOIN ocpp_tag t ON t.pk = r.tag_pk`;

/** Table `reservation`. */
export class ReservationStore {
  constructor(readonly db: Database) {}

  all(): ReservationRow[] {
    return this.db.all<ReservationRow>(`${SELECT} ORDER BY r.id DESC`);
  }

  byId(id: number): ReservationRow | undefined {
    return this.db.get<ReservationRow>(`${SELECT} WHERE r.id = ?`, id);
  }

  insert(
    row: {
      stationPk: number;
      connectorId: number;
      tagPk: number;
      startMs: number;
      expiryMs: number;
    },
  ): number {
    return this.db.run(
      `INSERT INTO reservation (charge_box_pk, connector_id, tag_pk, start_ms, expiry_ms, status)
       VALUES (?, ?, ?, ?, ?, 'WAITING')`,
      row.stationPk,
      row.connectorId,
      row.tagPk,
      row.startMs,
      row.expiryMs,
    ).id;
  }

  setStatus(id: number, status: ReservationRow["status"], txId: number | null = null): void {
    this.db.run(
      "UPDATE reservation SET status = ?, tx_id = coalesce(?, tx_id) WHERE id = ?",
      status,
      txId,
      id,
    );
  }

  remove(id: number): void {
    this.db.run("DELETE FROM reservation WHERE id = ?", id);
  }
}

/** A charging profile as OCPP's `csChargingProfiles`, by SteVe's key. */
export interface StoredProfile {
  pk: number;
  body: string;
}

/** Charging profiles and installed certificates, which REST only refers to. */
export class DeviceDataStore {
  constructor(readonly db: Database) {}

  profile(pk: number): StoredProfile | undefined {
    return this.db.get<StoredProfile>("SELECT * FROM charging_profile WHERE pk = ?", pk);
  }

  putProfile(profile: StoredProfile): void {
    this.db.run(
      "INSERT OR REPLACE INTO charging_profile (pk, body) VALUES (?, ?)",
      profile.pk,
      profile.body,
    );
  }

  certificate(id: number, stationPk: number): { hash_data: string } | undefined {
    return this.db.get(
      "SELECT hash_data FROM certificate WHERE id = ? AND charge_box_pk = ?",
      id,
      stationPk,
    );
  }

  addCertificate(stationPk: number, hashData: Record<string, unknown>): number {
    return this.db.run(
      "INSERT INTO certificate (charge_box_pk, hash_data) VALUES (?, ?)",
      stationPk,
      JSON.stringify(hashData),
    ).id;
  }

  removeCertificate(id: number): void {
    this.db.run("DELETE FROM certificate WHERE id = ?", id);
  }
}
