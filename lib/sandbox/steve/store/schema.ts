/**
 * Tables of the stand-in. Times are milliseconds since the epoch; meter values stay text, as the
 * station sent them.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS ocpp_tag (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  id_tag TEXT NOT NULL COLLATE NOCASE UNIQUE,
  parent_id_tag TEXT COLLATE NOCASE,
  user_pk INTEGER,
  expiry_ms INTEGER,
  max_active INTEGER NOT NULL DEFAULT 1,
  note TEXT
);
CREATE TABLE IF NOT EXISTS charge_box (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  charge_box_id TEXT NOT NULL COLLATE NOCASE UNIQUE,
  registration_status TEXT NOT NULL DEFAULT 'Accepted',
  auth_password TEXT,
  vendor TEXT, model TEXT, serial TEXT, firmware TEXT, ocpp_protocol TEXT,
  firmware_status TEXT, diagnostics_status TEXT,
  last_heartbeat_ms INTEGER,
  description TEXT, latitude REAL, longitude REAL
);
CREATE TABLE IF NOT EXISTS evse (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  charge_box_pk INTEGER NOT NULL REFERENCES charge_box(pk) ON DELETE CASCADE,
  connector_id INTEGER NOT NULL,
  status TEXT, error_code TEXT, status_ms INTEGER, error_info TEXT,
  UNIQUE (charge_box_pk, connector_id)
);
CREATE TABLE IF NOT EXISTS tx (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  charge_box_pk INTEGER NOT NULL REFERENCES charge_box(pk) ON DELETE CASCADE,
  connector_id INTEGER NOT NULL,
  tag_pk INTEGER NOT NULL REFERENCES ocpp_tag(pk) ON DELETE CASCADE,
  start_event_ms INTEGER NOT NULL,
  start_ms INTEGER NOT NULL,
  start_value TEXT NOT NULL,
  stop_event_ms INTEGER, stop_ms INTEGER, stop_value TEXT, stop_reason TEXT, stop_actor TEXT
);
CREATE INDEX IF NOT EXISTS tx_evse ON tx (charge_box_pk, connector_id, start_ms);
CREATE INDEX IF NOT EXISTS tx_tag ON tx (tag_pk, id);
CREATE INDEX IF NOT EXISTS tx_start ON tx (start_ms);
CREATE INDEX IF NOT EXISTS tx_stop ON tx (stop_ms);
CREATE INDEX IF NOT EXISTS tx_active ON tx (tag_pk) WHERE stop_ms IS NULL;
CREATE TABLE IF NOT EXISTS tx_stop_failed (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  tx_id INTEGER NOT NULL,
  charge_box_id TEXT NOT NULL,
  event_ms INTEGER NOT NULL,
  stop_ms INTEGER NOT NULL,
  stop_value TEXT NOT NULL,
  stop_reason TEXT,
  fail_reason TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS meter_value (
  pk INTEGER PRIMARY KEY AUTOINCREMENT,
  tx_id INTEGER REFERENCES tx(id) ON DELETE CASCADE,
  charge_box_pk INTEGER NOT NULL REFERENCES charge_box(pk) ON DELETE CASCADE,
  connector_id INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  value TEXT NOT NULL,
  context TEXT, format TEXT, measurand TEXT, location TEXT, unit TEXT, phase TEXT
);
CREATE INDEX IF NOT EXISTS meter_tx ON meter_value (tx_id, at_ms) WHERE tx_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS meter_loose ON meter_value (charge_box_pk, connector_id, at_ms)
  WHERE tx_id IS NULL;
CREATE TABLE IF NOT EXISTS reservation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  charge_box_pk INTEGER NOT NULL REFERENCES charge_box(pk) ON DELETE CASCADE,
  connector_id INTEGER NOT NULL,
  tag_pk INTEGER NOT NULL REFERENCES ocpp_tag(pk) ON DELETE CASCADE,
  tx_id INTEGER, start_ms INTEGER NOT NULL, expiry_ms INTEGER NOT NULL, status TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS charging_profile (pk INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS certificate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  charge_box_pk INTEGER NOT NULL REFERENCES charge_box(pk) ON DELETE CASCADE,
  hash_data TEXT NOT NULL
);
`;
