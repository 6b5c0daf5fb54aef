import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bigIdentity, createdAt, instant } from "./columns.ts";
import { users } from "./auth.ts";

/** Chargers a driver wants first. */
export const favouriteChargers = pgTable("favourite_chargers", {
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  chargeBoxId: text().notNull(),
  createdAt: createdAt(),
}, (t) => [primaryKey({ columns: [t.userId, t.chargeBoxId] })]);

/** Drivers who wait for a charger to be free again; one notice ends the wait. */
export const chargerWatches = pgTable("charger_watches", {
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  chargeBoxId: text().notNull(),
  expiresAt: timestamp({ withTimezone: true }).notNull(),
  createdAt: createdAt(),
}, (t) => [
  primaryKey({ columns: [t.userId, t.chargeBoxId] }),
  index("charger_watches_charger_idx").on(t.chargeBoxId),
]);

/** What a driver wants to be told and how; without a row the default of the event counts. */
export const notificationChoices = pgTable("notification_choices", {
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  event: text().notNull(),
  channel: text().$type<"email" | "push">().notNull(),
  isOn: boolean().notNull(),
  updatedAt: createdAt(),
}, (t) => [primaryKey({ columns: [t.userId, t.event, t.channel] })]);

/** Browsers that take web push (RFC 8030) for a driver. */
export const pushSubscriptions = pgTable("push_subscriptions", {
  id: bigIdentity(),
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  endpoint: text().notNull().unique(),
  p256dh: text().notNull(),
  auth: text().notNull(),
  userAgent: text(),
  lastSentAt: instant(),
  failures: integer().notNull().default(0),
  createdAt: createdAt(),
}, (t) => [index("push_subscriptions_user_idx").on(t.userId)]);

/**
 * What a driver was told, once per event and subject (e.g. session:42): a repeat finds the row. Push
 * messages wait here until they left; mail has its own outbox.
 */
export const driverMessages = pgTable("driver_messages", {
  id: bigIdentity(),
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  event: text().notNull(),
  subject: text().notNull(),
  payload: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  pushStatus: text().$type<"none" | "pending" | "sent" | "failed">().notNull().default("none"),
  attempts: integer().notNull().default(0),
  nextAttemptAt: createdAt(),
  createdAt: createdAt(),
}, (t) => [
  uniqueIndex("driver_messages_subject_key").on(t.userId, t.event, t.subject),
  index("driver_messages_due_idx").on(t.nextAttemptAt, t.id)
    .where(sql`${t.pushStatus} = 'pending'`),
  index("driver_messages_created_idx").on(t.createdAt),
]);

/** Deletion of an account, carried out when `dueAt` has passed unless it was withdrawn. */
export const deletionRequests = pgTable("deletion_requests", {
  id: bigIdentity(),
  userId: text().notNull().references(() => users.id, { onDelete: "cascade" }),
  requestedAt: createdAt(),
  dueAt: timestamp({ withTimezone: true }).notNull(),
  withdrawnAt: instant(),
  completedAt: instant(),
}, (t) => [
  uniqueIndex("deletion_requests_open_key").on(t.userId)
    .where(sql`${t.withdrawnAt} is null and ${t.completedAt} is null`),
  index("deletion_requests_due_idx").on(t.dueAt)
    .where(sql`${t.withdrawnAt} is null and ${t.completedAt} is null`),
]);
