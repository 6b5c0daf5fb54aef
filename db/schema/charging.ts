import { sql } from "drizzle-orm";
import {
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bigIdentity, bigNumber, createdAt, instant } from "./columns.ts";
import { users } from "./auth.ts";

/** A place with chargers: time zone and currency live here. */
export const sites = pgTable("sites", {
  id: bigIdentity(),
  name: text().notNull().unique(),
  timeZone: text().notNull().default("UTC"),
  currency: text().notNull().default("EUR"),
  address: text(),
  latitude: doublePrecision(),
  longitude: doublePrecision(),
  createdAt: createdAt(),
});

/** Charge points (spec 5.3). `lastSeenAt` is our clock: last heartbeat, status or meter value received. */
export const chargers = pgTable(
  "chargers",
  {
    id: bigIdentity(),
    chargeBoxId: text().notNull().unique(),
    publicId: text().notNull().unique(),
    siteId: bigNumber().references(() => sites.id, { onDelete: "set null" }),
    friendlyName: text(),
    /** What the name sorts by, as people sort: kept by the database (`natural_name`). */
    sortName: text().generatedAlwaysAs(sql`natural_name(coalesce(friendly_name, charge_box_id))`),
    formFactor: text().notNull().default("generic"),
    connectorType: text(),
    maxKw: real(),
    vendor: text(),
    model: text(),
    serialNumber: text(),
    firmwareVersion: text(),
    lastStatus: text(),
    lastStatusAt: instant(),
    firstSeenAt: createdAt(),
    lastSeenAt: instant(),
    steveConnected: boolean(),
    capabilities: text().array().notNull().default(sql`'{charger}'::text[]`),
    managementMode: text().$type<"ocpp" | "unmanaged">().notNull().default("ocpp"),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    address: text(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (
    t,
  ) => [
    index("chargers_last_seen_idx").on(t.lastSeenAt),
    index("chargers_site_idx").on(t.siteId),
    index("chargers_sort_name_idx").on(t.sortName, t.id),
  ],
);

/** OCPP 2.0.1 shape: an OCPP 1.6 connector is one EVSE with one connector. */
export const evses = pgTable("evses", {
  id: bigIdentity(),
  chargerId: bigNumber().notNull().references(() => chargers.id, { onDelete: "cascade" }),
  evseId: integer().notNull(),
  maxKw: real(),
}, (t) => [uniqueIndex("evses_charger_key").on(t.chargerId, t.evseId)]);

export const connectors = pgTable("connectors", {
  id: bigIdentity(),
  evseId: bigNumber().notNull().references(() => evses.id, { onDelete: "cascade" }),
  connectorId: integer().notNull().default(1),
  type: text(),
  /** Raw OCPP 1.6 status. */
  status: text(),
  errorCode: text(),
  statusAt: instant(),
}, (t) => [uniqueIndex("connectors_evse_key").on(t.evseId, t.connectorId)]);

/** EV cards: one row per SteVe tag, the ownership anchor (spec 5.2). Never deleted. */
export const userMappings = pgTable("user_mappings", {
  id: bigIdentity(),
  userId: text().notNull().references(() => users.id),
  steveOcppTagPk: integer(),
  steveOcppIdTag: text().notNull(),
  parentIdTag: text(),
  lagoCustomerExternalId: text(),
  lagoSubscriptionExternalId: text(),
  tagType: text().notNull().default("ev_card"),
  displayName: text(),
  notes: text(),
  costCentre: text(),
  /** What the driver calls the card. */
  driverLabel: text(),
  isActive: boolean().notNull().default(true),
  /** What SteVe was last told; differs from `isActive` while a push is due. */
  stevePushedActive: boolean(),
  /** When its driver reported it lost; taken back together with that. */
  lostAt: instant(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
}, (t) => [
  // SteVe compares idTags without case, so must we.
  uniqueIndex("user_mappings_id_tag_key").on(sql`upper(${t.steveOcppIdTag})`),
  index("user_mappings_user_idx").on(t.userId),
  index("user_mappings_lago_customer_idx").on(t.lagoCustomerExternalId),
]);

/** How a session was priced: kept with it so that later plan changes do not rewrite history. */
export interface TariffSnapshot {
  planCode: string;
  planName: string;
  currency: string;
  model: "standard" | "graduated" | "package" | "volume" | "percentage";
  /** Lago's charge properties; money as decimal strings in currency units per kWh. */
  properties: Record<string, unknown>;
}

/** Charging sessions: our record of a SteVe transaction, keyed by installation and transaction id. */
export const chargingSessions = pgTable("charging_sessions", {
  id: bigIdentity(),
  steveInstance: text().notNull().default("steve"),
  steveTransactionId: bigNumber().notNull(),
  chargeBoxId: text().notNull(),
  connectorId: integer().notNull(),
  /** Null while only meter values of the transaction were seen. */
  idTag: text(),
  ocppTagPk: integer(),
  mappingId: bigNumber().references(() => userMappings.id),
  /** Billing target fixed when the session was first tied to a card. */
  lagoCustomerExternalId: text(),
  lagoSubscriptionExternalId: text(),
  startedAt: timestamp({ withTimezone: true }).notNull(),
  meterStartWh: bigNumber(),
  stoppedAt: instant(),
  meterStopWh: bigNumber(),
  stopReason: text(),
  stopActor: text().$type<"station" | "manual">(),
  lastMeterWh: bigNumber(),
  lastMeterAt: instant(),
  lastPowerW: integer(),
  lastSocPercent: real(),
  /** Our clock: when the last reading or change of this session reached us. */
  lastHeardAt: createdAt(),
  energyWh: bigNumber().notNull().default(0),
  isFinalized: boolean().notNull().default(false),
  tariff: jsonb().$type<TariffSnapshot>(),
  costCents: integer(),
  currency: text(),
  /** Closed list in lib/charging/session_flags.ts, e.g. meter_rollback, stuck, unmapped_card. */
  flags: text().array().notNull().default(sql`'{}'::text[]`),
  createdAt: createdAt(),
  updatedAt: createdAt(),
}, (t) => [
  uniqueIndex("charging_sessions_transaction_key").on(t.steveInstance, t.steveTransactionId),
  index("charging_sessions_updated_idx").on(t.updatedAt.desc(), t.id.desc()),
  index("charging_sessions_started_idx").on(t.startedAt.desc(), t.id.desc()),
  index("charging_sessions_mapping_idx").on(t.mappingId, t.startedAt.desc(), t.id.desc()),
  index("charging_sessions_charger_idx").on(t.chargeBoxId, t.startedAt.desc(), t.id.desc()),
  index("charging_sessions_tag_idx").on(sql`upper(${t.idTag})`, t.startedAt.desc()),
  index("charging_sessions_open_idx").on(t.lastHeardAt).where(sql`not ${t.isFinalized}`),
  index("charging_sessions_flags_idx").using("gin", t.flags).where(sql`${t.flags} <> '{}'`),
  index("charging_sessions_stopped_idx").on(t.stoppedAt),
  index("charging_sessions_doubtful_idx").on(t.updatedAt)
    .where(sql`${t.stopActor} = 'manual' or ${t.meterStopWh} < ${t.meterStartWh}`),
  index("charging_sessions_unpriced_idx").on(t.id).where(
    sql`${t.tariff} is null and ${t.stoppedAt} is not null and ${t.lagoSubscriptionExternalId} is not null`,
  ),
  index("charging_sessions_live_idx").on(t.startedAt.desc()).where(sql`${t.stoppedAt} is null`),
]);

/**
 * Meter samples, one row per transaction and instant. Range-partitioned by month of `measuredAt`
 * (the migration adds PARTITION BY, which Drizzle cannot express).
 */
export const meterValues = pgTable("meter_values", {
  steveInstance: text().notNull().default("steve"),
  transactionId: bigNumber().notNull(),
  measuredAt: timestamp({ withTimezone: true }).notNull(),
  chargeBoxId: text().notNull(),
  connectorId: integer().notNull(),
  energyWh: bigNumber(),
  powerW: integer(),
  currentA: real(),
  voltageV: real(),
  socPercent: real(),
  temperatureC: real(),
  context: text(),
  source: text().$type<"hook" | "poll">().notNull(),
  receivedAt: createdAt(),
}, (t) => [primaryKey({ columns: [t.steveInstance, t.transactionId, t.measuredAt] })]);

export const reservations = pgTable("reservations", {
  id: bigIdentity(),
  chargeBoxId: text().notNull(),
  connectorId: integer().notNull(),
  mappingId: bigNumber().references(() => userMappings.id),
  idTag: text(),
  startAt: timestamp({ withTimezone: true }).notNull(),
  endAt: timestamp({ withTimezone: true }).notNull(),
  status: text().$type<
    "pending" | "confirmed" | "active" | "completed" | "cancelled" | "expired" | "rejected"
  >()
    .notNull().default("pending"),
  isBlackout: boolean().notNull().default(false),
  steveReservationId: integer(),
  createdByUserId: text().references(() => users.id, { onDelete: "set null" }),
  cancelledAt: instant(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
}, (t) => [
  index("reservations_window_idx").on(t.chargeBoxId, t.connectorId, t.startAt),
  index("reservations_mapping_idx").on(t.mappingId, t.startAt),
  index("reservations_status_idx").on(t.status, t.startAt),
]);

/** OCPP operations asked for by people; written before SteVe is contacted (spec 5.12). */
export const chargerOperationLog = pgTable("charger_operation_log", {
  id: bigIdentity(),
  chargeBoxId: text().notNull(),
  operation: text().notNull(),
  params: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  dryRun: boolean().notNull().default(false),
  status: text().$type<"dry_run" | "pending" | "submitted" | "failed">().notNull(),
  taskId: integer(),
  result: jsonb().$type<unknown>(),
  ocppTaskStatus: text(),
  requestedByUserId: text().references(() => users.id, { onDelete: "set null" }),
  createdAt: createdAt(),
  updatedAt: createdAt(),
}, (t) => [
  index("charger_operation_log_charger_idx").on(t.chargeBoxId, t.id.desc()),
  index("charger_operation_log_user_idx").on(t.requestedByUserId, t.id.desc()),
  index("charger_operation_log_recent_idx").on(t.requestedByUserId, t.createdAt),
  index("charger_operation_log_reservation_idx").on(
    sql`(${t.params} ->> 'reservation')`,
    t.id.desc(),
  )
    .where(sql`${t.params} ->> 'reservation' is not null`),
]);

/** Per-subscription power limits (spec 5.15), versioned so that a running session keeps its own. */
export const chargingProfiles = pgTable("charging_profiles", {
  id: bigIdentity(),
  subscriptionExternalId: text().notNull(),
  version: integer().notNull().default(1),
  preset: text().notNull(),
  windows: jsonb().$type<unknown[]>().notNull().default([]),
  globalMaxWatts: integer(),
  lagoSyncError: text(),
  createdAt: createdAt(),
}, (t) => [uniqueIndex("charging_profiles_version_key").on(t.subscriptionExternalId, t.version)]);
