import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { bigIdentity, bigNumber, createdAt, instant } from "./columns.ts";
import { users } from "./auth.ts";

/** Counters of the rate limiter; the columns are those its Drizzle store expects. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: timestamp({ withTimezone: true }),
}, (t) => [index("rate_limits_expire_idx").on(t.expire)]);

/** Answers kept for 24 h so that a repeated request gets the same one (spec 3.5). */
export const idempotencyKeys = pgTable("idempotency_keys", {
  id: bigIdentity(),
  key: text().notNull(),
  route: text().notNull(),
  userId: text().notNull(),
  requestHash: text().notNull(),
  /** Null while the first request is still running. */
  status: integer(),
  headers: jsonb().$type<Record<string, string>>(),
  body: text(),
  lockedUntil: timestamp({ withTimezone: true }).notNull(),
  createdAt: createdAt(),
}, (t) => [
  uniqueIndex("idempotency_keys_scope_key").on(t.key, t.route, t.userId),
  index("idempotency_keys_created_idx").on(t.createdAt),
]);

/** Mail that left or waits to leave; the page /dev/mail reads it where no transport is set. */
export const emailOutbox = pgTable("email_outbox", {
  id: bigIdentity(),
  toAddress: text().notNull(),
  fromAddress: text().notNull().default(""),
  category: text().notNull(),
  subject: text().notNull(),
  html: text().notNull(),
  text: text().notNull(),
  status: text().$type<"pending" | "sent" | "failed" | "kept">().notNull().default("pending"),
  attempts: integer().notNull().default(0),
  nextAttemptAt: createdAt(),
  lastError: text(),
  sentAt: instant(),
  createdAt: createdAt(),
}, (t) => [
  index("email_outbox_created_idx").on(t.createdAt, t.id),
  index("email_outbox_due_idx").on(t.nextAttemptAt).where(sql`${t.status} = 'pending'`),
]);

/** In-app notices for operators (`audience` admin) and customers (broadcast or addressed). */
export const notifications = pgTable("notifications", {
  id: bigIdentity(),
  audience: text().$type<"admin" | "customer">().notNull(),
  userId: text().references(() => users.id, { onDelete: "cascade" }),
  severity: text().$type<"info" | "success" | "warning" | "error">().notNull().default("info"),
  source: text().notNull(),
  title: text().notNull(),
  body: text(),
  link: text(),
  /** Event and facts of a driver's notice, said in the reader's language; title and body are its English. */
  told: jsonb().$type<{ event: string; data: Record<string, unknown> }>(),
  /** The same fact raised again updates the row instead of adding one. */
  dedupeKey: text(),
  occurrences: integer().notNull().default(1),
  readAt: instant(),
  archivedAt: instant(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
}, (t) => [
  index("notifications_audience_idx").on(t.audience, t.userId, t.archivedAt, t.id),
  uniqueIndex("notifications_dedupe_key").on(t.audience, t.dedupeKey),
]);

/** Small durable facts of the platform, e.g. capability flags found at run time. */
export const platformState = pgTable("platform_state", {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  version: bigNumber().notNull().default(1),
  updatedAt: createdAt(),
});
