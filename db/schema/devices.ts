import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant } from "./columns.ts";
import { users } from "./auth.ts";

/** Phones, tablets and laptops that read cards or operate chargers (spec 5.7). */
export const devices = pgTable("devices", {
  id: uuid().primaryKey().defaultRandom(),
  kind: text().$type<"phone_nfc" | "tablet_nfc" | "laptop_nfc">().notNull(),
  label: text().notNull(),
  capabilities: text().array().notNull().default(sql`'{scanner,user}'::text[]`),
  ownerUserId: text().references(() => users.id, { onDelete: "cascade" }),
  platform: text().notNull(),
  model: text().notNull(),
  osVersion: text().notNull(),
  appVersion: text().notNull(),
  pushToken: text(),
  apnsEnvironment: text().$type<"sandbox" | "production">(),
  lastSeenAt: instant(),
  lastStatus: jsonb().$type<Record<string, unknown>>(),
  /** Latest place of a managed device whose flag allows it. */
  lastLocation: jsonb().$type<
    { latitude: number; longitude: number; accuracyMeters: number; capturedAt: string }
  >(),
  registeredAt: createdAt(),
  deletedAt: instant(),
  revokedAt: instant(),
  revokedByUserId: text(),
}, (t) => [
  index("devices_owner_idx").on(t.ownerUserId, t.lastSeenAt).where(sql`${t.deletedAt} is null`),
  index("devices_capabilities_idx").using("gin", t.capabilities),
  index("devices_last_seen_idx").on(t.lastSeenAt).where(sql`${t.deletedAt} is null`),
]);

export const deviceTokens = pgTable("device_tokens", {
  id: uuid().primaryKey().defaultRandom(),
  deviceId: uuid().notNull().references(() => devices.id, { onDelete: "cascade" }),
  tokenHash: text().notNull().unique(),
  secretHash: text().notNull(),
  /** AES-256-GCM, key derived from AUTH_SECRET (ruling 6): scan results are checked with the raw secret. */
  secretEncrypted: text().notNull(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  revokedAt: instant(),
  lastUsedAt: instant(),
  createdAt: createdAt(),
});

export const deviceSettings = pgTable("device_settings", {
  deviceId: uuid().notNull().references(() => devices.id, { onDelete: "cascade" }),
  key: text().notNull(),
  valueJson: jsonb().$type<unknown>(),
  updatedAt: createdAt(),
  updatedBy: text().notNull(),
}, (t) => [primaryKey({ columns: [t.deviceId, t.key] })]);

export const deviceLogs = pgTable(
  "device_logs",
  {
    deviceId: uuid().notNull().references(() => devices.id, { onDelete: "cascade" }),
    seq: numeric({ precision: 20, scale: 0 }).notNull(),
    timestampNs: bigint({ mode: "bigint" }).notNull(),
    observedTs: createdAt(),
    severityText: text().notNull(),
    severityNumber: integer().notNull(),
    body: text().notNull(),
    attributes: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    resource: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    traceId: text(),
    spanId: text(),
  },
  (
    t,
  ) => [
    primaryKey({ columns: [t.deviceId, t.seq] }),
    index("device_logs_observed_idx").on(t.observedTs),
  ],
);
